// A field that is typed into: what the fingers do stands there at once, and what the station says of it when they have gone.
import { useState, type ChangeEvent } from 'react';

export function useTyped(value: string, send: (text: string) => void) {
  const [typing, setTyping] = useState<string | null>(null);
  return {
    value: typing ?? value,
    onFocus: () => setTyping(value),
    onBlur: () => setTyping(null),
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      setTyping(event.target.value);
      send(event.target.value);
    },
  };
}
