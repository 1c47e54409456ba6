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
      "'--target <input>'",
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
