import { createHash } from 'node:crypto';
import { signingKeyFrom } from '#security';
import { sampleContent, sampleKey, signedAtMs } from '../testing/sample-dossier.js';
import { canonicalJson, sha256Of } from '../canonical.js';
import { chainBreaks, chainOf } from './event-chain.js';
import { makeDossier } from './make-dossier.js';
import type { ReadFile } from './read-zip.js';
import { fingerprintOf, readHead, signedHead, spelledFingerprint } from './signed-head.js';
import { verifyDossier } from './verify-dossier.js';

let files: ReadonlyMap<string, Buffer>;

jest.setTimeout(60_000);

beforeAll(async () => {
  files = await makeDossier(sampleContent, 'en', sampleKey, signedAtMs);
});

/** As a ZIP of these files is read. */
function read(changed: Readonly<Record<string, Buffer | undefined>> = {}): ReadonlyMap<string, ReadFile> {
  const all = [...files, ...Object.entries(changed)].filter(([, content]) => content !== undefined);
  return new Map(
    [...new Map(all as [string, Buffer][])]
      .filter(([name]) => !(name in changed) || changed[name] !== undefined)
      .map(([name, content]) => [name, { bytes: content.length, sha256: sha256Of(content), content }]),
  );
}

function kindsOf(changed: Readonly<Record<string, Buffer | undefined>>): string[] {
  return [...new Set(verifyDossier(read(changed)).faults.map(({ kind }) => kind))];
}

function file(name: string): Buffer {
  return files.get(name)!;
}

describe('a dossier', () => {
  it('fits as it was made, and says which key signed it', () => {
    const check = verifyDossier(read());
    expect(check).toMatchObject({
      ...{ reference: 'UF-2026-000123', events: 6, faults: [], isExpectedKey: null, withheld: [] },
      ...{ signedAt: '2026-11-24T09:00:00.000Z', fingerprint: fingerprintOf(sampleKey.publicPem) },
    });
    expect(sampleKey.id).toBe(`sk-${check.fingerprint!.slice(0, 16)}`);
    expect(spelledFingerprint(check.fingerprint!)).toMatch(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/);
  });

  // Every bit pattern of a byte is one of these away from another, or one that a later check sees as well.
  it.each([0x01, 0x20, 0xff])('shows every byte of events and head that is changed by %i', (change) => {
    for (const name of ['events.jsonl', 'head.json']) {
      const whole = read();
      const original = file(name);
      for (let place = 0; place < original.length; place += 1) {
        const flipped = Buffer.from(original);
        flipped[place]! ^= change;
        const changed = new Map(whole).set(name, {
          ...{ bytes: flipped.length, sha256: sha256Of(flipped), content: flipped },
        });
        if (isFaultless(changed)) throw new Error(`byte ${place} of ${name} was changed unseen`);
      }
    }
  });

  it('shows every changed byte of the events by their chain alone', () => {
    const { lines, end } = chainOf(sampleContent.events);
    for (let place = 0; place < lines.length; place += 1) {
      const flipped = Buffer.from(lines);
      flipped[place]! ^= 0x01;
      expect(chainBreaks(flipped, end, sampleContent.report.id)).not.toEqual([]);
    }
  });

  it('names the event that was changed, taken away, put in or moved', () => {
    const { lines, end } = chainOf(sampleContent.events);
    const rows = lines.toString().trimEnd().split('\n');
    const [first, second, third, ...rest] = rows as [string, string, string, ...string[]];
    const breaksOf = (changed: readonly string[]) =>
      chainBreaks(Buffer.from(`${changed.join('\n')}\n`), end, sampleContent.report.id).map(
        ({ line }) => line,
      );
    expect(breaksOf(rows)).toEqual([]);
    expect(breaksOf([first, second.replace('sent', 'told'), third, ...rest])).toEqual([3]);
    expect(breaksOf([first, third, ...rest])[0]).toBe(2);
    expect(breaksOf([first, second, second, third, ...rest])[0]).toBe(3);
    expect(breaksOf([first, third, second, ...rest])[0]).toBe(2);
    expect(breaksOf(rows.slice(0, -1))).toEqual([null]);
    expect(breaksOf([])[0]).toBe(1);
  });

  it('does not take the events of another report, rightly chained', () => {
    const events = sampleContent.events.map((event) => ({
      ...event,
      reportId: 'rep_01kb0000000000000000000009',
    }));
    const { lines, end } = chainOf(events);
    expect(chainBreaks(lines, end, sampleContent.report.id)).toHaveLength(6);
  });

  it('names what was changed, taken out or put in beside the events', () => {
    expect(kindsOf({ 'replies.json': Buffer.from('{"replies":[]}') })).toEqual(['FILE_CHANGED']);
    expect(kindsOf({ 'dossier.pdf': undefined })).toEqual(['FILE_MISSING']);
    expect(kindsOf({ 'more.json': Buffer.from('{}') })).toEqual(['FILE_ADDED']);
    const manifest = JSON.parse(file('manifest.json').toString());
    manifest.files = manifest.files.filter(({ name }: { name: string }) => name !== 'dossier.pdf');
    const other = Buffer.from(canonicalJson(manifest));
    expect(kindsOf({ 'manifest.json': other, 'dossier.pdf': undefined })).toEqual(['MANIFEST_CHANGED']);
    expect(kindsOf({ 'manifest.json': Buffer.from('[') })).toEqual(['MANIFEST_CHANGED']);
  });

  it('shows a forged signature, and a right one by another key where one was expected', () => {
    const { head, publicKey } = JSON.parse(file('head.json').toString());
    const forger = signingKeyFrom(Buffer.alloc(32, 8).toString('base64'), 'forger');
    const underOurName = signedHead(head, { publicPem: publicKey, sign: (text) => forger.sign(text) });
    expect(kindsOf({ 'head.json': underOurName })).toEqual(['SIGNATURE_WRONG']);

    const expected = fingerprintOf(sampleKey.publicPem);
    const byAnother = read({ 'head.json': signedHead(head, forger) });
    expect(verifyDossier(byAnother)).toMatchObject({
      faults: [],
      fingerprint: fingerprintOf(forger.publicPem),
    });
    expect(verifyDossier(byAnother, expected)).toMatchObject({
      ...{ isExpectedKey: false, faults: [{ kind: 'OTHER_KEY' }] },
    });
    expect(verifyDossier(read(), expected)).toMatchObject({ isExpectedKey: true, faults: [] });
  });

  it('of another version says which program reads it', () => {
    const { head } = JSON.parse(file('head.json').toString());
    const later = read({ 'head.json': signedHead({ ...head, version: 2 }, sampleKey) });
    expect(() => verifyDossier(later)).toThrow(
      'This dossier is of version 2; this program reads version 1. Use a newer',
    );
  });

  it.each([
    ['empty', ''],
    ['nothing', '{}'],
    ['null', 'null'],
    ['half', '[[[['],
    ['without a signature', '{"head":{"format":"uniflag.dossier","version":1}}'],
    ['deep', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
  ])('with a head that is %s is not taken for signed', (_what, head) => {
    expect(readHead(Buffer.from(head)).outcome).toBe('unreadable');
  });

  it('without a head or without events is said to be incomplete', () => {
    for (const name of ['head.json', 'events.jsonl', 'manifest.json'])
      expect(() => verifyDossier(read({ [name]: undefined }))).toThrow(`There is no ${name} in this ZIP`);
  });

  it('never repeats what a foreign name of a file may hold', () => {
    const [fault] = verifyDossier(read({ 'a\u001b[2Jb\n': Buffer.from('x') })).faults;
    expect(fault).toMatchObject({ kind: 'FILE_ADDED', file: 'a??2Jb?' });
  });
});

/** Fast: whatever is wrong, it is said or thrown. */
function isFaultless(changed: ReadonlyMap<string, ReadFile>): boolean {
  try {
    return verifyDossier(changed).faults.length === 0;
  } catch (error) {
    // A changed version is told as such.
    return !(error instanceof Error && error.message.startsWith('This dossier is of version'));
  }
}

it('has the hash that sha256sum gives of a line', () => {
  const [line] = file('events.jsonl').toString().split('\n');
  const [, second] = file('events.jsonl').toString().split('\n');
  expect(JSON.parse(second!).previous).toBe(createHash('sha256').update(line!).digest('hex'));
});
