import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { categoryCodes, languages, referralsFor, sheetFor, triagePaths, walkTriage } from '#core';
import { platforms } from '#platforms';
import { ConfigError } from './config-error.js';
import { loadGuidance } from './guidance.js';
import { packageRoot } from './package-root.js';
import { loadTaxonomy } from './taxonomy.js';

const guidance = loadGuidance();
const taxonomy = loadTaxonomy();
const manifests = platforms.map(({ manifest }) => manifest);

describe('the routes', () => {
  it('are known of every platform that is built in, and of target kinds that it has', () => {
    const { platforms: guides } = guidance.remedies;
    expect([...guides.keys()].sort()).toEqual(manifests.map(({ key }) => key).sort());
    for (const { manifest, targets } of platforms) {
      const kinds = JSON.stringify(targets);
      const named = [...(guides.get(manifest.key)?.commentedKinds ?? []), ...(manifest.privateKinds ?? [])];
      expect(named.filter((kind) => !kinds.includes(`"${kind}"`))).toEqual([]);
    }
  });

  it('lead to a body in every national language and carry how sure they are', () => {
    const { routes, bodies } = guidance.remedies;
    for (const { source } of [...routes.values(), ...bodies.values()])
      expect(source).toMatchObject({
        readOn: expect.stringMatching(/^2026-/),
        certainty: expect.any(String),
      });
  });
});

describe('the sheets', () => {
  const rows = categoryCodes.flatMap((code) => manifests.map((platform) => [code, platform] as const));

  it.each(rows)('tell something in every language: %s', (code, platform) => {
    for (const language of languages) {
      const lines = sheetFor(guidance.sheets, code, platform, language);
      expect(lines.length).toBeGreaterThan(3);
      expect(lines.filter(({ text }) => /[{}]/.test(text))).toEqual([]);
    }
  });

  it('never ask for a copy of an intimate image', () => {
    const intimate = [...taxonomy.categories.values()].filter(({ intimateImages }) => intimateImages);
    for (const { code } of intimate) expect(guidance.sheets.sheets.get(code)).not.toContain('KEEP_PROOF');
  });

  it('name no fingerprint service that the referrals of the category do not', () => {
    for (const [code, keys] of guidance.sheets.sheets) {
      const referrals = taxonomy.categories.get(code)?.referrals ?? [];
      const named = keys.filter((key) => key === 'TAKE_IT_DOWN' || key === 'STOPNCII');
      if (taxonomy.categories.get(code)?.minor !== null)
        expect(named.filter((key) => !referrals.includes(key))).toEqual([]);
    }
  });

  it('say how a platform goes otherwise', () => {
    const of = (platform: string) =>
      sheetFor(guidance.sheets, 'HARASSMENT_GROUP', { key: platform, name: platform }, 'nl').map(
        ({ text }) => text,
      );
    expect(of('whatsapp').join()).toContain('laatste vijf berichten');
    expect(of('facebook').join()).toContain('Meld het ook zelf op facebook');
    const commented = (platform: string) =>
      sheetFor(guidance.sheets, 'CYBERBULLYING', { key: platform, name: platform }, 'fr').map(
        ({ key }) => key,
      );
    expect(commented('youtube')).toContain('REPORT_COMMENTS');
    expect(commented('whatsapp')).not.toContain('REPORT_COMMENTS');
  });
});

describe('the referrals', () => {
  const { categories, referrals } = taxonomy;
  const offered = (
    code: string,
    role: Parameters<typeof referralsFor>[1],
    language: (typeof languages)[number],
  ) =>
    referralsFor(categories.get(code)?.referrals ?? [], role, language, referrals).map(
      ({ referral, isInLanguage }) => `${referral.key}${isInLanguage ? '' : '?'}`,
    );

  it.each([
    [
      'CYBERBULLYING',
      'SCHOOL_STAFF',
      'fr',
      ['ECOUTE_ECOLE', 'PMS_CLB', 'CYBERHELP', 'AMO', 'SAJ', 'PSYCHOLOGIST', 'CSEM', 'POLICE'],
    ],
    [
      'CYBERBULLYING',
      'VICTIM',
      'nl',
      ['PMS_CLB', 'SAJ', 'PSYCHOLOGIST', 'POLICE', 'ECOUTE_ECOLE?', 'CYBERHELP?', 'AMO?'],
    ],
    ['CYBERBULLYING', 'POLICE', 'fr', []],
    ['CSAM', 'PARENT', 'fr', ['HOTLINE_CIVIL', 'POLICE', 'TAKE_IT_DOWN']],
    ['NCII_ADULT', 'VICTIM', 'de', ['STOPNCII', 'POLICE', 'CIVIL_6H']],
    [
      'SELF_HARM_RISK',
      'FRIEND_OR_PEER',
      'nl',
      ['EMERGENCY_112', 'POLICE', 'PSYCHOLOGIST', 'ECOUTE_ENFANTS_AWEL'],
    ],
    ['OWN_CONTENT_LOST_ACCESS', 'VICTIM', 'fr', ['PLATFORM_ACCOUNT_RECOVERY', 'DPA_BE', 'ECOUTE_ECOLE']],
  ] as const)('of %s for %s in %s', (code, role, language, keys) => {
    expect(offered(code, role, language)).toEqual(keys);
  });
});

describe('the triage', () => {
  const { triage } = guidance;

  it('ends in every category, and each path is walked to where it leads', () => {
    const paths = triagePaths(triage);
    expect([...new Set(paths.map(({ category }) => category))].sort()).toEqual([...categoryCodes].sort());
    for (const { steps, category } of paths)
      expect(walkTriage(triage, steps)).toEqual({ outcome: 'category', category });
  });

  it.each([
    ['sextortion', 'DANGER=NO NUDITY=YES MINOR=YES_OR_MAYBE DEMAND=MONEY', 'SEXTORTION'],
    [
      'sexting',
      'DANGER=NO NUDITY=YES MINOR=YES_OR_MAYBE DEMAND=NO ONLINE=YES ORIGIN=MADE_BY_MINOR',
      'SEXTING_MINOR_SHARED',
    ],
    ['grooming', 'DANGER=NO NUDITY=NO ADULT=YES', 'GROOMING'],
    [
      'an image an adult asked for',
      'DANGER=NO NUDITY=YES MINOR=YES_OR_MAYBE DEMAND=NO ONLINE=NO ADULT_ASKED=YES',
      'GROOMING',
    ],
    ['a private group', 'DANGER=NO NUDITY=NO ADULT=NO GROUP=YES', 'HARASSMENT_GROUP'],
    [
      'the own video',
      'DANGER=NO NUDITY=NO ADULT=NO GROUP=NO CONTENT=NONE PROFILE=NO OWN_POST=YES',
      'OWN_CONTENT_LOST_ACCESS',
    ],
    ['danger', 'DANGER=YES', 'SELF_HARM_RISK'],
  ])('finds %s', (_what, path, category) => {
    const steps = path.split(' ').map((step) => {
      const [question, answer] = step.split('=') as [string, string];
      return { question, answer };
    });
    expect(walkTriage(triage, steps)).toEqual({ outcome: 'category', category });
    expect(walkTriage(triage, steps.slice(0, -1))).toEqual({
      outcome: 'asks',
      question: steps.at(-1)?.question,
    });
  });
});

describe('loadGuidance', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'uniflag-guidance-'));
    for (const part of ['remedies', 'sheets', 'triage'])
      cpSync(join(packageRoot(), 'config', part), join(folder, part), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each([
    ['triage/questions.yaml', 'question: GROUP', 'question: ADULT', /ADULT is asked again on its own path/],
    [
      'triage/questions.yaml',
      'question: OWN_POST',
      'question: OWN',
      /: OWN is asked next, but stands nowhere/,
    ],
    [
      'triage/questions.yaml',
      'category: CSAM_SYNTHETIC',
      'category: CSAM',
      /CSAM_SYNTHETIC is a category to which no answer leads/,
    ],
    [
      'triage/questions.yaml',
      'category: HATE',
      'category: HATRED',
      /CONTENT\.answers\.ATTACK_GROUND\.category must be one of/,
    ],
    [
      'triage/questions.yaml',
      'category: HATE',
      'category: HATE\n        question: PROFILE',
      /must lead to one of the two/,
    ],
    [
      'sheets/sheets.yaml',
      'EMERGENCY_FIRST',
      'EMERGENCY',
      /sheets\.THREAT names EMERGENCY, which does not stand in sheets\/blocks\.yaml/,
    ],
    [
      'sheets/blocks.yaml',
      '    de: Ruf jederzeit',
      '    xx: Ruf jederzeit',
      /CALL_US_AGAIN\.text\.(de is missing|xx is not known)/,
    ],
    [
      'remedies/letters.yaml',
      '{refusalReason}',
      '{explanation}',
      /letters\.COMPLAINT_ART20\.en names explanation, which does not stand in the names of a letter/,
    ],
    [
      'remedies/letters.yaml',
      'Motif indiqué : {refusalReason}',
      'Motif',
      /letters\.COMPLAINT_ART20\.fr must fill in/,
    ],
    [
      'remedies/letters.yaml',
      '  DSC_ART53:\n    fr:',
      '  DSC_ART53:\n    en:',
      /letters\.DSC_ART53 must be in fr, nl, de/,
    ],
    [
      'remedies/bodies.yaml',
      'role: COORDINATOR',
      'role: COURT',
      /COORDINATOR has no body that has this role/,
    ],
    [
      'remedies/bodies.yaml',
      'platforms: [instagram, tiktok, linkedin]',
      'platforms: []',
      /USER_RIGHTS\.platforms must name at least one/,
    ],
    [
      'remedies/routes.yaml',
      "readOn: '2026-11-23'",
      'readOn: yesterday',
      /NEW_NOTICE\.source\.readOn must be a day/,
    ],
  ])('names the mistake in %s: %j instead became %j', (file, from, to, sentence) => {
    const text = readFileSync(join(folder, file), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(folder, file), text.replace(from, to));
    let problems: readonly string[] = [];
    try {
      loadGuidance(folder);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      ({ problems } = error);
    }
    expect(problems.join('\n')).toMatch(sentence);
  });
});
