import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';
import { languages, type Language } from '#core';
import { pdfInfo, pdfText, whyNoPoppler } from '../../../../test/support/poppler.js';
import { sampleContent, sampleKey, signedAtMs } from '../testing/sample-dossier.js';
import { disappeared } from './certificate.js';
import type { DossierContent } from './content.js';
import { certificatePdf } from './dossier-pdf.js';
import { makeDossier } from './make-dossier.js';
import { readZip, usualLimits } from './read-zip.js';
import { dossierTexts } from './texts/texts.js';
import { verifyDossier } from './verify-dossier.js';
import { zipOf } from './write-zip.js';

const folder = mkdtempSync(join(tmpdir(), 'uniflag-dossier-'));
const golden = new URL('./fixtures/', import.meta.url);
const why = whyNoPoppler();
const itOrSkip = why === undefined ? it : it.skip;

jest.setTimeout(60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const made = new Map<string, Promise<ReadonlyMap<string, Buffer>>>();

/** Made once a language. */
function dossierIn(language: Language): Promise<ReadonlyMap<string, Buffer>> {
  const files = made.get(language) ?? makeDossier(sampleContent, language, sampleKey, signedAtMs);
  made.set(language, files);
  return files;
}

function written(name: string, content: Buffer | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('the files of a dossier', () => {
  it('are those that were reviewed', async () => {
    const files = await dossierIn('en');
    for (const [name, content] of files) {
      if (name.endsWith('.pdf')) continue;
      const file = new URL(name, golden);
      if (process.env['UPDATE_GOLDEN'] === '1') {
        mkdirSync(golden, { recursive: true });
        writeFileSync(file, content);
      }
      // The manifest holds the hash of the PDFs: they are the same bytes too.
      expect([name, content.toString()]).toEqual([name, readFileSync(file, 'utf8')]);
    }
  });

  it('are the same whenever it is made, but for the head, which says when', async () => {
    const later = await makeDossier(sampleContent, 'de', sampleKey, signedAtMs + 86_400_000);
    const before = await dossierIn('de');
    const differing = [...later].filter(([name, content]) => !before.get(name)!.equals(content));
    expect(differing.map(([name]) => name)).toEqual(['head.json']);
    expect((await zipOf(before)).equals(await zipOf(before))).toBe(true);
  });

  it('come out of the ZIP as they went in', async () => {
    const files = await dossierIn('fr');
    const path = written('dossier.zip', await zipOf(files));
    const read = await readZip(path);
    expect([...read.keys()]).toEqual([...files.keys()]);
    expect(verifyDossier(read)).toMatchObject({ faults: [], events: 6, files: 10 });
  });
});

describe('a certificate of disappearance', () => {
  const goneOf = (change: (content: DossierContent) => Partial<DossierContent>) =>
    disappeared({ ...sampleContent, ...change(sampleContent) });

  it('is of what was seen gone the last time that anybody looked, since it was last seen', () => {
    const [only, ...others] = disappeared(sampleContent);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ target: { platform: 'youtube' }, count: 2, last: { by: 'STAFF' } });
    const back = {
      ...sampleContent.observations[0]!,
      seen: 'LIVE',
      observedAt: '2026-11-24T00:00:00.000Z',
    } as const;
    expect(goneOf(({ observations }) => ({ observations: [...observations, back] }))).toEqual([]);
    const again = { ...back, seen: 'GONE', observedAt: '2026-11-25T00:00:00.000Z' } as const;
    expect(goneOf(({ observations }) => ({ observations: [again, back, ...observations] }))).toMatchObject([
      { count: 1, first: again, last: again },
    ]);
  });

  it('is not given for a rehearsal, nor where a look found out nothing', () => {
    expect(
      goneOf(({ targets }) => ({ targets: targets.map((each) => ({ ...each, isRehearsed: true })) })),
    ).toEqual([]);
    const nothing = sampleContent.observations.map((each) => ({ ...each, seen: 'UNCHECKABLE' }) as const);
    expect(goneOf(() => ({ observations: nothing }))).toEqual([]);
  });

  itOrSkip('has one page, however much there is', async () => {
    const many = Array.from({ length: 60 }, (_, index) => String(index));
    const [target, observation] = [sampleContent.targets[0]!, sampleContent.observations[0]!];
    const content: DossierContent = {
      ...sampleContent,
      targets: many.map((id) => ({
        ...target,
        submissionId: id,
        address: `https://video.example/${'a'.repeat(600)}`,
      })),
      observations: many.map((id) => ({ ...observation, submissionId: id })),
    };
    for (const language of languages) {
      const certificate = (await certificatePdf(content, { events: 6, hash: 'f'.repeat(64) }, language))!;
      expect(pdfInfo(certificate)).toMatch(/Pages: +1\n/);
      expect(pdfText(certificate)).toContain('54');
    }
  });

  it('is not in a dossier of which nothing was seen gone', async () => {
    const files = await makeDossier({ ...sampleContent, observations: [] }, 'en', sampleKey, signedAtMs);
    expect(files.has('certificate.pdf')).toBe(false);
  });
});

describe('the PDF', () => {
  itOrSkip.each([...languages])('says in %s everything that the texts say, tagged', async (language) => {
    const files = await dossierIn(language);
    const pdf = files.get('dossier.pdf')!;
    expect(pdfInfo(pdf)).toMatch(/Tagged: +yes\n/);
    expect(pdf.toString('latin1')).toContain(`/Lang (${language})`);
    const words = pdfText(pdf);
    const { report, targets, timeline, replies, verify, certificate } = dossierTexts[language];
    for (const heading of [
      report.heading,
      targets.heading,
      timeline.heading,
      replies.heading,
      verify.heading,
    ])
      expect(words).toContain(heading);
    for (const text of [
      'Synthetic Helpline',
      '#4711',
      'This does not go against our rules.',
      certificate.title,
    ])
      expect(words).toContain(text);
    expect(words).toContain('SYNTHETIC_1');
    expect(words).not.toMatch(/undefined|\[object|\{\w+\}/);
  });

  itOrSkip('leaves out what is withheld, and says so', async () => {
    const content: DossierContent = {
      ...sampleContent,
      withheld: ['EXPLANATION', 'ADDRESSES', 'NOTICES', 'REPLIES'],
      report: { ...sampleContent.report, explanation: null, translations: {} },
      targets: sampleContent.targets.map((each) => ({ ...each, address: null, locator: null })),
      notices: sampleContent.notices.map((each) => ({ ...each, text: 'NONE', fields: [] })),
      messages: [],
      replies: sampleContent.replies.map((each) => ({
        ...each,
        textState: 'NEEDS_ROLE',
        subject: '',
        text: '',
      })),
    };
    const files = await makeDossier(content, 'en', sampleKey, signedAtMs);
    const words = pdfText(files.get('dossier.pdf')!);
    expect(words).toContain('EXPLANATION, ADDRESSES, NOTICES, REPLIES');
    expect(words.split(dossierTexts.en.withheldHere).length).toBeGreaterThan(5);
    expect(JSON.parse(files.get('manifest.json')!.toString()).withheld).toEqual(content.withheld);
  });
});

describe('a file that is no dossier is refused', () => {
  const codeOf = async (path: string, limits = usualLimits) => {
    try {
      verifyDossier(await readZip(path, limits));
      return 'taken';
    } catch (error) {
      return (error as { code?: string }).code;
    }
  };

  it.each([
    ['nothing', '', 'DOSSIER.NO_ZIP'],
    ['a text', 'dossier', 'DOSSIER.NO_ZIP'],
    ['a PDF', '%PDF-1.7 …', 'DOSSIER.PDF'],
    ['the beginning of a ZIP', 'PK\u0003\u0004', 'DOSSIER.DAMAGED'],
  ])('where it is %s', async (_what, content, code) => {
    expect(await codeOf(written('other', content))).toBe(code);
  });

  it('where there is none, or a folder', async () => {
    expect(await codeOf(join(folder, 'missing'))).toBe('DOSSIER.NO_FILE');
    expect(await codeOf(folder)).toBe('DOSSIER.NO_FILE');
  });

  it('where it is 10 GB, without being read', async () => {
    const path = written('large.zip', 'PK');
    truncateSync(path, 10 * 1000 ** 3);
    expect(await codeOf(path)).toBe('DOSSIER.TOO_LARGE');
  });

  it('where much more is packed in it than it says or may be', async () => {
    const bomb = await buffer(zipping({ 'head.json': Buffer.alloc(16 * 1024 ** 2) }));
    expect(bomb.length).toBeLessThan(32 * 1024);
    const limits = { ...usualLimits, unpackedBytes: 8 * 1024 ** 2 };
    expect(await codeOf(written('bomb.zip', bomb), limits)).toBe('DOSSIER.TOO_LARGE');

    // The size that the directory of the ZIP tells is 24 bytes behind the beginning of its entry.
    const directory = bomb.lastIndexOf(Buffer.from('PK\u0001\u0002'));
    bomb.writeUInt32LE(1_000, directory + 24);
    expect(await codeOf(written('lying-bomb.zip', bomb))).toBe('DOSSIER.DAMAGED');
  });

  it('where it holds more files than any dossier, a name twice, or one that leads elsewhere', async () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`${index}`, Buffer.from('x')]));
    expect(await codeOf(written('many.zip', await buffer(zipping(many))))).toBe('DOSSIER.TOO_LARGE');
    const two = await buffer(zipping({ 'aaaa.json': Buffer.from('x'), 'bbbb.json': Buffer.from('y') }));
    const twice = Buffer.from(two.toString('latin1').replaceAll('bbbb', 'aaaa'), 'latin1');
    expect(await codeOf(written('twice.zip', twice))).toBe('DOSSIER.DAMAGED');
    const outside = Buffer.from(two.toString('latin1').replaceAll('bbbb.json', '../b.json'), 'latin1');
    expect(await codeOf(written('outside.zip', outside))).toBe('DOSSIER.DAMAGED');
  });

  it('where it was cut off or changed on its way', async () => {
    const zip = await zipOf(await dossierIn('en'));
    expect(await codeOf(written('cut.zip', zip.subarray(0, zip.length - 100)))).toBe('DOSSIER.DAMAGED');
    const holed = Buffer.from(zip);
    holed.fill(0, 200, 300);
    expect(await codeOf(written('holed.zip', holed))).toBe('DOSSIER.DAMAGED');
  });
});

function zipping(files: Readonly<Record<string, Buffer>>): NodeJS.ReadableStream {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(content, name);
  zip.end();
  return zip.outputStream;
}
