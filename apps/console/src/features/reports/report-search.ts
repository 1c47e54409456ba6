import type { Report, ReportQuery, WorkList } from '#client';

/** Filters of the list, as they stand in the address. */
export type ReportSearch = Pick<
  ReportQuery,
  // Never in the address: it is one person's, of one day.
  | 'exceptCategories'
  | ('list' | 'status' | 'attention' | 'wait' | 'platform' | 'category' | 'sla' | 'q')
  | (typeof noticeFilters)[number]
>;

/** What the list is asked for by who comes from a figure; nothing on the page chooses it. */
export const noticeFilters = [
  ...([
    'noticedFrom',
    'noticedTo',
    'mode',
    'regime',
    'channel',
    'team',
    'word',
    'decision',
    'effect',
  ] as const),
  ...(['refusalReason', 'ask', 'askAnswer', 'deadline', 'content', 'sent', 'uncertain'] as const),
] as const;

/** How far a report can be, in the order of its way. */
export const statuses = Object.keys({
  DRAFT: true,
  IN_PROGRESS: true,
  IN_PROGRESS_PARTLY: true,
  PARTLY_RESOLVED: true,
  RESOLVED_UNVERIFIED: true,
  RESOLVED: true,
  UNSUCCESSFUL: true,
  CONTESTED: true,
  REOPENED: true,
  WITHDRAWN: true,
} satisfies Readonly<Record<Report['status'], true>>) as Report['status'][];
/** What a report may need of a person, the most pressing first. */
export const attentionWords: readonly Report['attention'][number][] = [
  'info_requested',
  'staff_action',
  'reappeared',
  'not_really_gone',
  'reversed',
  'delivery_uncertain',
  'blocked',
  'failed',
];
/** The lists that staff work by, in the order of a day. */
export const workLists = [
  'needs_me',
  'mine',
  'unclaimed',
  'with_platform',
  'due',
  'refused',
  'to_look',
  'put_aside',
  'escalated',
] as const satisfies readonly WorkList[];
export const slaStates = [
  'BREACHED',
  'DUE_SOON',
  'PAUSED',
  'ON_TRACK',
] as const satisfies readonly ReportQuery['sla'][];

/** Takes from an address what is a filter; what is none, or no longer one, is left out. */
export function readReportSearch(search: Readonly<Record<string, unknown>>): ReportSearch {
  const oneOf = (value: unknown, known: readonly string[]) => known.find((each) => each === value);
  const text = (value: unknown, maxChars: number) =>
    ['string', 'number', 'boolean'].includes(typeof value) ? String(value).trim().slice(0, maxChars) : '';
  const read = {
    list: oneOf(search['list'], workLists),
    status: oneOf(search['status'], statuses),
    attention: oneOf(search['attention'], ['any', ...attentionWords]),
    wait: oneOf(search['wait'], ['long']),
    sla: oneOf(search['sla'], slaStates),
    platform: text(search['platform'], 64),
    category: text(search['category'], 64),
    q: text(search['q'], 30),
    // The API says what of it is none.
    ...Object.fromEntries(noticeFilters.map((name) => [name, text(search[name], 100)])),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value));
}

/** Whether what was typed can be the start of a reference; everything else is looked for as an address. */
export function isReferenceStart(typed: string): boolean {
  return /^u?f?-?[\d-]*$/i.test(typed.trim()) && typed.trim().length <= 30;
}
