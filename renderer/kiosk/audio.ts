// The page's one way to the loudspeaker, for cues and for the voice.

let context: AudioContext | null = null;

/** Silent where the browser wants a touch first, or has no sound at all. */
export function loudspeaker(): AudioContext {
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume().catch(() => undefined);
  return context;
}
