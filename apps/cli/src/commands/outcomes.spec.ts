import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { seal } from '#outcomes';
import { signingKeyFrom } from '#security';
import { FakeApi, problem } from '../testing/fake-api.js';
import { runUniflag } from '../testing/run-uniflag.js';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'uniflag-outcomes-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const seed = randomBytes(32).toString('base64');
const key = signingKeyFrom(seed, 'key');
const report = { year: 2025, figures: { notices: 50 } };
const sealed = {
  report,
  seal: seal(
    canonicalize(report) ?? '',
    { year: 2025, events: { first: 1, last: 90, count: 60 }, sealedAt: '2026-01-10T09:00:00.000Z' },
    key,
  ),
};
const route = 'GET /v1/outcomes/annual-report';
const run = (api: FakeApi, ...args: string[]) => runUniflag(api, ['outcomes', ...args], { cwd: folder });

describe('uniflag outcomes annual-report', () => {
  it('prints what it was given as JSON', async () => {
    const api = new FakeApi().on(route, sealed);
    const { exitCode, out } = await run(api, 'annual-report', '--year', '2025');
    expect([exitCode, JSON.parse(out)]).toEqual([0, sealed]);
    expect(api.calls[0]?.route).toBe(`${route}?year=2025&mode=armed&format=json`);
  });

  it('writes a file byte by byte, and over none that is there', async () => {
    const bytes = Buffer.from([0x25, 0x50, 0x44, 0x46, 0xff, 0x00]);
    const api = new FakeApi().on(
      route,
      () => new Response(bytes, { headers: { 'content-type': 'application/pdf' } }),
    );
    const args = [
      'annual-report',
      '--year',
      '2025',
      '--language',
      'nl',
      '--format',
      'pdf',
      '--output',
      'r.pdf',
    ];
    expect(await run(api, ...args)).toMatchObject({ exitCode: 0, out: 'r.pdf is written.\n' });
    expect(api.calls[0]?.route).toBe(`${route}?year=2025&language=nl&format=pdf&mode=armed`);
    expect(readFileSync(join(folder, 'r.pdf')).equals(bytes)).toBe(true);
    expect(await run(api, ...args)).toMatchObject({
      ...{ exitCode: 2, err: expect.stringContaining('r.pdf is there already') },
    });
  });

  it.each([
    ['no year', []],
    ['a year that is none', ['--year', '25']],
    ['a language it does not speak', ['--year', '2025', '--language', 'it']],
    ['a format it does not make', ['--year', '2025', '--format', 'docx']],
    ['a PDF for the terminal', ['--year', '2025', '--format', 'pdf']],
  ])('asks for nothing with %s', async (_, args) => {
    const api = new FakeApi();
    expect(await run(api, 'annual-report', ...args)).toMatchObject({ exitCode: 2 });
    expect(api.calls).toEqual([]);
  });

  it('does not take the page of a proxy for a report', async () => {
    const page = () => new Response('<html></html>', { headers: { 'content-type': 'text/html' } });
    const args = ['annual-report', '--year', '2025', '--format', 'csv'];
    expect(await run(new FakeApi().on(route, page), ...args)).toMatchObject({ exitCode: 3, out: '' });
  });

  it('writes nothing where the API refuses', async () => {
    const api = new FakeApi().on(route, () => problem(409, 'ANNUAL_REPORT.SEAL_BROKEN', 'Synthetic detail.'));
    const args = ['annual-report', '--year', '2025', '--format', 'html', '--output', 'none.html'];
    expect(await run(api, ...args)).toMatchObject({
      ...{ exitCode: 1, err: expect.stringContaining('Synthetic detail.') },
    });
    expect(existsSync(join(folder, 'none.html'))).toBe(false);
  });
});

it('seals a year', async () => {
  const api = new FakeApi().on('POST /v1/outcomes/annual-report/2025/seal', () =>
    Response.json(sealed, { status: 201 }),
  );
  expect((await run(api, 'seal', '--year', '2025')).out).toContain(sealed.seal.sha256);
});

it.each([
  [
    { outcome: 'SAME', sealState: 'HOLDS', changes: [], laterEvents: [] },
    0,
    'Counted again, it is the same bytes.',
  ],
  [{ outcome: 'SAME', sealState: 'FORGED', changes: [], laterEvents: [] }, 1, 'not signed by the key'],
  [
    {
      ...{ outcome: 'CHANGED', sealState: 'HOLDS' },
      changes: [{ where: 'figures/actions/REFUSED', sealed: null, now: '7' }],
      laterEvents: [{ type: 'submission.decided', count: 2 }],
    },
    1,
    'figures/actions/REFUSED  hidden  →  7\nSince then: 2 × submission.decided.',
  ],
] as const)('compares a sealed year with itself: %j', async (comparison, exitCode, text) => {
  const api = new FakeApi().on('GET /v1/outcomes/annual-report/2025/comparison', {
    ...comparison,
    seal: sealed.seal,
  });
  const answer = await run(api, 'compare', '--year', '2025');
  expect([answer.exitCode, answer.out]).toEqual([exitCode, expect.stringContaining(text)]);
});

describe('uniflag outcomes check', () => {
  const check = async (document: object | string) => {
    writeFileSync(join(folder, 'key.pem'), key.publicPem);
    writeFileSync(join(folder, 'r.json'), typeof document === 'string' ? document : JSON.stringify(document));
    return run(new FakeApi(), 'check', 'r.json', '--public-key', 'key.pem');
  };

  it('says that a seal holds, whatever the order of what is in the file', async () => {
    expect(
      await check({ seal: sealed.seal, report: { figures: { notices: 50 }, year: 2025 } }),
    ).toMatchObject({
      ...{
        exitCode: 0,
        out: 'The seal holds: the report of 2025 is as it was on 2026-01-10T09:00:00.000Z.\n',
      },
    });
  });

  it.each([
    [
      'another figure',
      { ...sealed, report: { ...report, figures: { notices: 51 } } },
      'The report was changed',
    ],
    [
      'another time',
      { ...sealed, seal: { ...sealed.seal, sealedAt: '2026-01-11T09:00:00.000Z' } },
      'not of this key',
    ],
    ['a seal of somebody else', forgedByAnother(), 'not of this key'],
  ])('says that it does not hold with %s', async (_, document, text) => {
    expect(await check(document)).toMatchObject({ exitCode: 1, out: expect.stringContaining(text) });
  });

  it.each([
    ['a report that is not sealed', { report, seal: null }, 'is not sealed'],
    ['another file', { hello: 'world' }, 'is no yearly report'],
    ['half a seal', { report, seal: { sha256: '00' } }, 'is no yearly report'],
    ['no JSON', 'year,mode', 'is not JSON'],
  ])('does not take %s', async (_, document, text) => {
    expect(await check(document)).toMatchObject({ exitCode: 2, err: expect.stringContaining(text) });
  });

  function forgedByAnother() {
    const other = signingKeyFrom(randomBytes(32).toString('base64'), 'other');
    const { year, events, sealedAt } = sealed.seal;
    const forged = seal(canonicalize(report) ?? '', { year, events, sealedAt }, other);
    return { report, seal: { ...forged, keyId: key.id } };
  }
});

it('prints the public key', async () => {
  const database = { UNIFLAG_DATABASE__URL: 'postgres://uniflag@127.0.0.1:1/none' };
  const print = (env: Record<string, string>) =>
    runUniflag(new FakeApi(), ['outcomes', 'public-key'], { cwd: folder, env: { ...database, ...env } });
  expect((await print({ UNIFLAG_OUTCOMES__SIGNING_KEY: seed })).out).toBe(key.publicPem);
  expect(await print({})).toMatchObject({ exitCode: 2, err: expect.stringContaining('outcomes.signingKey') });
});
