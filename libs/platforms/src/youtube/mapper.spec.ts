import fc from 'fast-check';
import { anExampleNotice, exampleCategories, exampleReference } from '#platform-kit/testing';
import { youtube } from './index.js';
import { manifest } from './manifest.js';
import { abuseReportOf, matchReason, noticeText, visibilityOf } from './mapper.js';
import type { AbuseReason, VideoStanding } from './resources.js';

const reasons: readonly AbuseReason[] = [
  { id: 'N', label: 'Sex or nudity', secondary: [{ id: '33', label: 'Content involving minors' }] },
  {
    id: 'V',
    label: 'Violent, hateful, or dangerous',
    secondary: [{ id: '37', label: 'Bullying or abusing vulnerable individuals' }],
  },
];
const api = manifest.channels.find(({ id }) => id === 'yt-api')!;
const aNotice = (also: Parameters<typeof anExampleNotice>[2] = {}) => anExampleNotice(youtube, api, also);

describe('the reason of a flag', () => {
  it('is the pair that the category stands for', () => {
    expect(matchReason(reasons, 'GROOMING')).toEqual({ reasonId: 'N', secondaryReasonId: '33' });
  });

  it('is found by its label where YouTube gave other ids', () => {
    const renumbered = reasons.map((each) => ({
      ...each,
      id: `9${each.id}`,
      secondary: each.secondary.map((one) => ({
        ...one,
        id: `9${one.id}`,
        label: ` ${one.label.toUpperCase()} `,
      })),
    }));
    expect(matchReason(renumbered, 'CYBERBULLYING')).toEqual({ reasonId: '9V', secondaryReasonId: '937' });
  });

  it('is none where the list lacks it, rather than a coarser or another one', () => {
    expect(matchReason(reasons, 'HATE')).toBeUndefined();
    expect(matchReason(reasons, 'IMPERSONATION')).toBeUndefined();
    expect(matchReason([], 'GROOMING')).toBeUndefined();
  });

  it('is none for categories that YouTube has no word for', () => {
    const without = Object.keys(exampleCategories).filter((code) => !(code in manifest.reasons));
    expect(without.sort()).toEqual([
      'ACCOUNT_HIJACK',
      'HARASSMENT_GROUP',
      'OWN_CONTENT_LOST_ACCESS',
      'SEXTING_AT_RISK',
      'UNSURE',
    ]);
    for (const code of without) expect(matchReason(reasons, code)).toBeUndefined();
  });
});

describe('a flag', () => {
  const reason = { reasonId: 'V', secondaryReasonId: '37' };

  it('names video, reason, language and our reference', () => {
    const report = abuseReportOf(
      aNotice({ language: 'nl', categoryCode: 'CYBERBULLYING' }),
      reason,
      'Example helpline',
    );
    expect(report).toMatchObject({ videoId: 'synthetic01', ...reason, language: 'nl' });
    expect(report.comments.startsWith(`[${exampleReference}] Example helpline\n`)).toBe(true);
  });

  it('leaves the organisation out where the law lets a notifier stay unnamed', () => {
    const { comments } = abuseReportOf(aNotice({ categoryCode: 'CSAM' }), reason, 'Example helpline');
    expect(comments).not.toContain('Example helpline');
  });

  it('says so when it may repeat the first one', () => {
    const { comments } = abuseReportOf(
      aNotice({ repeatOf: { firstSentAtMs: Date.UTC(2026, 10, 22, 9) } }),
      reason,
      'x',
    );
    expect(comments).toContain('may repeat our earlier notice of 2026-11-22 09:00 UTC');
  });

  it('always fits, keeps the reference in front and carries no invisible characters', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 6_000 }),
        fc.string({ maxLength: 2_000 }),
        (text, locator) => {
          const target = { ...aNotice().target, locator };
          const { comments } = abuseReportOf(
            aNotice({ explanation: text, target }),
            reason,
            'Example helpline',
          );
          expect(Array.from(comments).length).toBeLessThanOrEqual(2_000);
          expect(comments.startsWith(`[${exampleReference}]`)).toBe(true);
          expect(comments).not.toMatch(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('shows where it was cut', () => {
    expect(noticeText(aNotice({ explanation: 'x'.repeat(9_000) }), 'x', 2_000)).toMatch(
      /xxx\n\[… cut by us at 1500/,
    );
  });
});

describe('who can see a video', () => {
  const open: VideoStanding = {
    privacyStatus: 'public',
    uploadStatus: 'processed',
    allowedIn: null,
    blockedIn: null,
    ytRating: null,
  };

  it.each<[string, Partial<VideoStanding>, string, string[]]>([
    ['a public one', {}, 'LIVE', []],
    ['an unlisted one', { privacyStatus: 'unlisted' }, 'LIVE', []],
    ['one that is still being processed', { uploadStatus: 'uploaded' }, 'LIVE', []],
    ['a private one', { privacyStatus: 'private' }, 'GONE', []],
    ['a deleted one', { uploadStatus: 'deleted' }, 'GONE', []],
    ['a rejected one', { uploadStatus: 'rejected' }, 'GONE', []],
    ['one blocked here', { blockedIn: ['NL', 'BE'] }, 'LIMITED', ['GEO_RESTRICTED']],
    ['one blocked elsewhere', { blockedIn: ['NL'] }, 'LIVE', []],
    ['one blocked nowhere', { blockedIn: [] }, 'LIVE', []],
    ['one allowed here', { allowedIn: ['BE'] }, 'LIVE', []],
    ['one allowed elsewhere only', { allowedIn: ['US'] }, 'LIMITED', ['GEO_RESTRICTED']],
    ['one allowed nowhere', { allowedIn: [] }, 'LIMITED', ['GEO_RESTRICTED']],
    ['one behind the age gate', { ytRating: 'ytAgeRestricted' }, 'LIMITED', ['AGE_RESTRICTED']],
    [
      'one blocked here and behind the age gate',
      { blockedIn: ['BE'], ytRating: 'ytAgeRestricted' },
      'LIMITED',
      ['GEO_RESTRICTED', 'AGE_RESTRICTED'],
    ],
    ['a private one that is blocked too', { privacyStatus: 'private', blockedIn: ['BE'] }, 'GONE', []],
  ])('%s', (_case, also, visibility, effects) => {
    expect(visibilityOf({ ...open, ...also }, 'BE')).toEqual({ visibility, effects });
  });

  it('nobody sees one that is not there', () => {
    expect(visibilityOf(null, 'BE')).toEqual({ visibility: 'GONE', effects: [] });
  });
});
