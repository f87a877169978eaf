// A way into the library system that remembers whether its last question was answered, so that nobody waits twice for a system
// that is away.
import type { Registry } from './registry.ts';

export type Reach = { readonly registry: Registry; readonly isAway: () => boolean };

export const withReach = (registry: Registry): Reach => {
  let isAway = false;
  const heard = async <Answer extends { readonly kind: string }>(asked: Promise<Answer>): Promise<Answer> => {
    const answer = await asked;
    isAway = answer.kind === 'silent' || answer.kind === 'unknown';
    return answer;
  };
  return {
    registry: {
      capabilities: registry.capabilities,
      register: (registration) => heard(registry.register(registration)),
      find: (card) => heard(registry.find(card)),
      alike: (person) => heard(registry.alike(person)),
      change: (card, change) => heard(registry.change(card, change)),
      lists: () => heard(registry.lists()),
    },
    isAway: () => isAway,
  };
};
