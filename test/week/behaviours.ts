import type { Ask, AskAnswer, Effect, RefusalReason, Word } from '#core';
import type { SimulationStep } from '#platform-kit/simulation';

export type PlatformKey = 'youtube' | 'facebook' | 'instagram' | 'whatsapp' | 'snapchat';
export const platformKeys: readonly PlatformKey[] = [
  'youtube',
  'facebook',
  'instagram',
  'whatsapp',
  'snapchat',
];

/** Replies that wait for a person, or waited; every other one is applied. */
export const openReplyStates = ['UNMATCHED', 'UNREADABLE', 'REFUSED', 'NAMES_PERSONS'] as const;
export type OpenReplyState = (typeof openReplyStates)[number];

/** What a scripted person does about a submission; whatever is not named is left alone. */
export interface StaffPart {
  /** Does the hand-off. */
  readonly handsOff?: true;
  /** Hands the form in at the platform's stand-in, too, which then answers by mail. */
  readonly fillsForm?: true;
  /** What is read in a portal, a letter or by telephone, on day 2. */
  readonly reads?: {
    readonly decision: 'ACTIONED' | 'REFUSED';
    readonly effects?: readonly Effect[];
    readonly refusalReason?: RefusalReason;
  };
  /** Answers what the platform asks. */
  readonly answers?: true;
  /** What is seen where a look is due. Day by day: the last one holds for the rest of the week. */
  readonly sees?: readonly ('GONE' | 'LIVE')[];
  /** Decides about a notice nobody knows the fate of. */
  readonly uncertain?: 'withdraw' | 'arrived';
  /** Takes this way after a refusal. */
  readonly route?: string;
}

/** One way in which a platform may treat a notice, and what must have come of it after a week. */
export interface Behaviour {
  readonly name: string;
  readonly on: readonly PlatformKey[];
  /** How long the platform has: critical cases are reminded of within the week. */
  readonly urgency: 'critical' | 'calm';
  /** What its stand-in does with the notice; none where it never hears of it. */
  readonly steps: readonly SimulationStep[];
  readonly staff: StaffPart;
  /** Another channel than the usual one. */
  readonly channels?: Partial<Readonly<Record<PlatformKey, string>>>;
  /** Claimed where it is about illegal content. */
  readonly regime?: 'DSA_ART16';
  /** What is reported, where it is no post. */
  readonly target?: 'person' | 'comment' | 'channel';
  readonly word: Word;
  readonly refusalReason?: RefusalReason;
  /** Why the notice is not on its way. */
  readonly waitingFor?: string;
  /** Answers to single asks, beside others. */
  readonly asks?: Partial<Readonly<Record<Ask, AskAnswer>>>;
  /** Replies that wait for a person, or were shown to one. */
  readonly replies?: Partial<Readonly<Record<OpenReplyState, number>>>;
  /** Reminders that the platform gets. */
  readonly reminders?: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const desks: readonly PlatformKey[] = ['facebook', 'instagram', 'whatsapp', 'snapchat'];
const meta: readonly PlatformKey[] = ['facebook', 'instagram'];

const after = (afterMs: number, reply: string): SimulationStep => ({ afterMs, reply });
const acknowledged = after(0, 'acknowledge');

const refusals: Readonly<Record<string, RefusalReason>> = {
  refused_no_violation: 'NO_POLICY_VIOLATION',
  refused_not_illegal: 'NOT_ILLEGAL_IN_JURISDICTION',
  refused_insufficient: 'INSUFFICIENT_INFORMATION',
  refused_wrong_channel: 'NOT_THE_RIGHT_CHANNEL',
  refused_private_space: 'OUT_OF_SCOPE_PRIVATE_SPACE',
  refused_not_identified: 'CANNOT_IDENTIFY_CONTENT',
  refused_notifier: 'NOTIFIER_NOT_ACCEPTED',
  refused_no_reason: 'NO_REASON_GIVEN',
};

/** By a desk's mailbox. */
const byMail: readonly Behaviour[] = [
  calm('acknowledged and no more', desks, [acknowledged], 'acknowledged'),
  calm('removed, seen gone', desks, [acknowledged, after(2 * hourMs, 'removed')], 'gone_verified', {
    staff: { sees: ['GONE'] },
  }),
  calm('removed, nobody looked', desks, [after(2 * hourMs, 'removed')], 'removed'),
  calm('said removed, still there', desks, [acknowledged, after(hourMs, 'removed')], 'not_really_gone', {
    staff: { sees: ['LIVE'] },
  }),
  calm('back after two days', desks, [after(hourMs, 'removed')], 'reappeared', {
    staff: { sees: ['GONE', 'GONE', 'GONE', 'LIVE'] },
  }),
  calm(
    'out of reach in Belgium',
    ['facebook', 'instagram', 'whatsapp'],
    [after(hourMs, 'geo_restricted')],
    'restricted',
  ),
  calm('for adults only', meta, [after(hourMs, 'age_restricted')], 'restricted'),
  calm('less than asked', ['facebook', 'instagram', 'snapchat'], [after(hourMs, 'partial')], 'restricted'),
  calm('each ask answered', desks, [after(hourMs, 'partly_answered')], 'removed', {
    asks: { SUSPEND_ACCOUNT: 'NO', PRESERVE_DATA: 'YES', IDENTIFY_ADMINS: 'ONLY_VIA_POLICE' },
  }),
  calm('only via police', desks, [acknowledged, after(hourMs, 'only_via_police')], 'acknowledged', {
    asks: { IDENTIFY_ADMINS: 'ONLY_VIA_POLICE' },
  }),
  calm('names volunteered', desks, [after(hourMs, 'names_volunteered')], 'removed', {
    replies: { NAMES_PERSONS: 1 },
  }),
  ...refused(desks),
  calm('gone before', desks, [after(hourMs, 'already_removed')], 'target_not_found'),
  calm('known already', desks, [acknowledged, after(hourMs, 'duplicate')], 'duplicate'),
  calm(
    'restored after a complaint',
    desks,
    [after(hourMs, 'removed'), after(2 * dayMs, 'reversed')],
    'reversed',
  ),
  calm(
    'removed after a refusal',
    desks,
    [after(hourMs, 'refused_no_violation'), after(2 * dayMs, 'removed')],
    'removed',
  ),
  calm('decision before its receipt', desks, [after(hourMs, 'out_of_order')], 'removed'),
  calm('the same reply twice', desks, [after(hourMs, 'duplicate_reply')], 'removed'),
  calm(
    'question, answered, removed',
    desks,
    [after(hourMs, 'information_requested'), awaited('answer', 'removed')],
    'removed',
    {
      staff: { answers: true },
    },
  ),
  calm(
    'question, answered, refused',
    desks,
    [after(0, 'information_requested'), awaited('answer', 'refused_no_violation')],
    'refused',
    {
      staff: { answers: true },
      refusalReason: 'NO_POLICY_VIOLATION',
    },
  ),
  calm('question, not answered', desks, [after(hourMs, 'information_requested')], 'info_requested'),
  calm('outside of the thread', desks, [acknowledged, after(dayMs, 'wrong_thread')], 'removed'),
  calm('nothing to match', desks, [after(hourMs, 'no_reference')], 'sent', { replies: { UNMATCHED: 1 } }),
  calm('a wrong token', desks, [after(hourMs, 'wrong_token')], 'sent', { replies: { UNMATCHED: 1 } }),
  calm('a forged sender', desks, [after(hourMs, 'forged_sender')], 'sent', { replies: { UNMATCHED: 1 } }),
  calm('nobody can read it', desks, [after(hourMs, 'nonsense')], 'sent', { replies: { UNREADABLE: 1 } }),
  calm('held by a filter', desks, [after(0, 'challenge')], 'sent', { replies: { UNREADABLE: 1 } }),
  calm(
    'out of office first',
    desks,
    [after(0, 'out_of_office'), after(dayMs, 'acknowledge')],
    'acknowledged',
  ),
  calm('mailbox not there', desks, [after(hourMs, 'bounce')], 'failed', {
    waitingFor: 'MAIL.BOUNCED_ADDRESS',
  }),
  calm('mailbox full', desks, [after(hourMs, 'bounce_full')], 'failed', { waitingFor: 'MAIL.BOUNCED_FULL' }),
  calm('returned in plain words', desks, [after(hourMs, 'bounce_plain')], 'failed', {
    waitingFor: 'MAIL.BOUNCED_ADDRESS',
  }),
  calm(
    'delayed on its way',
    desks,
    [after(hourMs, 'bounce_delayed'), after(dayMs, 'acknowledge')],
    'acknowledged',
  ),
  calm('down, then there', desks, [{ afterMs: 0, fault: 'down' }, acknowledged], 'acknowledged'),
  calm(
    'answer lost, it arrived',
    desks,
    [{ afterMs: 0, fault: 'lost_response' }, after(2 * dayMs, 'acknowledge')],
    'acknowledged',
    {
      staff: { uncertain: 'arrived' },
    },
  ),
  calm(
    'decided after withdrawal',
    desks,
    [{ afterMs: 0, fault: 'lost_response' }, after(2 * dayMs, 'removed')],
    'withdrawn',
    {
      staff: { uncertain: 'withdraw' },
      replies: { REFUSED: 1 },
    },
  ),
  calm('a member first', ['whatsapp', 'snapchat'], [after(0, 'member_first')], 'sent', {
    staff: { handsOff: true },
    target: 'person',
  }),
  calm('a member first, nobody yet', ['whatsapp'], [after(hourMs, 'member_first')], 'staff_action'),
  critical('silence', desks, [{ afterMs: 0, fault: 'silence' }], 'sent', { reminders: 1 }),
  critical('removed once reminded', desks, [awaited('reminder', 'removed')], 'removed', { reminders: 1 }),
  critical(
    'looked at once reminded',
    desks,
    [acknowledged, awaited('reminder', 'still_reviewing')],
    'under_review',
    {
      reminders: 1,
    },
  ),
  critical('removed at once', desks, [after(0, 'removed')], 'gone_verified', { staff: { sees: ['GONE'] } }),
];

/** By YouTube's API: nothing is ever answered, and the video itself is looked up. */
const byApi: readonly Behaviour[] = [
  calm('flagged, still public', ['youtube'], [{ afterMs: 0, fault: 'silence' }], 'sent'),
  calm('flagged, gone', ['youtube'], [after(2 * hourMs, 'removed')], 'gone_unexplained'),
  calm('flagged, made private', ['youtube'], [after(2 * hourMs, 'made_private')], 'gone_unexplained'),
  calm('flagged, blocked here', ['youtube'], [after(2 * hourMs, 'region_blocked')], 'restricted'),
  calm('flagged, for adults', ['youtube'], [after(2 * hourMs, 'age_restricted')], 'restricted'),
  calm(
    'flagged, gone and back',
    ['youtube'],
    [after(2 * hourMs, 'removed'), after(2 * dayMs, 'reappear')],
    'reappeared',
  ),
  calm(
    'flagged at the second try',
    ['youtube'],
    [{ afterMs: 0, fault: 'down' }, after(hourMs, 'removed')],
    'gone_unexplained',
  ),
  calm(
    'flag lost, withdrawn',
    ['youtube'],
    [{ afterMs: 0, fault: 'lost_response' }, after(dayMs, 'region_blocked')],
    'withdrawn',
    {
      staff: { uncertain: 'withdraw' },
    },
  ),
];

const form = {
  channels: { youtube: 'yt-priority-form' },
  target: 'comment',
  staff: { handsOff: true, fillsForm: true },
} as const;

/** By YouTube's form, which a person hands in and teams answer by mail. */
const byForm: readonly Behaviour[] = [
  calm('form, acknowledged', ['youtube'], [acknowledged], 'acknowledged', form),
  calm(
    'form, removed',
    ['youtube'],
    [after(hourMs, 'acknowledge'), after(dayMs, 'removed')],
    'removed',
    form,
  ),
  calm('form, for adults', ['youtube'], [after(hourMs, 'age_restricted')], 'restricted', form),
  calm('form, gone before', ['youtube'], [after(hourMs, 'already_removed')], 'target_not_found', form),
  calm('form, known already', ['youtube'], [after(hourMs, 'duplicate')], 'duplicate', form),
  calm('form, question', ['youtube'], [after(hourMs, 'information_requested')], 'info_requested', form),
  calm('form, restored', ['youtube'], [after(hourMs, 'removed'), after(dayMs, 'reversed')], 'reversed', form),
  calm('form, nobody can read it', ['youtube'], [after(hourMs, 'nonsense')], 'acknowledged', {
    ...form,
    replies: { UNREADABLE: 1 },
  }),
  calm('form, forged', ['youtube'], [after(hourMs, 'forged_sender')], 'acknowledged', {
    ...form,
    replies: { UNMATCHED: 1 },
  }),
  ...refused(['youtube'], form),
];

/** By hand all through: the platform's stand-in never hears of it. */
const byHand: readonly Behaviour[] = [
  calm('form not filled in', ['youtube'], [], 'staff_action', { channels: { youtube: 'yt-priority-form' } }),
  calm('portal, removed', meta, [], 'removed', {
    channels: { facebook: 'facebook-partner', instagram: 'instagram-partner' },
    staff: { handsOff: true, reads: { decision: 'ACTIONED', effects: ['CONTENT_REMOVED'] } },
  }),
  calm('legal form, contested', meta, [], 'contested', {
    channels: { facebook: 'facebook-legal-form', instagram: 'instagram-legal-form' },
    regime: 'DSA_ART16',
    staff: {
      handsOff: true,
      reads: { decision: 'REFUSED', refusalReason: 'NO_POLICY_VIOLATION' },
      route: 'COMPLAINT_ART20',
    },
    refusalReason: 'NO_POLICY_VIOLATION',
  }),
  calm('legal form, refused', ['snapchat', 'whatsapp'], [], 'refused', {
    channels: { snapchat: 'snap-support-form', whatsapp: 'wa-dsa-channel' },
    target: 'channel',
    regime: 'DSA_ART16',
    staff: { handsOff: true, reads: { decision: 'REFUSED', refusalReason: 'NOT_ILLEGAL_IN_JURISDICTION' } },
    refusalReason: 'NOT_ILLEGAL_IN_JURISDICTION',
  }),
  calm('in the app by a member', ['whatsapp', 'snapchat'], [], 'sent', {
    channels: { whatsapp: 'wa-in-app', snapchat: 'snap-in-app' },
    target: 'person',
    staff: { handsOff: true },
  }),
];

export const behaviours: readonly Behaviour[] = [...byMail, ...byApi, ...byForm, ...byHand];

type More = Partial<Omit<Behaviour, 'name' | 'on' | 'urgency' | 'steps' | 'word'>>;

function calm(
  name: string,
  on: readonly PlatformKey[],
  steps: readonly SimulationStep[],
  word: Word,
  more: More = {},
): Behaviour {
  return { ...{ name, on, steps, word, urgency: 'calm', staff: {} }, ...more };
}

function critical(...[name, on, steps, word, more = {}]: Parameters<typeof calm>): Behaviour {
  return { ...calm(name, on, steps, word, more), urgency: 'critical' };
}

function refused(on: readonly PlatformKey[], more: More = {}): Behaviour[] {
  return Object.entries(refusals).map(([reply, refusalReason]) =>
    calm(
      `${more.channels ? 'form, ' : ''}${reply.replaceAll('_', ' ')}`,
      on,
      [after(hourMs, reply)],
      'refused',
      {
        ...more,
        refusalReason,
      },
    ),
  );
}

function awaited(until: 'answer' | 'reminder', reply: string): SimulationStep {
  return { afterMs: hourMs, until, reply };
}
