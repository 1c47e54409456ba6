import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SubmissionPreview } from '#client';
import { FakeApi } from '../testing/fake-api.js';
import { runUniflag } from '../testing/run-uniflag.js';

const preview = [
  ...['report', 'preview', '--category', 'cyberbullying', '--caller-role', 'parent', '--language', 'FR'],
  ...['--target', 'https://www.instagram.com/p/Synthetic01/'],
];

function aNotice(more: Partial<SubmissionPreview> = {}): SubmissionPreview {
  const key = 'instagram:post:Synthetic01';
  return {
    ...{ platform: 'instagram', channel: 'instagram-partner-mail', mode: 'armed', byHand: false },
    target: { kind: 'post', key, input: key, url: null, locator: null },
    ...{ reason: null, translateInto: null, differences: [] },
    ...more,
  } as unknown as SubmissionPreview;
}

describe('uniflag report preview', () => {
  const folder = mkdtempSync(join(tmpdir(), 'uniflag-preview-'));
  const english = join(folder, 'english.txt');
  afterAll(() => rmSync(folder, { recursive: true }));

  let api: FakeApi;
  const answers = (...data: readonly SubmissionPreview[]) => {
    api = new FakeApi().on('POST /v1/reports/preview', () => Response.json({ data, findings: [] }));
  };

  it('shows which notices wait for a translation, and what leaves otherwise than it was written', async () => {
    const cut = { code: 'CUT', field: 'EXPLANATION', kept: 480, cut: 120 } as const;
    answers(
      aNotice({ differences: [cut] }),
      aNotice({ platform: 'snapchat', channel: 'snapchat-form', byHand: true, translateInto: ['en', 'nl'] }),
    );
    const { exitCode, out } = await runUniflag(api, preview);
    expect([exitCode, api.calls[0]?.body]).toMatchObject([0, { explanation: '', language: 'fr' }]);
    expect(out).toMatchInlineSnapshot(`
     "  1  instagram  instagram-partner-mail  instagram:post:Synthetic01
          CUT EXPLANATION after 480 of 600 characters
       2  snapchat   snapchat-form           instagram:post:Synthetic01
          waits for a translation into en or nl · by hand

     1 of 2 would wait for a translation. Add --translation en=@<file> or
     --translation nl=@<file>.
     "
    `);
  });

  it('takes translations as texts and files, in the shape of the API', async () => {
    writeFileSync(english, 'Synthetic explanation.\n');
    answers(aNotice());
    const { out } = await runUniflag(api, [
      ...[...preview, '--explanation', 'Explication.', '--translation', `EN=@${english}`],
      ...['--translation', 'nl=Uitleg.'],
    ]);
    expect(api.calls[0]?.body).toMatchObject({
      explanation: 'Explication.',
      translations: { en: 'Synthetic explanation.', nl: 'Uitleg.' },
    });
    expect(out).toContain('No notice waits for a translation.');
  });

  it.each([
    [['--translation', 'english'], 'Write it as language=text'],
    [['--translation', 'en=@nowhere.txt'], 'nowhere.txt cannot be read'],
  ])('says what is wrong with %j', async (more, text) => {
    answers(aNotice());
    const { exitCode, err } = await runUniflag(api, [...preview, ...more]);
    expect([exitCode, api.calls]).toEqual([2, []]);
    expect(err).toContain(text);
  });
});
