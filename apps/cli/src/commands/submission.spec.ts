import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aReport, aSubmission, FakeApi, problem } from '../testing/fake-api.js';
import { runUniflag } from '../testing/run-uniflag.js';

const id = 'sub_01kb0000000000000000000002';
const route = `POST /v1/submissions/${id}/information`;
const answer = { state: 'QUEUED', code: null, givenAt: '2026-11-23T13:02:00.000Z' } as const;
const question = { askedAt: '2026-11-23T13:01:00.000Z', answer };
const answered = aReport({
  submissions: [aSubmission(1), aSubmission(2, { word: 'info_requested', question })],
});
const api = () => new FakeApi().on(route, answered).on('GET /v1/reports/UF-2026-000123', answered);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'uniflag-cli-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('uniflag submission answer', () => {
  it('sends the text of a file, without its last line break, under one key', async () => {
    const file = join(folder, 'answer.txt');
    await writeFile(file, 'Synthetic answer.\nSecond line.\n');
    const fake = api();
    const { exitCode, out } = await runUniflag(fake, ['submission', 'answer', id, '--text-file', file]);
    expect(exitCode).toBe(0);
    expect(out).toContain('asked 2026-11-23 14:01 · answer QUEUED');
    expect(fake.calls).toMatchObject([{ route, body: { text: 'Synthetic answer.\nSecond line.' } }]);
    expect(fake.calls[0]?.headers.get('idempotency-key')).toMatch(/\w{8}-/);
  });

  it('records that it was answered elsewhere', async () => {
    const fake = api();
    const ran = await runUniflag(fake, ['submission', 'answer', id, '--given-elsewhere', '--json']);
    expect(JSON.parse(ran.out)).toEqual(answered);
    expect(fake.calls).toMatchObject([{ body: { givenElsewhere: true } }]);
  });

  it.each(['UF-2026-000123-2', 'uf-2026-000123-2', 'UF-2026-000123-2-K7QM9A'])(
    'finds the submission of %s',
    async (reference) => {
      const fake = api();
      await runUniflag(fake, ['submission', 'answer', reference, '--given-elsewhere']);
      expect(fake.calls.map((call) => call.route)).toEqual(['GET /v1/reports/UF-2026-000123', route]);
    },
  );

  describe('a refusal', () => {
    const texts = { en: 'x', fr: 'x', nl: 'x', de: 'x' };
    const source = { url: null, readOn: '2026-11-23', certainty: 'recalled' };
    const routes = {
      data: [
        {
          ...{ route: 'COMPLAINT_ART20', remedy: 'COMPLAINT_ART20', why: 'REFUSED', needs: ['OWN_WORDS'] },
          ...{
            until: '2027-05-23T22:00:00.000Z',
            addressee: 'PLATFORM',
            letterLanguages: ['fr'],
            bodies: [],
          },
          ...{ labels: texts, descriptions: texts, source },
        },
      ],
      notOffered: [{ route: 'DSC_ART53', reason: 'DECISION_EXISTS', labels: texts }],
      ...{ taken: [], outcomes: [] },
    };

    it('shows what is open, until when, and why the rest is not', async () => {
      const fake = api().on(`GET /v1/submissions/${id}/routes`, routes);
      const { out } = await runUniflag(fake, ['submission', 'routes', id]);
      expect(out).toContain('COMPLAINT_ART20');
      expect(out).toMatch(/because REFUSED · until 2027-05-2\d/);
      expect(out).toContain('DSC_ART53  DECISION_EXISTS');
    });

    it('prints the letter as it is sent', async () => {
      const letter = { route: 'COMPLAINT_ART20', language: 'fr', subject: 'Synthetic', text: 'Text [x]\n' };
      const fake = api().on(`GET /v1/submissions/${id}/routes/COMPLAINT_ART20/draft`, letter);
      const ran = await runUniflag(fake, ['submission', 'letter', id, 'COMPLAINT_ART20', '--language', 'fr']);
      expect(ran.out).toBe('Synthetic\n\nText [x]\n');
      expect(fake.calls[0]?.route).toContain('?language=fr');
    });

    it('is contested, or its end recorded, one at a time', async () => {
      const remedy = `POST /v1/submissions/${id}/remedy`;
      const fake = api().on(remedy, aReport());
      await runUniflag(fake, ['submission', 'remedy', id, '--route', 'ODS_ART21', '--body', 'BODY']);
      await runUniflag(fake, ['submission', 'remedy', id, '--outcome', 'UPHELD']);
      expect(fake.calls.map(({ body }) => body)).toEqual([
        { route: 'ODS_ART21', body: 'BODY' },
        { remedy: 'UPHELD' },
      ]);
      const none = await runUniflag(fake, ['submission', 'remedy', id]);
      expect(none).toMatchObject({ exitCode: 2, err: expect.stringContaining('Give one of the two') });
    });
  });

  it('says where a report has no such submission', async () => {
    const ran = await runUniflag(api(), ['submission', 'answer', 'UF-2026-000123-9', '--given-elsewhere']);
    expect(ran).toMatchObject({ exitCode: 2, err: 'UF-2026-000123 has no submission 9.\n' });
  });

  it.each([[[]], [['--given-elsewhere', '--text-file', '-']]])('sends nothing with %j', async (options) => {
    const fake = api();
    const ran = await runUniflag(fake, ['submission', 'answer', id, ...options]);
    expect(ran).toMatchObject({ exitCode: 2, err: expect.stringContaining('Give one of the two') });
    expect(fake.calls).toEqual([]);
  });

  it('says why it cannot be answered now', async () => {
    const detail = 'An answer is on its way to the platform.';
    const fake = api().on(route, () => problem(409, 'INFORMATION.ON_ITS_WAY', detail));
    const ran = await runUniflag(fake, ['submission', 'answer', id, '--given-elsewhere']);
    expect(ran).toMatchObject({ exitCode: 1, err: expect.stringContaining(detail) });
  });

  it('gives the key to say it again with where nobody knows whether it was taken', async () => {
    const fake = api().on(route, () => problem(500, 'SERVER.ERROR', 'Something went wrong.'));
    const key = ['--idempotency-key', 'synthetic-key'];
    const ran = await runUniflag(fake, ['submission', 'answer', id, '--given-elsewhere', ...key]);
    expect(ran.exitCode).not.toBe(0);
    expect(ran.err.replace(/\s+/g, ' ')).toContain(
      'with --idempotency-key synthetic-key and it is taken once',
    );
  });
});
