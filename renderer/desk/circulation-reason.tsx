// Past a rule: a reason is asked for before anything is done, and stands in the journal. Escape goes back.
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Button } from '../parts/button.tsx';
import { useSpeech } from '../parts/speech.ts';
import { Field } from './field.tsx';

const shortest = 3;

export function PassRule(parts: { readonly testId: string; readonly onPass: (reason: string) => void }) {
  const { say } = useSpeech();
  const [isAsked, ask] = useState(false);
  const [reason, setReason] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const opener = useRef<HTMLSpanElement>(null);
  const wasAsked = useRef(false);
  useEffect(() => {
    if (!isAsked) {
      // Taken back: on from where it was asked.
      if (wasAsked.current) opener.current?.querySelector('button')?.focus();
      return undefined;
    }
    wasAsked.current = true;
    field.current?.focus();
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Escape') ask(false);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [isAsked]);
  if (!isAsked)
    return (
      <span ref={opener}>
        <Button look="second" icon="hand-over" testId={parts.testId} onPress={() => ask(true)}>
          {say('circ.pass')}
        </Button>
      </span>
    );
  const isSaid = reason.trim().length >= shortest;
  const pass = (): void => {
    if (isSaid) parts.onPass(reason.trim());
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    pass();
  };
  return (
    <form className="circ-reason" onSubmit={submit}>
      <Field
        ref={field}
        name={say('circ.reason')}
        testId={`${parts.testId}-reason`}
        value={reason}
        longest={120}
        onChange={setReason}
      />
      <Button look="second" icon="check" testId={`${parts.testId}-sure`} waits={!isSaid} onPress={pass}>
        {say('circ.pass-sure')}
      </Button>
      <Button look="plain" testId={`${parts.testId}-back`} onPress={() => ask(false)}>
        {say('circ.back')}
      </Button>
    </form>
  );
}
