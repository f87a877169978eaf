// Who of the staff is it? The name first, unless a card has said it, then the PIN. What is typed leaves at once.
import { useState } from 'react';
import type { StaffSigning } from '../../contract/signing-view.ts';
import { Button } from '../parts/button.tsx';
import { useSpeech, type Speech } from '../parts/speech.ts';
import { BackButton } from './back.tsx';
import { EntryScreen } from './entry.tsx';
import { useHands } from './frame.tsx';
import { PinPicture } from './pictures.tsx';

/** `lead`: what it is for; left out where that is the whole screen. `back`: there is a screen to go back to, and no session to leave. */
export function StaffSigningScreen(parts: {
  readonly signing: StaffSigning;
  readonly heading: string;
  readonly lead?: string;
  readonly back: boolean;
}) {
  const { signing, heading, back } = parts;
  const { say } = useSpeech();
  const { press } = useHands();
  const [typed, setTyped] = useState<string | null>(null);
  const name = signing.name ?? typed;
  const lead = (ask: string) => (parts.lead === undefined ? ask : `${parts.lead} ${ask}`);
  const ways = { heading, wrong: wrongOf(signing, say), picture: <PinPicture />, leaves: !back };

  if (name === null)
    return (
      <EntryScreen
        key="name"
        at="staff"
        {...ways}
        lead={lead(say(signing.byCard ? 'staff-door.text-name-card' : 'staff-door.text-name'))}
        field={say('staff-door.name')}
        asking={null}
        secret={false}
        longest={40}
        begins="letters"
        second={back ? <BackButton /> : null}
        onEntered={setTyped}
      />
    );
  const forget = () => (signing.name === null ? setTyped(null) : press({ kind: 'staff-forget-name' }));
  return (
    <EntryScreen
      key="pin"
      at="staff"
      {...ways}
      lead={lead(say('staff-door.text-pin', { name }))}
      field={say('staff-door.pin')}
      asking={signing.checking ? say('sign-in.checking') : null}
      waits={signing.waits}
      secret
      longest={64}
      second={
        <>
          {back ? <BackButton /> : null}
          <Button look="second" testId="another-name" icon="undo" onPress={forget}>
            {say('staff-door.another')}
          </Button>
        </>
      }
      onEntered={(pin) => press({ kind: 'staff-sign-in', name, pin })}
    />
  );
}

function wrongOf({ wrong, checking }: StaffSigning, say: Speech['say']): string | null {
  if (wrong === null || checking) return null;
  return wrong === 'not-allowed' ? say('staff-door.wrong.not-allowed') : say(`sign-in.wrong.${wrong}`);
}
