import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { loadTaxonomy } from '#config';
import { callerRoles, categoryCodes } from '#core';
import { xarfClassifications, xarfOf, type XarfQuestion } from '#outcomes';
import { anExampleTarget } from '#platform-kit/testing';
import { platforms } from '#platforms';

/** What is exported, held against the published schemas. */
const read = (path: string) =>
  JSON.parse(readFileSync(join(__dirname, 'xarf/schemas/v4', path), 'utf8')) as Record<string, any>;
const ajv = new Ajv2020({ strict: true, allErrors: true, strictTypes: false, strictRequired: false });
ajv.addVocabulary(['x-recommended']);
addFormats.default(ajv);
ajv.addSchema(read('xarf-core.json'));
ajv.addSchema(read('types/content-base.json'));
const validators = {
  csam: ajv.compile(read('types/content-csam.json')),
  csem: ajv.compile(read('types/content-csem.json')),
};
/** Every property that the schemas of a type name. */
const known = (type: string) =>
  ['xarf-core.json', 'types/content-base.json', `types/content-${type}.json`].flatMap((path) => {
    const { properties, allOf = [] } = read(path);
    return [properties, ...allOf.map((each: any) => each.properties)].flatMap((all) =>
      Object.keys(all ?? {}),
    );
  });

const { categories } = loadTaxonomy();
const targets = platforms.flatMap((platform) =>
  Object.keys(platform.targets.kinds).map((kind) => ({
    ...{ platform: platform.manifest.key, kind },
    url: anExampleTarget(platform, kind).url,
  })),
);

const question = (more: Partial<XarfQuestion> = {}): XarfQuestion => ({
  category: categories.get('SEXTORTION')!,
  report: {
    seenAt: '2026-11-23T14:02:00.000Z',
    createdAtMs: Date.parse('2026-11-24T00:00:00Z'),
    callerRole: 'PARENT',
  },
  submission: {
    id: '019a0000-0000-7000-8000-000000000001',
    reference: 'UF-2026-000123-1-K3J9QA',
    url: 'https://www.instagram.com/p/SynTHetic01/',
    isWithdrawn: false,
  },
  organisation: { name: 'Synthetic Helpline', from: 'notices@helpline.example' },
  said: {},
  ...more,
});

describe('the schemas', () => {
  it('take their own examples', () => {
    for (const [type, validate] of Object.entries(validators))
      for (const example of read(`types/content-${type}.json`)['examples'])
        expect([validate(example), validate.errors]).toEqual([true, null]);
  });

  it('refuse what lacks a field, and what has a word that is not theirs', () => {
    const [example] = read('types/content-csem.json')['examples'];
    const { url: _url, ...without } = example;
    expect(validators.csem(without)).toBe(false);
    expect(validators.csem({ ...example, exploitation_type: 'sexting' })).toBe(false);
    expect(validators.csem({ ...example, reporter: { ...example.reporter, domain: 'no host' } })).toBe(false);
  });

  it('have the words that our list of codes has', () => {
    const { xarf } = parse(readFileSync('config/taxonomy/codes.yaml', 'utf8'));
    const words = (type: string, name: string) =>
      read(`types/content-${type}.json`)['allOf'][1].properties[name].enum;
    expect(xarf.csam.classifications).toEqual(words('csam', 'classification'));
    expect(xarf.csem.exploitationTypes).toEqual(words('csem', 'exploitation_type'));
    expect(xarfClassifications).toEqual(words('csam', 'classification'));
  });
});

describe.each(categoryCodes)('%s', (code) => {
  const category = categories.get(code)!;
  const said = { classification: 'A2', concernsMinor: true } as const;

  it.each(targets)('is valid XARF of a $kind on $platform, or none', ({ url }) => {
    for (const callerRole of callerRoles) {
      const base = question();
      const answer = xarfOf({
        ...{ ...base, category, said, report: { ...base.report, callerRole } },
        submission: { ...base.submission, url },
      });
      const { xarf } = category.codes;
      if (!xarf) {
        expect(answer).toMatchObject({ refusal: { code: 'XARF.NO_TYPE' } });
      } else if (url === null) {
        expect(answer).toMatchObject({ refusal: { code: 'XARF.NO_ADDRESS' } });
      } else if (xarf.type === 'csam' && callerRole === 'POLICE') {
        expect(answer).toMatchObject({ refusal: { code: 'XARF.DETECTION_UNKNOWN' } });
      } else {
        const { document } = answer as { document: Record<string, unknown> };
        const validate = validators[xarf.type];
        expect([validate(document), validate.errors]).toEqual([true, null]);
        // Further fields are allowed everywhere; none of ours is one of them.
        expect(known(xarf.type)).toEqual(expect.arrayContaining(Object.keys(document)));
      }
    }
  });
});

it('covers every platform and kind, with and without an address', () => {
  expect(new Set(targets.map(({ platform }) => platform)).size).toBe(platforms.length);
  expect(targets.some(({ url }) => url === null)).toBe(true);
  expect([...categories.values()].filter(({ codes }) => codes.xarf).map(({ code }) => code)).toEqual([
    ...['CSAM', 'CSAM_SYNTHETIC', 'SEXTING_MINOR_SHARED', 'SEXTORTION', 'GROOMING', 'VOYEURISM'],
    'EXPLOITATION_TRAFFICKING',
  ]);
});

describe('xarfOf', () => {
  it('says what is known and nothing else', () => {
    const contact = {
      org: 'Synthetic Helpline',
      contact: 'notices@helpline.example',
      domain: 'helpline.example',
    };
    expect(xarfOf(question())).toEqual({
      document: {
        xarf_version: '4.2.0',
        report_id: expect.stringMatching(
          /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        ) as unknown,
        timestamp: '2026-11-23T14:02:00.000Z',
        reporter: contact,
        sender: contact,
        source_identifier: 'www.instagram.com',
        category: 'content',
        type: 'csem',
        url: 'https://www.instagram.com/p/SynTHetic01/',
        domain: 'www.instagram.com',
        detection_method: 'user_report',
        evidence_source: 'user_report',
        exploitation_type: 'sextortion',
        // Without the end that opens a way for answers.
        tags: ['reference:uf-2026-000123-1'],
      },
    });
  });

  it('gives a submission the same id each time, and another one another', () => {
    const idOf = (id: string) =>
      (xarfOf(question({ submission: { ...question().submission, id } })) as any).document
        .report_id as string;
    expect(idOf('a')).toBe(idOf('a'));
    expect(idOf('a')).not.toBe(idOf('b'));
  });

  it('takes the time of filing where nobody said when it was seen', () => {
    const report = { ...question().report, seenAt: null };
    expect(xarfOf(question({ report }))).toMatchObject({
      document: { timestamp: '2026-11-24T00:00:00.000Z' },
    });
  });

  it.each([
    ['CSAM', 'XARF.CLASSIFICATION_UNKNOWN'],
    ['CSAM_SYNTHETIC', 'XARF.CLASSIFICATION_UNKNOWN'],
    ['VOYEURISM', 'XARF.MINOR_UNKNOWN'],
    ['CYBERBULLYING', 'XARF.NO_TYPE'],
    ['NCII_ADULT', 'XARF.NO_TYPE'],
  ] as const)('makes nothing up about %s: %s', (code, refusal) => {
    expect(xarfOf(question({ category: categories.get(code)! }))).toMatchObject({
      refusal: { code: refusal },
    });
  });

  it('writes an address as XARF takes it, whatever letters it has', () => {
    const submission = { ...question().submission, url: 'https://www.facebook.com/synthétique/posts/1?é=1' };
    const { document } = xarfOf(question({ submission })) as any;
    expect(document.url).toBe('https://www.facebook.com/synth%C3%A9tique/posts/1?%C3%A9=1');
    expect(validators.csem(document)).toBe(true);
  });

  it('tells nobody of what was withdrawn', () => {
    const submission = { ...question().submission, isWithdrawn: true };
    expect(xarfOf(question({ submission }))).toMatchObject({ refusal: { code: 'XARF.WITHDRAWN' } });
  });
});
