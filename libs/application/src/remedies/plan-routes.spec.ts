import { loadConfig, loadGuidance, loadTaxonomy, platformSettings } from '#config';
import {
  decisions,
  plannedSubmission,
  refusalReasons,
  regimes,
  type RouteCode,
  type SubmissionState,
} from '#core';
import { platformCatalogue, platforms } from '#platforms';
import type { SubmissionView } from '../reports/report-view.js';
import { PlanRoutes, type RouteInput } from './plan-routes.js';
import { WriteLetter } from './write-letter.js';

const config = loadConfig({ env: {} }, ['platforms']);
const ways = {
  platforms: platformCatalogue(platforms, (key) => platformSettings(config.platforms, key)),
  categories: loadTaxonomy().categories,
  remedies: loadGuidance().remedies,
};
const plan = new PlanRoutes(ways);
const letters = new WriteLetter({ ...ways, organisation: 'Synthetic Helpline' });
const decidedAtMs = Date.parse('2026-03-05T10:00:00Z');
const nowMs = decidedAtMs + 86_400_000;
const dsaRoutes: readonly RouteCode[] = ['COMPLAINT_ART20', 'ODS_ART21', 'DSC_ART53'];

type Given = Partial<Omit<SubmissionView, 'target'>> & { readonly kind?: string; readonly category?: string };

/** A refused notice, as staff read it. */
function anInput({ kind = 'video', category = 'CYBERBULLYING', ...more }: Given = {}): RouteInput {
  const {
    waitingFor,
    holdUntilMs: _hold,
    isWithdrawn: _withdrawn,
    ...state
  } = plannedSubmission('yt-legal-form');
  const submission: SubmissionView = {
    ...state,
    ...{
      id: 'sub',
      plan: null,
      alternatives: [],
      noticeOf: null,
      reference: 'UF-2026-000123-1-K7QM9A',
      platform: 'youtube',
      regime: 'DSA_ART16',
      waitingFor,
    },
    target: {
      kind,
      key: 'secret-key',
      input: 'https://secret.example',
      url: null,
      locator: 'secret locator',
    },
    ...{
      delivery: 'ACKNOWLEDGED',
      decision: 'REFUSED',
      refusalReason: 'NO_POLICY_VIOLATION',
      verification: 'LIVE',
    },
    ...{
      word: 'refused',
      externalRef: 'SYN-7',
      asks: [],
      ...{ withdrawal: null, correction: null, corrects: null, correctedBy: null, snoozedUntilMs: null },
      earlierReference: null,
      ...{ laterReferences: [], repeats: null, repeatedBy: null, seenAtMs: null, secondLook: null },
      ...{ lookDueAtMs: null, watchEndsAtMs: null, reminder: null, wait: null },
      sla: 'ON_TRACK',
      question: null,
    },
    ...{
      decidedAtMs,
      sentAtMs: decidedAtMs - 1,
      dueAtMs: decidedAtMs,
      clock: null,
      acknowledgeDueAtMs: null,
      escalation: { step: null, nextStepAtMs: null, messages: [] },
      nextTryAtMs: null,
      nextCheckAtMs: null,
    },
    ...more,
  };
  return { report: { category }, submission, taken: [], isSystematic: false };
}

const routesOf = (given: Given) => plan.run(anInput(given), nowMs).offered.map(({ route }) => route);
const reasonOf = (given: Given, route: RouteCode) =>
  plan.run(anInput(given), nowMs).notOffered.find((each) => each.route === route)?.reason;

describe('the routes of the platforms that are built in', () => {
  it.each([
    ['facebook', 'post', ['APPEALS_CENTRE_EUROPE']],
    ['instagram', 'post', ['APPEALS_CENTRE_EUROPE', 'USER_RIGHTS']],
    ['youtube', 'video', ['APPEALS_CENTRE_EUROPE']],
    ['snapchat', 'spotlight', undefined],
    ['whatsapp', 'channel', undefined],
  ])('on %s, a %s goes to %j', (platform, kind, bodies) => {
    const { offered } = plan.run(anInput({ platform, kind }), nowMs);
    expect(offered.map(({ route }) => route)).toContain('COMPLAINT_ART20');
    const found = offered.find(({ route }) => route === 'ODS_ART21');
    expect(found?.bodies.map(({ key }) => key)).toEqual(bodies);
    if (!bodies) expect(reasonOf({ platform, kind }, 'ODS_ART21')).toBe('NO_BODY_KNOWN');
  });

  it.each([
    ['whatsapp', 'group_invite'],
    ['whatsapp', 'phone_e164'],
    ['facebook', 'messenger_thread'],
    ['instagram', 'dm_thread'],
  ])('of %s, a %s is a private space', (platform, kind) => {
    expect(reasonOf({ platform, kind }, 'COMPLAINT_ART20')).toBe('PRIVATE_SPACE');
  });

  it.each([
    ['youtube', 'video', true],
    ['youtube', 'comment', false],
    ['instagram', 'post', true],
    ['instagram', 'story', false],
    ['whatsapp', 'channel', false],
  ])('on %s, comments under a %s: %s', (platform, kind, isOffered) => {
    expect(routesOf({ platform, kind }).includes('REPORT_COMMENTS')).toBe(isOffered);
  });

  // Every category is covered by the rules' own table: here it is about what is known of the platforms.
  it('cover every decision, reason, platform, kind, regime and date', () => {
    const dates = [decidedAtMs + 1, Date.parse('2026-09-05T22:00:00Z')];
    let rows = 0;
    for (const { manifest } of platforms) {
      const kinds = new Set(
        manifest.channels.flatMap(({ accepts }) => (accepts === '*' ? ['post'] : accepts)),
      );
      for (const kind of kinds)
        for (const regime of regimes)
          for (const decision of decisions)
            for (const refusalReason of decision === 'REFUSED' ? refusalReasons : [null])
              for (const category of ['CYBERBULLYING', 'NCII_ADULT'])
                for (const now of dates) {
                  const given = { platform: manifest.key, kind, regime, decision, refusalReason, category };
                  const { offered, notOffered } = plan.run(anInput(given), now);
                  rows += 1;
                  const isOpen = (route: RouteCode) => offered.some((each) => each.route === route);
                  const isComplete = offered.length + notOffered.length === 11;
                  const isPrivate = manifest.privateKinds?.includes(kind) === true;
                  const isForbidden =
                    ((regime === 'PLATFORM_PRIORITY' || regime === 'USER' || isPrivate) &&
                      dsaRoutes.some(isOpen)) ||
                    (isOpen('COMPLAINT_ART20') && now !== dates[0]) ||
                    (isOpen('ODS_ART21') && !['REFUSED', 'ACTIONED', 'REVERSED'].includes(decision)) ||
                    (isOpen('CIVIL_6H') && ways.categories.get(category)?.intimateImages !== true);
                  if (!isComplete || isForbidden) throw new Error(JSON.stringify([given, offered]));
                }
    }
    expect(rows).toBeGreaterThan(5_000);
  });
});

describe('taking a route', () => {
  const state = (more: Partial<SubmissionState> = {}): SubmissionState => ({
    ...plannedSubmission('yt-legal-form'),
    ...{ delivery: 'ACKNOWLEDGED', decision: 'REFUSED', refusalReason: 'NO_POLICY_VIOLATION', decidedAtMs },
    ...more,
  });

  it('moves the remedy and tells which way and which body', () => {
    const act = plan.take(anInput(), 'ODS_ART21', 'APPEALS_CENTRE_EUROPE');
    expect(act.facts(state(), nowMs)).toEqual([{ kind: 'remedyMoved', remedy: 'ODS_ART21' }]);
    expect(act.detail).toEqual({ route: 'ODS_ART21', body: 'APPEALS_CENTRE_EUROPE' });
  });

  it.each([
    [
      'what is true under the lock',
      'COMPLAINT_ART20',
      null,
      state({ verification: 'GONE' }),
      nowMs,
      'REMEDY.NOT_OFFERED.CONTENT_GONE',
    ],
    [
      'its end',
      'COMPLAINT_ART20',
      null,
      state(),
      Date.parse('2026-09-05T22:00:00Z'),
      'REMEDY.NOT_OFFERED.TOO_LATE',
    ],
    ['a body', 'ODS_ART21', null, state(), nowMs, 'REMEDY.BODY_NEEDED'],
    ['a body that takes this platform', 'ODS_ART21', 'USER_RIGHTS', state(), nowMs, 'REMEDY.BODY_NEEDED'],
    ['no body where none decides', 'POLICE', 'USER_RIGHTS', state(), nowMs, 'REMEDY.BODY_NEEDED'],
  ] as const)('depends on %s', (_on, route, body, now, atMs, code) => {
    expect(plan.take(anInput(), route, body).facts(now, atMs)).toBe(code);
  });
});

describe('a letter', () => {
  const write = (given: Given, more: Partial<Parameters<WriteLetter['run']>[0]> = {}) =>
    letters.run({
      ...{ route: 'COMPLAINT_ART20', submission: anInput(given).submission, nowMs },
      report: { category: 'CYBERBULLYING', language: 'fr' },
      ...more,
    });
  const textOf = (answer: ReturnType<typeof write>) => {
    if (answer.outcome !== 'written') throw new Error(answer.outcome);
    return answer.letter;
  };

  it('is filled in with references, codes and days in the language of the report', () => {
    const { language, subject, text } = textOf(write({}));
    expect([language, subject]).toEqual([
      'fr',
      "Réclamation selon l'article 20 DSA, votre référence SYN-7, notre référence UF-2026-000123-1-K7QM9A",
    ]);
    expect(text).toContain('Le 5 mars 2026, vous avez pris une décision');
    expect(text).toContain("aucune règle de la plateforme n'est enfreinte");
    expect(text).toContain('Synthetic Helpline, le 6 mars 2026');
  });

  it('never holds an address, and leaves what it does not know in brackets', () => {
    for (const route of ways.remedies.routes.keys())
      for (const language of letters.languagesOf(route, anInput().submission)) {
        const { text, subject } = textOf(
          write({ externalRef: null, decidedAtMs: null }, { route, language }),
        );
        expect(`${subject}${text}`).not.toMatch(/secret|\{|undefined|null/);
        expect(text).toContain('[');
      }
  });

  it('to a platform is in a language that its channel reads', () => {
    const snap = { platform: 'snapchat', channel: 'snap-support-form', kind: 'spotlight' };
    expect(textOf(write(snap)).language).toBe('en');
    expect(textOf(write(snap, { report: { category: 'HATE', language: 'nl' } })).language).toBe('nl');
    expect(write(snap, { language: 'fr' })).toEqual({ outcome: 'otherLanguage', languages: ['en', 'nl'] });
  });

  it('to a Belgian body is in a national language', () => {
    const report = { category: 'HATE', language: 'en' } as const;
    expect(textOf(write({}, { route: 'DSC_ART53', report })).language).toBe('fr');
    expect(textOf(write({}, { route: 'DSC_ART53', language: 'de' })).text).toContain('An BIPT / IBPT');
    expect(write({}, { route: 'DSC_ART53', language: 'en' })).toMatchObject({
      languages: ['fr', 'nl', 'de'],
    });
  });

  it('to the coordinator says as whom we wrote, and when we reminded', () => {
    const message = (state: 'SENT' | 'FAILED', atMs: number) => ({
      ...{ purpose: 'REMINDER' as const, state, atMs, code: null },
    });
    const escalation = {
      ...anInput().submission.escalation,
      messages: [message('SENT', Date.UTC(2026, 2, 3)), message('FAILED', Date.UTC(2026, 2, 4))],
    };
    const flagged = textOf(write({ regime: 'DSA_ART22', escalation }, { route: 'DSC_ART53' })).text;
    expect(flagged).toContain('signaleur de confiance');
    expect(flagged).toContain('Rappels envoyés : 3 mars 2026\n');
    const asUser = textOf(write({ regime: 'DSA_ART16' }, { route: 'DSC_ART53' })).text;
    expect(asUser).not.toContain('signaleur de confiance');
    expect(asUser).toContain('Rappels envoyés : [inconnu]');
  });

  it('goes to the body that is meant', () => {
    const given = { platform: 'instagram', kind: 'post', channel: 'instagram-legal-form' };
    const { text } = textOf(write(given, { route: 'ODS_ART21', body: 'USER_RIGHTS' }));
    expect(text).toContain("À l'attention de User Rights");
    expect(write({}, { route: 'ODS_ART21', body: 'USER_RIGHTS' })).toEqual({
      outcome: 'unknownBody',
      bodies: ['APPEALS_CENTRE_EUROPE'],
    });
  });

  it('is not written where something new is filed', () => {
    expect(write({}, { route: 'REPORT_COMMENTS' })).toEqual({ outcome: 'noLetter' });
  });
});
