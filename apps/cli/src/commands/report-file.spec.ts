import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aReport, anEvent, eventStream, FakeApi, problem, reportId } from '../testing/fake-api.js';
import { runUniflag } from '../testing/run-uniflag.js';

const filing = [
  ...['report', 'file', '--category', 'cyberbullying', '--caller-role', 'parent', '--language', 'FR'],
  ...['--target', 'https://www.instagram.com/p/Synthetic01/', '--good-faith'],
];
const explained = [...filing, '--explanation', 'Synthetic explanation.'];

describe('uniflag report file', () => {
  let api: FakeApi;
  beforeEach(() => {
    api = new FakeApi().on('POST /v1/reports', () => Response.json(aReport(), { status: 201 }));
  });

  it('files what the options say and shows the report', async () => {
    const { exitCode, out } = await runUniflag(api, [
      ...explained,
      ...['--locator', 'second photo', '--target', 'youtube @synthetic', '--ask', 'remove_content'],
      ...['--ask', 'PRESERVE_DATA', '--channel', 'youtube=yt-priority-form', '--regime', 'dsa_art22'],
      ...['--translation', 'en=In other words.'],
      ...['--facts-on', '2026-11-20', '--seen-at', '2026-11-22T18:30:00Z', '--idempotency-key', 'mine-1'],
    ]);
    expect(api.calls[0]?.headers.get('idempotency-key')).toBe('mine-1');
    expect(api.calls[0]?.body).toEqual({
      category: 'CYBERBULLYING',
      targets: [
        { input: 'https://www.instagram.com/p/Synthetic01/', locator: 'second photo' },
        { input: 'youtube @synthetic' },
      ],
      asks: ['REMOVE_CONTENT', 'PRESERVE_DATA'],
      explanation: 'Synthetic explanation.',
      goodFaith: true,
      caller: { role: 'PARENT' },
      language: 'fr',
      regime: 'DSA_ART22',
      channels: { youtube: 'yt-priority-form' },
      translations: { en: 'In other words.' },
      factsOn: '2026-11-20',
      seenAt: '2026-11-22T18:30:00Z',
    });
    expect(exitCode).toBe(0);
    expect(out).toMatchInlineSnapshot(`
     "UF-2026-000123  IN_PROGRESS
       CYBERBULLYING · caller PARENT · fr · filed 2026-11-23 14:02
       asks: REMOVE_CONTENT
       nothing needs a person

       1  instagram  queued  instagram:post:Synthetic01
          instagram-partner-mail
     "
    `);
  });

  describe('with a list', () => {
    const folder = mkdtempSync(join(tmpdir(), 'uniflag-list-'));
    const csv = join(folder, 'list.csv');
    afterAll(() => rmSync(folder, { recursive: true }));
    const youTube = (input: string) => {
      const key = `youtube:video:${input.split('/').at(-1)}`;
      return {
        input,
        outcome: 'resolved',
        platform: 'youtube',
        kind: 'video',
        key,
        url: null,
        namesPerson: false,
      };
    };
    const withoutTarget = explained.filter((each) => each !== '--target' && !each.startsWith('https:'));
    beforeEach(() => {
      writeFileSync(
        csv,
        'Nr;Adres;Opmerking\r\n1;https://youtu.be/SYNTHCSV_01;at 1:20\r\n2;rubbish\r\n3;https://youtu.be/SYNTHCSV_01\r\n',
      );
      api.on('POST /v1/targets/resolve', (_request, body) =>
        Response.json({
          data: (body as { inputs: string[] }).inputs.map((input) =>
            input.startsWith('https:')
              ? youTube(input)
              : { input, outcome: 'invalid', reason: 'NOT_AN_ADDRESS', hint: 'This is no address.' },
          ),
        }),
      );
    });

    it('files its addresses with their notes once a person saw what is in it', async () => {
      const asked: string[] = [];
      const ask = (question: string) => Promise.resolve(asked.push(question) === 1 ? 'y' : '');
      const { exitCode, err } = await runUniflag(api, [...withoutTarget, '--csv', csv], { ask });
      expect(exitCode).toBe(0);
      expect(asked).toEqual(['File these? [y/N] ']);
      expect(err).toMatchInlineSnapshot(`
       "1 address on 1 platform, 1 not recognised, 1 repeated
         1  youtube
         line 3: rubbish
           NOT_AN_ADDRESS: This is no address.
       "
      `);
      expect(api.calls.at(-1)?.body).toMatchObject({
        targets: [{ input: 'https://youtu.be/SYNTHCSV_01', locator: 'at 1:20' }],
      });
    });

    it('files nothing that nobody agreed to', async () => {
      const no = await runUniflag(api, [...explained, '--csv', csv], { ask: () => Promise.resolve('') });
      const nobody = await runUniflag(api, [...explained, '--csv', csv]);
      expect([no.exitCode, nobody.exitCode]).toEqual([1, 2]);
      expect(nobody.err).toContain('--yes');
      expect(api.calls.some(({ route }) => route === 'POST /v1/reports')).toBe(false);
    });

    it('asks in parts of 500 and files thousands behind the targets that were named', async () => {
      writeFileSync(
        csv,
        Array.from({ length: 1_200 }, (_, index) => `https://youtu.be/SYN${10_000 + index}`).join('\n'),
      );
      const { exitCode } = await runUniflag(api, [...explained, '--csv', csv, '--yes']);
      expect(exitCode).toBe(0);
      expect(api.calls.filter(({ route }) => route === 'POST /v1/targets/resolve')).toHaveLength(3);
      const { targets } = api.calls.at(-1)?.body as { targets: unknown[] };
      expect(targets).toHaveLength(1_201);
    });

    it.each([
      ['a workbook', 'PK\u0003\u0004\u0000', 'Save the sheet as CSV'],
      ['nothing', '', 'is empty'],
      ['no address', 'rubbish', 'no address that can be reported'],
    ])('says the way out where it is %s', async (_what, text, way) => {
      writeFileSync(csv, text);
      const { exitCode, err } = await runUniflag(api, [...withoutTarget, '--csv', csv, '--yes']);
      expect(exitCode).toBe(2);
      expect(err).toContain(way);
    });
  });

  it('leaves out what was not said', async () => {
    await runUniflag(api, explained);
    expect(Object.keys(api.calls[0]?.body ?? {}).sort()).toEqual(
      ['caller', 'category', 'explanation', 'goodFaith', 'language', 'targets'].sort(),
    );
  });

  it('prints the report as one JSON document', async () => {
    const { out } = await runUniflag(api, [...explained, '--json']);
    expect(JSON.parse(out)).toEqual(aReport());
  });

  it.each([['--explanation'], ['--explanation-file']])(
    'reads the explanation from standard input at %s -',
    async (option) => {
      await runUniflag(api, [...filing, option, '-'], { input: 'Première ligne.\nSeconde.\n\n' });
      expect(api.calls[0]?.body).toMatchObject({ explanation: 'Première ligne.\nSeconde.' });
    },
  );

  it('reads the explanation from a file beside the caller, in UTF-8 only', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'uniflag-cli-'));
    try {
      writeFileSync(join(cwd, 'good.txt'), 'Été synthétique\n');
      writeFileSync(join(cwd, 'latin.txt'), Buffer.from('Été synthétique', 'latin1'));
      const from = (file: string) => runUniflag(api, [...filing, '--explanation-file', file], { cwd });
      await from('good.txt');
      expect(api.calls[0]?.body).toMatchObject({ explanation: 'Été synthétique' });
      expect(await from('latin.txt')).toMatchObject({
        exitCode: 2,
        err: expect.stringContaining('UTF-8') as string,
      });
      expect(await from('missing.txt')).toMatchObject({
        exitCode: 2,
        err: expect.stringContaining('ENOENT') as string,
      });
      expect(api.calls).toHaveLength(1);
    } finally {
      rmSync(cwd, { recursive: true });
    }
  });

  it.each([
    ['no good faith', explained.filter((arg) => arg !== '--good-faith'), 'Add --good-faith.'],
    ['no explanation', filing, 'Give the explanation once'],
    ['two explanations', [...explained, '--explanation-file', 'x'], 'Give the explanation once'],
    [
      'no target',
      explained.filter((arg) => !arg.includes('target') && !arg.includes('https')),
      '--target <input>',
    ],
    [
      'a locator before any target',
      ['report', 'file', '--locator', 'x', ...explained.slice(2)],
      'behind the --target',
    ],
    ['two locators for a target', [...explained, '--locator', 'a', '--locator', 'b'], 'has one already'],
    ['a channel without platform', [...explained, '--channel', 'yt-priority-form'], 'platform=channel'],
    ['an option that does not exist', [...explained, '--anonymous'], "unknown option '--anonymous'"],
  ])('ends with 2 and files nothing at %s', async (_, args, words) => {
    const { exitCode, err } = await runUniflag(api, args);
    expect(exitCode).toBe(2);
    expect(err).toContain(words);
    expect(api.calls).toEqual([]);
  });

  it('names each wrong field with what to do, and ends with 1', async () => {
    const errors = [
      {
        pointer: '/category',
        code: 'CATEGORY.UNKNOWN',
        detail: 'There is no such category. See GET /v1/taxonomy.',
      },
      {
        pointer: '/targets/0/input',
        code: 'TARGET.SHORT_LINK_MUST_BE_OPENED',
        detail:
          'This short link says nothing until it is opened, which Uniflag never does. Ask for the long address.',
      },
    ];
    api.on('POST /v1/reports', () =>
      problem(422, 'REQUEST.INVALID', '2 fields need a change; see errors.', errors),
    );
    const people = await runUniflag(api, explained);
    expect(people).toMatchObject({ exitCode: 1, out: '' });
    expect(people.err).toMatchInlineSnapshot(`
     "Refused: REQUEST.INVALID (422)
       /category  CATEGORY.UNKNOWN
           There is no such category. See GET /v1/taxonomy.
       /targets/0/input  TARGET.SHORT_LINK_MUST_BE_OPENED
           This short link says nothing until it is opened, which Uniflag never does.
           Ask for the long address.
     "
    `);
    const machines = await runUniflag(api, [...explained, '--json']);
    expect(machines).toMatchObject({ exitCode: 1, out: '' });
    expect(JSON.parse(machines.err)).toMatchObject({ status: 422, code: 'REQUEST.INVALID', errors });
  });

  it('gives the key to say it again with where nobody knows whether it was filed', async () => {
    api.on('POST /v1/reports', () => Promise.reject(new TypeError('fetch failed')));
    const { exitCode, err } = await runUniflag(api, explained);
    const keys = new Set(api.calls.map(({ headers }) => headers.get('idempotency-key')));
    expect(exitCode).toBe(3);
    expect(api.calls).toHaveLength(3);
    expect([...keys]).toEqual([/--idempotency-key (\S+)/.exec(err)?.[1]]);
  });

  it('follows what it filed with --watch until it is settled', async () => {
    api
      .on(`GET /v1/reports/${reportId}/events`, { data: [], nextCursor: null })
      .on('GET /v1/stream', () =>
        eventStream([anEvent(1), anEvent(2, { word: 'refused', previousWord: 'sent' })]),
      )
      .on(`GET /v1/reports/${reportId}`, aReport());
    const { exitCode, out } = await runUniflag(api, [...explained, '--watch', '--json']);
    expect(exitCode).toBe(0);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { reference?: string; sequence?: number });
    expect(lines.map(({ reference, sequence }) => reference ?? sequence)).toEqual(['UF-2026-000123', 1, 2]);
  });
});
