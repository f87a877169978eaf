// What goes wrong on purpose at the small library system's web interface: a rule names a question, a deed, and how often. The
// server does the deeds.

/** Before the work: nothing is done. After it: all of it is done. */
export const kohaDeedsSay = {
  'lose-before': 'nothing is done, and the connection breaks',
  'lose-after': 'done, and the connection breaks before an answer',
  twice: 'a proxy asks twice: done, and the second answer comes',
  'fault-before': 'nothing is done, and a 500 comes',
  'fault-after': 'done, and a 500 comes all the same',
  maintenance: 'nothing is done: 503, under maintenance',
  garbage: 'done, and what comes is no JSON',
  half: 'done, and half of the answer comes',
  elsewhere: 'nothing is done: sent to another address',
  'too-long': 'done, and the answer has no end',
  'token-over': 'nothing is done: the token is over (401)',
} as const;
export type KohaDeed = keyof typeof kohaDeedsSay;

export const kohaQuestions = [
  ...(['token', 'find', 'register', 'read', 'change', 'password', 'libraries', 'categories'] as const),
] as const;
export type KohaQuestion = (typeof kohaQuestions)[number];

export type KohaFault = {
  readonly asked: KohaQuestion | 'any';
  /** A delay is waited before the work, which is done even if nobody waits any more. */
  readonly does: { readonly kind: KohaDeed } | { readonly kind: 'delay'; readonly ms: number };
  /** Null: for ever. */
  readonly times: number | null;
};

/** The first rule for this question, and the rules as they are when it has happened once more. */
export const takeKohaFault = (
  rules: readonly KohaFault[],
  asked: KohaQuestion,
): { readonly does: KohaFault['does'] | null; readonly left: readonly KohaFault[] } => {
  const rule = rules.find((one) => one.asked === 'any' || one.asked === asked);
  if (rule === undefined) return { does: null, left: rules };
  const times = rule.times === null ? null : rule.times - 1;
  return {
    does: rule.does,
    left: rules.flatMap((one) => (one !== rule ? [one] : times === 0 ? [] : [{ ...rule, times }])),
  };
};
