// Where the focus stands at the desk: in the main field when a room opens and after each thing that is finished, never nowhere, and
// never taken from whoever types elsewhere.
import { expect, test, type Page } from '@playwright/test';
import { showGallery, type Shown } from './shown.ts';

let shown: Shown;
test.beforeAll(async () => {
  shown = await showGallery();
});
test.afterAll(() => shown.close());

const draw = async (page: Page, scene: string): Promise<void> => {
  const hash = `#${new URLSearchParams({ scene, language: 'vi' }).toString()}`;
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
  await page.locator(`body[data-drawn="${hash}"]`).waitFor();
};
const focused = (page: Page): Promise<string | null> =>
  page.evaluate<string | null>(`document.activeElement?.getAttribute('data-testid') ?? null`);

test.beforeEach(async ({ page }) => {
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto(`${shown.address}/gallery.html`);
  await page.locator('[data-scene]').first().waitFor();
});

for (const [scene, field] of [
  ['desk-circulation-empty', 'number'],
  ['desk-circulation-lending', 'number'],
  ['desk-inspector-blank', 'label'],
  ['desk-inspector-will-alarm', 'label'],
  ['desk-tagging-number', 'tag-number'],
] as const)
  test(`${scene} opens with the focus in its main field`, async ({ page }) => {
    await draw(page, scene);
    await expect.poll(() => focused(page)).toBe(field);
  });

test('a row that is finished brings the focus back, and what had it and is gone does not lose it', async ({ page }) => {
  await draw(page, 'desk-circulation-slips');
  await page.locator('[data-testid^="slip-"]').first().focus();
  // The next person: the button is gone, and so are its rows.
  await draw(page, 'desk-circulation-empty');
  await expect.poll(() => focused(page)).toBe('number');
});

test('whoever gives a reason goes on typing it, whatever is finished meanwhile; Escape leads back', async ({
  page,
}) => {
  await draw(page, 'desk-circulation-refused');
  const opener = page.locator('[data-testid^="pass-"]').first();
  await opener.click();
  const reason = page.locator('[data-testid$="-reason"]');
  await reason.fill('for an exhibition');
  await expect(reason).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(opener).toBeFocused();
});

test('Escape takes back a number that was typed', async ({ page }) => {
  await draw(page, 'desk-circulation-lending');
  await page.keyboard.type('312');
  await expect(page.locator('[data-testid="number"]')).toHaveValue('312');
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-testid="number"]')).toHaveValue('');
});
