// The doorway from the page of the library system's check to its screen. Decides nothing.
import type { AcsCheckScreen, AcsProbe } from '../../contract/acs-check-view.ts';
import type { AcsCheckPage } from './acs-check-state.ts';

export const acsCheckScreen = (page: AcsCheckPage): AcsCheckScreen => ({
  at: 'acs-check',
  part: page.part,
  line: page.seen?.line ?? null,
  body: bodyOf(page),
});

const bodyOf = (page: AcsCheckPage): AcsCheckScreen['body'] => {
  const { part, seen, probe } = page;
  const body = seen?.body ?? null;
  switch (part) {
    case 'probe':
      return {
        part,
        ways: seen?.ways ?? [],
        busy: seen?.busy ?? [],
        state: stateOf(probe),
        done: page.done,
        failed: page.failedProbe,
      };
    case 'files':
      return {
        part,
        making: page.making,
        made: page.made,
        failed: page.failed,
        messages: body?.part === 'files' ? body.messages : 0,
      };
    case 'messages':
      return body?.part === 'messages'
        ? { ...body, filter: page.filter, paused: page.pausedAt !== null }
        : { part: 'none' };
    case 'line':
    case 'claims':
      return body?.part === part ? body : { part: 'none' };
  }
};

const stateOf = (probe: AcsCheckPage['probe']): AcsProbe['state'] => {
  switch (probe.at) {
    case 'ready':
      return { at: 'ready' };
    case 'waiting':
      return { at: 'waiting', because: probe.because };
    case 'asking':
      return { at: 'asking', way: probe.wish.way, sinceMs: probe.sinceMs };
  }
};
