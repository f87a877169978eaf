// The papers that are made as pages of HTML, of hostile texts, in a real Chromium: nothing stands in the page that the template did not
// write, nothing runs, nothing is fetched, and no word makes it wider than the paper.
import { expect, test, type Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

type Papers = { readonly kind: string; readonly report: string; readonly certificate: string };
const isPapers = (value: unknown): value is readonly Papers[] => Array.isArray(value) && value.length > 5;

const papers = (): readonly Papers[] => {
  const text = execFileSync(process.execPath, [join(import.meta.dirname, 'hostile-papers.ts')], {
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  const made: unknown = JSON.parse(text);
  if (!isPapers(made)) throw new Error('no papers were made');
  return made;
};

/** Elements with their attributes in their order, without any text: what the template wrote. */
const framework = `[...document.querySelectorAll('*')].map((one) =>
  one.localName + [...one.attributes].map(({ name, value }) => ' ' + name + '=' + value).join('')).join('\\n')`;
const tooWide = `document.documentElement.scrollWidth - document.documentElement.clientWidth`;
/** Lines of letters that reach beyond the column they stand in. */
const beyond = `(() => {
  const most = document.documentElement.clientWidth;
  return [...document.querySelectorAll('h1, p, li, td, th, dd, dt, span, div.verdict')].filter((one) => {
    const { left, right } = one.getBoundingClientRect();
    return left < -1 || right > most + 1 || one.scrollWidth > Math.ceil(one.clientWidth) + 1 && one.clientWidth > 0;
  }).map((one) => one.localName + ': ' + one.textContent.slice(0, 30));
})()`;

/** A4 at 96 to the inch. */
const paper = { width: 794, height: 1123 };

const shownIn = async (page: Page, html: string) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('dialog', (dialog) => asked.push(`dialog ${dialog.message()}`));
  await page.setViewportSize(paper);
  await page.setContent(html, { waitUntil: 'load' });
  const shown = {
    framework: await page.evaluate(framework),
    comments: await page.evaluate(
      `document.createNodeIterator(document, NodeFilter.SHOW_COMMENT).nextNode()?.data ?? null`,
    ),
    tooWide: await page.evaluate(tooWide),
    beyond: await page.evaluate(beyond),
    text: await page.evaluate('document.body.innerText'),
    isOwned: await page.evaluate(`'owned' in window`),
    asked,
  };
  page.removeAllListeners();
  return shown;
};

for (const name of ['report', 'certificate'] as const) {
  test(`${name}: hostile texts are letters and nothing else`, async ({ page }) => {
    const [calm, ...hostile] = papers();
    if (calm === undefined) throw new Error('no paper');
    const like = await shownIn(page, calm[name]);
    expect(like.framework).toContain('table');
    expect(like.text).toContain('calm');
    for (const { kind, [name]: html } of hostile) {
      // One page after the other.
      // oxlint-disable-next-line no-await-in-loop
      const shown = await shownIn(page, html);
      expect.soft(shown, kind).toMatchObject({
        framework: like.framework,
        comments: null,
        tooWide: 0,
        beyond: [],
        isOwned: false,
        asked: [],
      });
      expect.soft(shown.text, kind).not.toMatch(/(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069\ufeff]/u);
      // What was written can be read all the same.
      if (kind === 'markup') expect(shown.text).toContain('<script>window.owned=1</script>');
    }
  });
}
