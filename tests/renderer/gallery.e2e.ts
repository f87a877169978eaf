// Every screen in every state, in both languages, drawn in a real Chromium: nothing that axe complains of, nothing cut
// off, every target large enough for a thumb. One size in Vietnamese here; `npm run proof` looks at all of them.
import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { build } from 'vite';
import { scenes } from '../../renderer/gallery/views.ts';
import { isProof } from '../proof.ts';

const root = join(import.meta.dirname, '../..');
const gallery = join(root, 'build/gallery');
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

const sizes = [
  { width: 1080, height: 1920 },
  { width: 1920, height: 1080 },
  { width: 1024, height: 768 },
] as const;
const smallestTarget = 76; // 20 mm at 96 dpi

let server: Server;
let address = '';

test.beforeAll(async () => {
  await build({ configFile: join(root, 'renderer/vite.config.ts'), mode: 'gallery', logLevel: 'error' });
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://gallery');
    readFile(join(gallery, pathname)).then(
      (body) =>
        response.writeHead(200, { 'content-type': types[extname(pathname)] ?? 'application/octet-stream' }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const at = server.address();
  address = typeof at === 'object' && at !== null ? `http://127.0.0.1:${at.port}` : '';
});

test.afterAll(() => {
  server.close();
});

for (const { width, height } of isProof ? sizes : sizes.slice(0, 1)) {
  for (const language of isProof ? ['vi', 'en'] : ['vi']) {
    test(`every screen at ${width} × ${height} in ${language}`, async ({ page }) => {
      test.setTimeout(240_000);
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ reducedMotion: 'reduce' });
      for (const scene of Object.keys(scenes)) {
        await test.step(scene, async () => {
          await page.goto(`${address}/gallery.html?scene=${scene}&language=${language}`);
          await expect(page.locator('[data-screen]').first()).toBeVisible();
          const axe = new AxeBuilder({ page }).exclude('[data-testid="bench"]');
          const { violations } = await axe.analyze();
          expect(violations.map(({ id, nodes }) => ({ scene, id, where: nodes.map((node) => node.target) }))).toEqual(
            [],
          );
          const small = await page.evaluate(
            `[...document.querySelectorAll('.kiosk button')]
              .map((button) => [button.textContent, button.getBoundingClientRect()])
              .filter(([, box]) => box.width > 0 && Math.min(box.width, box.height) < ${smallestTarget})
              .map(([text]) => text)`,
          );
          const overflows = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
          expect({ scene, small, overflows }).toEqual({ scene, small: [], overflows: false });
        });
      }
    });
  }
}
