// Letters, contrast, a voice, more time: a person's own glass, for as long as the person stands here.
import { expect } from 'vitest';
import { standardComfort, type Comfort } from '../../contract/comfort.ts';
import { cards, story } from './story.ts';

const mine: Comfort = { ...standardComfort, letters: 'largest', contrast: 'high', voice: true };

story('a person’s wishes last to the end of the session and not a step further', async ({ glass }) => {
  await glass.shows({ at: 'welcome' });
  await glass.press({ kind: 'comfort', comfort: mine });
  await glass.press({ kind: 'language', language: 'en' });
  await glass.borrowAs(cards.an);
  expect(glass.view()).toMatchObject({ comfort: mine, language: 'en' });
  await glass.press({ kind: 'leave' });
  await glass.shows({ at: 'welcome' });
  expect(glass.view()).toMatchObject({ comfort: standardComfort, language: 'vi' });
});

story('wishes may change in the middle of a pile', async ({ glass }) => {
  await glass.borrowAs(cards.an);
  await glass.press({ kind: 'comfort', comfort: { ...standardComfort, reach: 'low' } });
  expect(glass.view()).toMatchObject({ screen: { at: 'checkout' }, comfort: { reach: 'low' } });
});

story('who needs time has three times as much, and is asked for as long before the end', async ({ glass, clock }) => {
  await glass.shows({ at: 'welcome' });
  await glass.press({ kind: 'comfort', comfort: mine });
  await glass.borrowAs(cards.an);
  await clock.pass(119_000);
  expect(glass.view().idle).toBeNull();
  await clock.pass(2_000);
  expect(glass.view().idle?.secondsLeft).toBeGreaterThan(55);
  await glass.press({ kind: 'stay' });
  expect(glass.view()).toMatchObject({ idle: null, screen: { at: 'checkout' }, comfort: mine });
});

story('whoever made the welcome screen their own and went away is asked, then forgotten', async ({ glass, clock }) => {
  await glass.shows({ at: 'welcome' });
  const { session } = glass.view();
  await glass.press({ kind: 'language', language: 'en' });
  await clock.pass(41_000);
  expect(glass.view().idle).not.toBeNull();
  await clock.pass(20_000);
  expect(glass.view()).toMatchObject({ idle: null, language: 'vi', screen: { at: 'welcome' } });
  // A tap that was meant for the old screen is nobody's.
  expect(glass.view().session).toBeGreaterThan(session);
});

story('a welcome screen that nobody touched asks nobody', async ({ glass, clock }) => {
  await glass.shows({ at: 'welcome' });
  await clock.pass(600_000);
  expect(glass.view().idle).toBeNull();
});
