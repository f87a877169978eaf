// A certificate that was made: what stands on it, and the file to print. The station made it; here it is handed over.
import type { CalibrationScreen } from '../../contract/calibration-view.ts';
import { sayMoment } from '../../contract/words/calibration-said.ts';
import { Button } from '../parts/button.tsx';
import { saveFile } from '../parts/save-file.ts';
import { useSpeech } from '../parts/speech.ts';
import { Result } from './calibration-result.tsx';
import { Verdict } from './calibration-verdict.tsx';
import { useTechnicianHands } from './hands.ts';

export function Certificate({ certificate }: { readonly certificate: NonNullable<CalibrationScreen['certificate']> }) {
  const { say, language } = useSpeech();
  const { tend } = useTechnicianHands();
  const { about, name, html, result } = certificate;
  const save = (): void => saveFile(name, html, 'text/html');
  return (
    <div className="calibration-body">
      <div className="calibration-sum">
        <div>
          <h2 dir="auto">
            {about.place} · {about.make}
          </h2>
          <p>
            {sayMoment(language, about.atMs)} · {about.by ?? say('calibration.by-ticket')}
          </p>
        </div>
        <Verdict verdict={result.verdict} />
        <span className="calibration-tools">
          <Button look="plain" testId="close-certificate" onPress={() => tend({ kind: 'close-certificate' })}>
            {say('calibration.certificate.close')}
          </Button>
          <Button look="primary" icon="print" testId="save-certificate" onPress={save}>
            {say('calibration.certificate.save')}
          </Button>
        </span>
      </div>
      <p className="desk-field-hint">{say('calibration.certificate.hint')}</p>
      <Result result={result} />
    </div>
  );
}
