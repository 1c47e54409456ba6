import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { categoryCodes, languages } from '#core';
import { packageRoot } from './package-root.js';
import { ConfigError, loadTaxonomy } from './index.js';

describe('the taxonomy as it ships', () => {
  const { categories, referrals, law } = loadTaxonomy();

  it('describes the 20 categories in order, in four languages', () => {
    expect([...categories.keys()]).toEqual([...categoryCodes]);
    expect(categories.size).toBe(20);
    for (const { labels, descriptions } of [...categories.values(), ...[...referrals.values()]])
      for (const language of languages)
        expect([labels[language], descriptions[language]]).toEqual([expect.any(String), expect.any(String)]);
  });

  it('tells two categories apart by their label in every language', () => {
    for (const language of languages) {
      const labels = [...categories.values()].map((category) => category.labels[language]);
      expect(new Set(labels).size).toBe(labels.length);
    }
  });

  it('allows screenshots only where no intimate images and no sexual exploitation are concerned', () => {
    const withMedia = [...categories.values()].filter(
      ({ storage }) => storage === 'TEXT_AND_NON_SEXUAL_SCREENSHOT',
    );
    expect(withMedia.map(({ code }) => code)).toEqual([
      'CYBERBULLYING',
      'HARASSMENT_GROUP',
      'HATE',
      'THREAT',
      'IMPERSONATION',
    ]);
    const intimate = [...categories.values()]
      .filter(({ intimateImages }) => intimateImages)
      .map(({ code, storage }) => [code, storage]);
    expect(intimate).toEqual([
      ['CSAM', 'NO_MEDIA_URL_AND_HASH_ONLY'],
      ['CSAM_SYNTHETIC', 'NO_MEDIA_URL_AND_HASH_ONLY'],
      ['SEXTING_MINOR_SHARED', 'NO_MEDIA_URL_AND_HASH_ONLY'],
      ['SEXTING_AT_RISK', 'NO_MEDIA'],
      ['SEXTORTION', 'NO_MEDIA_URL_AND_HASH_ONLY'],
      ['VOYEURISM', 'NO_MEDIA_URL_AND_HASH_ONLY'],
      ['NCII_ADULT', 'NO_MEDIA_URL_AND_HASH_ONLY'],
    ]);
  });

  it("gives a minor's intimate image the child-abuse keyword, also where the minor made it", () => {
    expect(categories.get('SEXTING_MINOR_SHARED')?.codes.tdb?.keywords).toEqual([
      'KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL',
    ]);
    expect(categories.get('VOYEURISM')?.codes.tdb?.ifMinor?.keywords).toEqual([
      'KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL',
    ]);
  });

  it('sends nothing for advice, and asks something everywhere else', () => {
    const withoutAsks = [...categories.values()].filter(({ defaultAsks }) => defaultAsks.length === 0);
    expect(withoutAsks.map(({ code, ground }) => [code, ground])).toEqual([
      ['SEXTING_AT_RISK', 'ADVICE'],
      ['UNSURE', 'ADVICE'],
    ]);
  });

  it('lets the notifier stay unnamed for offences against minors of the directive only', () => {
    const optional = [...categories.values()].filter(({ notifierNameOptional }) => notifierNameOptional);
    expect(optional.map(({ code }) => code)).toEqual([
      'CSAM',
      'CSAM_SYNTHETIC',
      'SEXTING_MINOR_SHARED',
      'SEXTORTION',
      'GROOMING',
      'EXPLOITATION_TRAFFICKING',
    ]);
    expect(optional.every(({ minor, ground }) => minor === true && ground === 'ILLEGAL')).toBe(true);
  });

  it('renumbers each article by the day of the facts', () => {
    expect(law.periods.map(({ key, from }) => [key, from])).toEqual([
      ['before2022', null],
      ['from2022', '2022-06-01'],
      ['newCode', '2026-04-08'],
    ]);
    expect(law.subjects.get('csamMaking')?.articles).toEqual({
      before2022: ['383bis §1'],
      from2022: ['417/44'],
      newCode: ['171'],
    });
  });

  it('marks every telephone number with how sure it is and when it was checked', () => {
    const phones = [...referrals.values()].flatMap((referral) => referral.phones);
    expect(phones.length).toBeGreaterThan(0);
    for (const phone of phones)
      expect(phone).toMatchObject({ certainty: expect.any(String) as string, checkedOn: '2026-11-23' });
  });
});

describe('loadTaxonomy', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'uniflag-taxonomy-'));
    for (const part of ['taxonomy', 'law', 'referrals'])
      cpSync(join(packageRoot(), 'config', part), join(folder, part), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Replaces the first occurrence; fails where there is none, so that a plant never goes missing. */
  const plant = (file: string, from: string, to: string) => {
    const text = readFileSync(join(folder, file), 'utf8');
    if (!text.includes(from)) throw new Error(`${file} has no "${from}"`);
    writeFileSync(join(folder, file), text.replace(from, to));
  };
  const problemsOf = () => {
    try {
      loadTaxonomy(folder);
    } catch (error) {
      if (error instanceof ConfigError) return error.problems;
      throw error;
    }
    return [];
  };
  const categories = 'taxonomy/categories.yaml';

  it('takes the files as they ship', () => {
    expect(problemsOf()).toEqual([]);
  });

  it.each([
    [
      categories,
      'KEYWORD_HATE_SPEECH',
      'KEYWORD_HAT_SPEECH',
      'config/taxonomy/categories.yaml: HATE.codes.tdb.keywords names KEYWORD_HAT_SPEECH, which does not stand in taxonomy/codes.yaml.',
    ],
    [
      categories,
      'STATEMENT_CATEGORY_SELF_HARM',
      'STATEMENT_CATEGORY_HARM',
      'config/taxonomy/categories.yaml: SELF_HARM_RISK.codes.tdb.category names STATEMENT_CATEGORY_HARM, which does not stand in taxonomy/codes.yaml.',
    ],
    [
      categories,
      'KEYWORD_BULLYING_AGAINST_GIRLS',
      'KEYWORD_GIRLS',
      'config/taxonomy/categories.yaml: CYBERBULLYING.codes.tdb.keywordIfGirl names KEYWORD_GIRLS, which does not stand in taxonomy/codes.yaml.',
    ],
    [
      categories,
      'exploitationType: grooming',
      'exploitationType: groom',
      'config/taxonomy/categories.yaml: GROOMING.codes.xarf.exploitationType names groom, which does not stand in taxonomy/codes.yaml.',
    ],
    [
      categories,
      '[baseline, A1',
      '[base, A1',
      'config/taxonomy/categories.yaml: CSAM.codes.xarf.classifications names base, which does not stand in taxonomy/codes.yaml.',
    ],
    [
      categories,
      'type: csem, exploitationType: sextortion',
      'type: csem',
      'config/taxonomy/categories.yaml: SEXTORTION.codes.xarf.exploitationType is needed with type csem.',
    ],
    [
      categories,
      'annotation: minorToMinorInteraction',
      'annotation: minors',
      'config/taxonomy/categories.yaml: SEXTING_MINOR_SHARED.codes.ncmec.annotation names minors, which does not stand in taxonomy/codes.yaml.',
    ],
    [
      categories,
      "{ primary: S, secondary: '31' }",
      "{ primary: S, secondary: '37' }",
      'config/taxonomy/categories.yaml: IMPERSONATION.codes.youtube.secondary names 37, which does not stand in taxonomy/codes.yaml.',
    ],
    [
      categories,
      'reasonSelfHarmContent',
      'reasonSelfHarm',
      'config/taxonomy/categories.yaml: SELF_HARM_RISK.codes.ozone names reasonSelfHarm, which does not stand in taxonomy/codes.yaml.',
    ],
    [
      categories,
      'snap: Hate Speech',
      'snap: Hate',
      'config/taxonomy/categories.yaml: HATE.codes.snap names Hate, which does not stand in taxonomy/codes.yaml.',
    ],
    [categories, '    de: Hassrede\n', '', 'config/taxonomy/categories.yaml: HATE.labels.de is missing.'],
    [
      categories,
      '    de: Hassrede\n',
      "    de: ''\n",
      'config/taxonomy/categories.yaml: HATE.labels.de is empty.',
    ],
    [
      categories,
      'de: Hassrede',
      'de: "Hass\\u0007rede"',
      /HATE\.labels\.de has control characters, or blanks at its ends/,
    ],
    [
      categories,
      'en: Cyberbullying',
      'en: "Cyberbulle\\u0301"',
      /CYBERBULLYING\.labels\.en is not in composed Unicode form \(NFC\)/,
    ],
    [
      categories,
      'storage: NO_MEDIA_URL_AND_HASH_ONLY',
      'storage: KEEP_ALL',
      'config/taxonomy/categories.yaml: CSAM.storage must be one of NO_MEDIA_URL_AND_HASH_ONLY, NO_MEDIA, TEXT_ONLY_MINIMISED, TEXT_AND_NON_SEXUAL_SCREENSHOT, but is "KEEP_ALL".',
    ],
    [
      categories,
      'defaultAsks: [BLOCK_GROUP,',
      'defaultAsks: [BLOCK_GROUPS,',
      /HARASSMENT_GROUP\.defaultAsks\.0 must be one of REMOVE_CONTENT, .*, but is "BLOCK_GROUPS"/,
    ],
    [
      categories,
      'urgency: TRIAGE',
      'urgency: LOW',
      'config/taxonomy/categories.yaml: UNSURE.urgency must be one of CRITICAL, HIGH, MEDIUM, TRIAGE, but is "LOW".',
    ],
    [
      categories,
      'ground: ADVICE',
      'ground: NOTHING',
      /SEXTING_AT_RISK\.ground must be one of ILLEGAL, POLICY, EITHER, ADVICE, but is "NOTHING"/,
    ],
    [
      categories,
      'minor: null',
      'minor: maybe',
      'config/taxonomy/categories.yaml: VOYEURISM.minor must be true, false or null, but is "maybe".',
    ],
    [
      categories,
      'referrals: [UNIA, POLICE]',
      'referrals: [UNIA, POLIZEI]',
      'config/taxonomy/categories.yaml: HATE.referrals names POLIZEI, which does not stand in referrals/referrals.yaml.',
    ],
    [
      categories,
      'law: [hate]',
      'law: [hatred]',
      'config/taxonomy/categories.yaml: HATE.law names hatred, which does not stand in law/articles.yaml.',
    ],
    [
      categories,
      'law: [hate]',
      'law: [hate, hate]',
      'config/taxonomy/categories.yaml: HATE.law names something twice.',
    ],
    [
      categories,
      'law: [hate]',
      'laws: [hate]',
      /HATE\.laws is not known here\. Remove it, or correct its name/,
    ],
    [categories, '\nTHREAT:\n', '\nTHREATS:\n', /THREATS is not known here/],
    [
      categories,
      '\nTHREAT:\n',
      '\nHATE:\n',
      /categories\.yaml is not usable YAML: duplicate key in line \d+\./,
    ],
    [
      'law/articles.yaml',
      "'2026-04-08'",
      "'2021-04-08'",
      'config/law/articles.yaml: periods.2.from must be a day after that of from2022, for newCode.',
    ],
    [
      'law/articles.yaml',
      "'2026-04-08'",
      "'8 April 2026'",
      'config/law/articles.yaml: periods.2.from must be a day such as 2026-11-23, in quotes, but is "8 April 2026".',
    ],
    [
      'law/articles.yaml',
      "newCode: ['135']",
      "newCodes: ['135']",
      'config/law/articles.yaml: subjects.voyeurism.articles must have exactly the periods before2022, from2022, newCode.',
    ],
    [
      'referrals/referrals.yaml',
      "number: '112'",
      'number: 112',
      'config/referrals/referrals.yaml: EMERGENCY_112.phones.0.number must be text (write it in quotes).',
    ],
    [
      'referrals/referrals.yaml',
      'https://cyberhelp.be',
      'http://cyberhelp.be',
      'config/referrals/referrals.yaml: CYBERHELP.websites.0.url must be an https address, but is "http://cyberhelp.be".',
    ],
    [
      'referrals/referrals.yaml',
      "number: '112', certainty: recalled,",
      "number: '112',",
      /EMERGENCY_112\.phones\.0\.certainty must be one of verified, recalled, unclear/,
    ],
    [
      'taxonomy/codes.yaml',
      '- reasonOther',
      '- reasonAppeal',
      'config/taxonomy/codes.yaml: ozone names something twice.',
    ],
  ])('names the mistake in %s: %j instead became %j', (file, from, to, sentence) => {
    plant(file, from, to);
    const problems = problemsOf();
    if (sentence instanceof RegExp) expect(problems.join('\n')).toMatch(sentence);
    else expect(problems).toEqual([sentence]);
  });

  const withoutMedia =
    'storage must be a rule without media: no screenshot may be kept of intimate images or of the exploitation of a minor.';

  it.each([
    'CSAM',
    'CSAM_SYNTHETIC',
    'SEXTING_MINOR_SHARED',
    'SEXTING_AT_RISK',
    'SEXTORTION',
    'GROOMING',
    'VOYEURISM',
    'NCII_ADULT',
    'EXPLOITATION_TRAFFICKING',
  ])('lets no screenshot into %s', (code) => {
    const text = readFileSync(join(folder, categories), 'utf8');
    const start = text.indexOf(`\n${code}:\n`);
    const planted = text.slice(start).replace(/storage: [A-Z_]+/, 'storage: TEXT_AND_NON_SEXUAL_SCREENSHOT');
    writeFileSync(join(folder, categories), text.slice(0, start) + planted);
    expect(problemsOf()).toEqual([`config/taxonomy/categories.yaml: ${code}.${withoutMedia}`]);
  });

  it('does not believe that abuse images are none', () => {
    plant(categories, 'intimateImages: true', 'intimateImages: false');
    expect(problemsOf()).toEqual([
      'config/taxonomy/categories.yaml: CSAM.intimateImages must be true: its codes say that it is about nude or sexual images.',
    ]);
  });

  it('does not let anybody but analysts see abuse images because a flag was forgotten', () => {
    plant(categories, '  abuseImages: true\n', '');
    expect(problemsOf()).toEqual([
      'config/taxonomy/categories.yaml: CSAM.abuseImages must be true: its codes say that it is about abuse images of minors.',
    ]);
  });

  it('refuses a category that is missing', () => {
    const text = readFileSync(join(folder, categories), 'utf8');
    writeFileSync(join(folder, categories), text.slice(0, text.indexOf('\nUNSURE:\n')));
    expect(problemsOf()).toEqual(['config/taxonomy/categories.yaml: UNSURE is missing.']);
  });

  it('refuses asks where nothing is sent', () => {
    plant(categories, 'defaultAsks: []', 'defaultAsks: [REMOVE_CONTENT]');
    expect(problemsOf()).toEqual([
      'config/taxonomy/categories.yaml: SEXTING_AT_RISK.defaultAsks must be empty, because nothing is sent on ground ADVICE.',
    ]);
  });

  it('names a file that is not there or not UTF-8', () => {
    writeFileSync(join(folder, 'taxonomy/codes.yaml'), Buffer.from([0x6f, 0xff]));
    expect(problemsOf()).toEqual([
      `${join(folder, 'taxonomy/codes.yaml')} is not UTF-8. Save it again as UTF-8.`,
    ]);
    rmSync(join(folder, 'taxonomy/codes.yaml'));
    expect(problemsOf()[0]).toMatch(/codes\.yaml, which cannot be read \(ENOENT\)/);
  });

  it('tells the mistakes of all files at once', () => {
    plant(categories, 'urgency: TRIAGE', 'urgency: LOW');
    plant('taxonomy/codes.yaml', '- reasonOther', '- reasonAppeal');
    expect(problemsOf()).toHaveLength(2);
  });
});
