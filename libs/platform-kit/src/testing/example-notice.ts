import type { NoticeCategory, NoticeRequest, NoticeTarget } from '#application';
import type { ChannelManifest, Language } from '#core';
import type { Platform } from '../platform.js';

/** Codes of all incident categories; `true` where the notifier need not be named. Mirrors config/taxonomy. */
export const exampleCategories: Readonly<Record<string, boolean>> = {
  CSAM: true,
  CSAM_SYNTHETIC: true,
  SEXTING_MINOR_SHARED: true,
  SEXTING_AT_RISK: false,
  SEXTORTION: true,
  GROOMING: true,
  VOYEURISM: false,
  NCII_ADULT: false,
  CYBERBULLYING: false,
  HARASSMENT_GROUP: false,
  HATE: false,
  THREAT: false,
  VIOLENCE_FILMED: false,
  IMPERSONATION: false,
  ACCOUNT_HIJACK: false,
  OWN_CONTENT_LOST_ACCESS: false,
  PRIVACY_DOXXING: false,
  SELF_HARM_RISK: false,
  EXPLOITATION_TRAFFICKING: true,
  UNSURE: false,
};

export const exampleReference = 'UF-2026-000123-2-K7QM9A';

/** Words that must never stand in a fault or a log line. */
export const canaries = ['canary-explanation', 'canary-locator', 'synthetic01', 'synthetic02'] as const;

/** A synthetic notice for one channel of a platform; everything in it is made up. */
export function anExampleNotice(
  platform: Platform,
  channel: ChannelManifest,
  also: Partial<NoticeRequest> & { readonly kind?: string; readonly categoryCode?: string } = {},
): NoticeRequest {
  const { kind, categoryCode, ...overrides } = also;
  return {
    submissionId: 'sub_01jdsynthetic000000000000',
    reference: exampleReference,
    channel,
    regime: channel.regimes[0] ?? 'USER',
    target: anExampleTarget(platform, kind ?? acceptedKinds(platform, channel)[0] ?? 'unknown'),
    category: anExampleCategory(categoryCode ?? usableCategory(platform, channel)),
    asks: platform.manifest.asks.slice(0, 2),
    explanation: 'Synthetic example. canary-explanation: the post insults a pupil by name.',
    legalBases: [],
    language: 'en',
    goodFaithAtMs: Date.UTC(2026, 10, 23, 11, 55),
    seenAt: '2026-11-23T11:30:00Z',
    repeatOf: null,
    removedBefore: null,
    ...overrides,
  };
}

/** Kinds of the platform that a channel takes. */
export function acceptedKinds({ targets }: Platform, channel: ChannelManifest): readonly string[] {
  return channel.accepts === '*' ? Object.keys(targets.kinds) : channel.accepts;
}

/** A made-up target of a kind. Its ids are eleven characters long, which every platform's simulation takes. */
export function anExampleTarget({ manifest, targets }: Platform, kind: string): NoticeTarget {
  const names = targets.kinds[kind]?.ids ?? ['id'];
  const ids = ['synthetic01', 'synthetic02', 'synthetic03'].slice(0, names.length);
  const template = targets.kinds[kind]?.url ?? null;
  const url =
    template?.replaceAll(/\{(\w+)\}/g, (_all, name: string) => ids[names.indexOf(name)] ?? '') ?? null;
  return {
    kind,
    key: [manifest.key, kind, ...ids].join(':'),
    ids,
    url,
    locator: 'canary-locator: group "Example"',
  };
}

export function anExampleCategory(code: string): NoticeCategory {
  const label = (language: Language) => `${code.toLowerCase().replaceAll('_', ' ')} (${language})`;
  return {
    code,
    labels: { en: label('en'), fr: label('fr'), nl: label('nl'), de: label('de') },
    notifierNameOptional: exampleCategories[code] ?? false,
  };
}

/** A category this channel can really be given: an API needs a reason of the platform's own. */
function usableCategory({ manifest }: Platform, channel: ChannelManifest): string {
  const known = Object.keys(exampleCategories);
  const usable = known.filter((code) => channel.forCategories?.includes(code) ?? true);
  const withReason = usable.find((code) => code in manifest.reasons);
  return withReason ?? usable[0] ?? 'UNSURE';
}
