import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describeInBrowser } from './support/office.js';

const built = join(import.meta.dirname, '../../dist/apps/console');

/** Bytes, gzipped, of page, scripts, styles, texts and letters together. */
const most = 200_000;

/** Bytes at the last look, so that a failure names what grew since. Files that share a name are added up. */
const lastSeen: Readonly<Record<string, number>> = {
  'every-page.js': 161_082,
  'every-page.css': 9_870,
  'file-page.js': 4_912,
  'Input.js': 3_996,
  'filing.js': 3_994,
  'use-import.js': 1_651,
  'common.js': 1_630,
  'Textarea.js': 1_615,
  'request.js': 1_493,
  'step.css': 1_338,
  'useMutation.js': 970,
  'step.js': 659,
  'targets.css': 644,
  'InputBase.js': 565,
  'draft.js': 562,
  'found.js': 546,
  'FileButton.js': 502,
  page: 445,
  'rolldown-runtime.js': 429,
  'use-window-event.js': 425,
  'use-merged-ref.js': 312,
  'use-id.js': 298,
  'code-texts.js': 291,
  'queries.js': 255,
};

describeInBrowser('the first load of the page where a report is filed', (office) => {
  it('takes 200 kB at most until the first field can be typed in', async () => {
    const { page } = await office.openDesk({ language: 'fr' });
    await page.addInitScript(noteWhenFieldIsThere);
    await page.goto('/file');
    const field = page.locator('#field-targets');
    await field.fill('typed');
    expect(await field.inputValue()).toBe('typed');
    const loaded = await page.evaluate<string[]>(askedForBeforeField);
    const sizes: Record<string, number> = {};
    for (const path of loaded) sizes[nameOf(path)] = (sizes[nameOf(path)] ?? 0) + gzippedBytes(path);

    expect(Object.keys(sizes)).toEqual(expect.arrayContaining(['page', 'every-page.js', 'every-page.css']));
    const sum = Object.values(sizes).reduce((all, each) => all + each, 0);
    const grown = Object.entries(sizes)
      .map(([name, bytes]) => ({ name, bytes, by: bytes - (lastSeen[name] ?? 0) }))
      .filter(({ by }) => by > 200)
      .sort((a, b) => b.by - a.by)
      .map(({ name, bytes, by }) => `${name}: ${bytes}, ${by} more than at the last look`);
    expect({ sum: sum <= most ? 'fits' : sum, grown: sum <= most ? [] : grown }).toEqual({
      sum: 'fits',
      grown: [],
    });
  });
});

const noteWhenFieldIsThere = `new MutationObserver((_changes, observer) => {
  if (!document.getElementById('field-targets')) return;
  observer.disconnect();
  performance.mark('field');
}).observe(document, { childList: true, subtree: true })`;

/** Paths of all that was asked for by then but answers of the API, the page itself first. */
const askedForBeforeField = `(() => {
  const [{ startTime }] = performance.getEntriesByName('field');
  const loaded = performance.getEntriesByType('resource').filter((each) => each.startTime <= startTime);
  return ['/', ...new Set(loaded.map(({ name }) => new URL(name).pathname))].filter((path) => !path.startsWith('/v1/'));
})()`;

/** Of a built file's path, without the hash in it. */
function nameOf(path: string): string {
  return path === '/' ? 'page' : path.replace(/^\/(assets\/)?/, '').replace(/-[\w-]{8}(?=\.\w+$)/, '');
}

/** As the API hands it out to a browser that takes gzip. */
function gzippedBytes(path: string): number {
  const file = join(built, path === '/' ? 'index.html' : path);
  if (existsSync(`${file}.gz`)) return readFileSync(`${file}.gz`).length;
  return path === '/' ? gzipSync(readFileSync(file), { level: 9 }).length : readFileSync(file).length;
}
