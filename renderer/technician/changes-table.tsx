// Settings that change, each with what stood there and what is to stand there. Of a secret only that it is another one.
import { useSpeech } from '../parts/speech.ts';

type Row = {
  readonly path: string;
  readonly label: string;
  /** Null: nothing stands there. */
  readonly before: string | null;
  readonly after: string | null;
  readonly isSecret: boolean;
};

export function ChangesTable({ changes }: { readonly changes: readonly Row[] }) {
  const { say } = useSpeech();
  return (
    <table className="settings-changes">
      <thead>
        <tr>
          <th scope="col">{say('settings-page.saving.what')}</th>
          <th scope="col">{say('settings-page.saving.before')}</th>
          <th scope="col">{say('settings-page.saving.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ path, label, before, after, isSecret }) => (
          <tr key={path} data-change={path}>
            <th scope="row">{label}</th>
            {isSecret ? (
              <td colSpan={2}>{say('settings-page.saving.secret')}</td>
            ) : (
              <>
                <td dir="auto">{before ?? say('settings-page.saving.nothing')}</td>
                <td dir="auto">{after ?? say('settings-page.saving.nothing')}</td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
