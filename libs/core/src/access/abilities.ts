import { roles, type Role } from './roles.js';

/**
 * Who may do what, on which reports. The API's routes, the fields it shows and the conditions of its SQL all come from
 * this table.
 *
 * Shape:  act -> roles. Two lists where it depends on the report: ordinary ones, and those of a category of abuse images
 *         (`abuseImages` in config/taxonomy).
 */
const abilities = {
  /** Own session, and what one may do with it. */
  USE_SESSION: everybody(),
  /** Tables that everybody builds on: platforms, taxonomy, triage, referrals, sheets. */
  READ_TABLES: everybody(),

  /** Reference, category, words, times: no content. */
  READ_REPORT: ['STAFF', 'ANALYST', 'SUPERVISOR', 'AUDITOR'],
  READ_ADDRESS: staffUnlessAbuseImages(),
  /** Explanation, its translations, notes of staff, numbers as they were typed in. */
  READ_EXPLANATION: staffUnlessAbuseImages(),
  READ_REPLY: staffUnlessAbuseImages(),
  /** Texts made for one submission: a prepared hand-off, a draft, what is to be translated. */
  READ_NOTICE: staffUnlessAbuseImages(),
  /** Which screenshots there are, and each of them. Breaking the glass opens none: where it is needed there are none. */
  READ_SCREENSHOT: staffUnlessAbuseImages(),
  READ_EVENTS: ['STAFF', 'ANALYST', 'SUPERVISOR', 'INTEGRATOR', 'AUDITOR'],
  /** What waits for a person: tasks, looks, replies, alerts. Their texts need what is above. */
  READ_WORK: staff(),
  READ_AUDIT: ['AUDITOR'],
  /** What is due to be erased, and proof of what was. */
  READ_RETENTION: ['SUPERVISOR', 'AUDITOR'],
  READ_OUTCOMES: ['SUPERVISOR', 'AUDITOR'],
  /** Keep the yearly report of a trusted flagger as it is published. */
  SEAL_ANNUAL_REPORT: ['SUPERVISOR'],
  /** All reports and submissions of a period as a table: no content. */
  EXPORT_TABLES: ['SUPERVISOR'],

  /** File a report, or try what would become of one. */
  FILE: staff(),
  /** What needs no content: hold, withdraw, put aside, refer, take an alert. */
  ACT_ON_REPORT: staff(),
  /** Keep a filter of the list for everybody, and take away one that is kept so. */
  SHARE_VIEW: ['SUPERVISOR'],
  /** A report that somebody else held; never one's own. */
  RELEASE_HOLD: staff(),
  /** Say that a report of abuse images is one, or is none, where somebody else said so first. */
  CONFIRM_CATEGORY: ['ANALYST'],
  /** Everything kept about one report, opened, for whoever it is about. */
  EXPORT: { ordinary: ['ANALYST', 'SUPERVISOR'], abuseImages: ['ANALYST'] },
  /** A signed dossier of a report, for police, schools, judges; its contents are those that whoever makes it may read. */
  MAKE_DOSSIER: ['ANALYST', 'SUPERVISOR'],
  /** Keep the personal part of a report longer than its time. */
  KEEP: ['SUPERVISOR'],
  /** Erase the personal part of a report before its time. */
  ERASE: ['SUPERVISOR'],
  /** What is said to a platform, done by hand, looked at or corrected. */
  ACT_ON_SUBMISSION: staffUnlessAbuseImages(),
  ACT_ON_REPLY: staffUnlessAbuseImages(),
  /** Write to colleagues about a report, and strike out what one wrote. Who may read it: READ_EXPLANATION. */
  WRITE_NOTE: staffUnlessAbuseImages(),
  /** Add a screenshot, or destroy one; whether a report may have any is another rule (storage/screenshots.ts). */
  ACT_ON_SCREENSHOT: staffUnlessAbuseImages(),

  MARK_CHANNEL: ['STAFF', 'ANALYST', 'SUPERVISOR', 'ADMINISTRATOR'],
  STOP_PLATFORM: ['SUPERVISOR', 'ADMINISTRATOR'],
  ARM_PLATFORM: ['ADMINISTRATOR'],
  /** What waits at each platform, and whether workers keep up: counts and times. */
  READ_QUEUES: ['SUPERVISOR', 'ADMINISTRATOR'],
  MANAGE_WEBHOOKS: ['ADMINISTRATOR', 'INTEGRATOR'],
  MANAGE_KEYS: ['ADMINISTRATOR'],
  MANAGE_PEOPLE: ['ADMINISTRATOR'],
  /** See what waits for a second person, and decide on it: each act needs its own right as well. */
  DECIDE: ['ANALYST', 'SUPERVISOR', 'ADMINISTRATOR'],
  /** Content of one report for an hour, with a reason that supervisors are told of; for persons, no key has it. */
  BREAK_GLASS: ['STAFF', 'SUPERVISOR', 'ADMINISTRATOR'],
  /** See who did, when and why. */
  REVIEW_GLASS: ['SUPERVISOR'],
} as const satisfies Readonly<Record<string, Rule>>;

type Rule = readonly Role[] | { readonly ordinary: readonly Role[]; readonly abuseImages: readonly Role[] };

export type Act = keyof typeof abilities;
export const acts = Object.keys(abilities) as readonly Act[];

/** Acts that show content; breaking the glass allows these, and reading the report, for one report. */
export const contentActs = [
  'READ_ADDRESS',
  'READ_EXPLANATION',
  'READ_REPLY',
  'READ_NOTICE',
] as const satisfies readonly Act[];
export type ContentAct = (typeof contentActs)[number];

/** Acts of persons alone, whatever the roles of a key: a machine has no emergency. */
export function isForPersons(act: Act): boolean {
  return act === 'BREAK_GLASS';
}

/** Acts that can be made to take a second person: `access.fourEyes` in the configuration says which do. */
export const fourEyesActs = [
  'ARM_PLATFORM',
  'ERASE',
  'KEEP',
  'EXPORT',
  'CONFIRM_CATEGORY',
] as const satisfies readonly Act[];
export type FourEyesAct = (typeof fourEyesActs)[number];

export const rowKinds = ['ORDINARY', 'ABUSE_IMAGES'] as const;
/** What an act depends on in a report. What belongs to no report that is known counts as abuse images. */
export type RowKind = (typeof rowKinds)[number];

/** On which reports these roles may do it. */
export type Reach = 'NONE' | 'ORDINARY' | 'ALL';

export function reachOf(held: readonly Role[], act: Act): Reach {
  if (mayOn(held, act, 'ABUSE_IMAGES')) return 'ALL';
  return mayOn(held, act, 'ORDINARY') ? 'ORDINARY' : 'NONE';
}

export function mayOn(held: readonly Role[], act: Act, row: RowKind): boolean {
  return rolesFor(act, row).some((role) => held.includes(role));
}

/** The roles an act takes on such a report. */
export function rolesFor(act: Act, row: RowKind): readonly Role[] {
  const rule: Rule = abilities[act];
  if ('ordinary' in rule) return row === 'ORDINARY' ? rule.ordinary : rule.abuseImages;
  return rule;
}

/** Whether an act depends on the report it is done to. */
export function isByRow(act: Act): boolean {
  return 'ordinary' in abilities[act];
}

/** Everything these roles may do on some report at least. */
export function actsOf(held: readonly Role[]): readonly Act[] {
  return acts.filter((act) => reachOf(held, act) !== 'NONE');
}

/** Roles that somebody may give to a key: their own, and for administrators that of integrators, who see no content. */
export function grantableRoles(held: readonly Role[]): readonly Role[] {
  return roles.filter(
    (role) => held.includes(role) || (role === 'INTEGRATOR' && held.includes('ADMINISTRATOR')),
  );
}

function everybody() {
  return roles;
}

function staff() {
  return ['STAFF', 'ANALYST', 'SUPERVISOR'] as const;
}

function staffUnlessAbuseImages() {
  return { ordinary: staff(), abuseImages: ['ANALYST'] } as const;
}
