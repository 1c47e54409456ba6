import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { roles } from '#core';
import { addKey } from '../../support/keys.js';
import { chromiumPath } from '../support/chromium.js';
import { describeInBrowser } from '../support/office.js';
import { pages } from '../support/pages.js';
import { fileReport } from '../../support/reports.js';

const root = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'uniflag-pseudo-'));
const consoleFolder = join(folder, 'console');

beforeAll(async () => {
  if (!chromiumPath()) return;
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const config = join(import.meta.dirname, 'vite.config.ts');
  const args = [vite, 'build', '--config', config, '--outDir', consoleFolder, '--logLevel', 'error'];
  await promisify(execFile)(process.execPath, args, {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
  });
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeInBrowser(
  'texts a third longer, on every page',
  (office) => {
    // 320 by 256 is a window of 1,280 by 1,024 enlarged four times: WCAG 2.2, 1.4.10.
    it.each([
      [320, 256],
      [1_280, 800],
    ])(
      'are read whole, and come from a catalogue, when it is %i by %i pixels',
      async (width, height) => {
        const { reference } = await fileReport(office.house);
        await office.house.settle();
        // Of every role, so that no page is closed.
        const { page } = await office.openDesk({ width, height, apiKey: await addKey(office.house, roles) });
        const found: Record<string, readonly string[]> = {};
        for (const path of [...Object.keys(pages), '/status', '/member', `/reports/${reference}`]) {
          await page.goto(path);
          await page.getByRole('heading', { level: 1 }).filter({ visible: true }).first().waitFor();
          await page.getByText('Löädîñg').first().waitFor({ state: 'detached' });
          found[path] = await page.evaluate<string[]>(clippedTexts);
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
        }
        expect(Object.entries(found).filter(([, texts]) => texts.length > 0)).toEqual([]);
      },
      180_000,
    );
  },
  { consoleFolder },
);

/** Texts of which a part is cut off, by themselves or by what they stand in. What is said to screen readers alone is a pixel wide. */
const clippedTexts = `(() => {
  const cuts = (element) => ['hidden', 'clip'].includes(getComputedStyle(element).overflowX);
  const isCut = (element) => {
    for (let around = element; around !== document.body; around = around.parentElement) {
      if (around.clientWidth === 1 || getComputedStyle(around).overflowX === 'auto') return false;
      if (!cuts(around)) continue;
      const [text, box] = [element, around].map((each) => each.getBoundingClientRect());
      if (text.right > box.right + 1 || text.left < box.left - 1 || text.bottom > box.bottom + 1) return true;
      if (around === element && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)) return true;
    }
    return false;
  };
  return [...document.querySelectorAll('body *')]
    .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue.trim()))
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && isCut(element))
    .map((element) => element.className + ': ' + element.textContent);
})()`;
