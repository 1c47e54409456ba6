import type { ReportQuery } from '#client';
import { attentionWords, statusLooks } from '../../design/tone.js';

/** Filters of the list, as they stand in the address. */
export type ReportSearch = Pick<
  ReportQuery,
  | ('status' | 'attention' | 'look' | 'wait' | 'platform' | 'category' | 'sla' | 'escalated' | 'q')
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

const statuses = Object.keys(statusLooks);
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
    status: oneOf(search['status'], statuses),
    attention: oneOf(search['attention'], ['any', ...attentionWords]),
    look: oneOf(search['look'], ['due']),
    wait: oneOf(search['wait'], ['long']),
    sla: oneOf(search['sla'], slaStates),
    escalated: oneOf(String(search['escalated']), ['true']),
    platform: text(search['platform'], 64),
    category: text(search['category'], 64),
    q: text(search['q'], 30),
    // The API says what of it is none.
    ...Object.fromEntries(noticeFilters.map((name) => [name, text(search[name], 100)])),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value));
}
