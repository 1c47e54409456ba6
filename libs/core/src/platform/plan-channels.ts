import type { SubmissionState } from '../submission/state.js';
import { chooseChannel, type ChannelQuestion, type ClosedBecause, type NoChannel } from './choose-channel.js';
import type { ChannelManifest, PlatformManifest, Space } from './manifest.js';

/**
 * What a channel is there for in a plan.
 *
 * USED      takes the notice
 * BESIDE    a person uses it as well, by hand
 * NEXT      only where the one before it failed: never both
 * REFERRAL  for the police, about who is behind it
 * DEAD      would take it, but notices to it came back: stepped over
 * OFF       would take it, but is not to be used now: stepped over
 */
export const planRoles = ['USED', 'BESIDE', 'NEXT', 'REFERRAL', 'DEAD', 'OFF'] as const;
export type PlanRole = (typeof planRoles)[number];

/** Why the channels come in this order; each code has one sentence in four languages. */
export const planReasons = [
  'PLAN.WANTED',
  'PLAN.MEMBER_FIRST',
  'PLAN.PRIVATE_GROUP',
  'PLAN.PRIVATE_CHAT',
  'PLAN.API_NOT_FORM',
  'PLAN.FORM_NOT_API',
  'PLAN.USUAL',
  'PLAN.STEPPED_OVER',
  'PLAN.NONE',
] as const;
export type PlanReason = (typeof planReasons)[number];

export interface PlannedChannel {
  readonly channel: ChannelManifest;
  readonly role: PlanRole;
}

/** The ways in for one target, in order. */
export interface ChannelPlan {
  readonly because: PlanReason;
  /** At most one is USED, and that is the first; none where nothing takes the target, or the wanted one is closed. */
  readonly channels: readonly PlannedChannel[];
  /** Why there is none. */
  readonly none: NoChannel | null;
}

export interface PlanQuestion extends ChannelQuestion {
  readonly space: Space;
}

/**
 * Plans the ways in for one target. What disappears is reported by whoever received it first, because the app sends a
 * copy along; in a private group or chat a member reports beside our notice, and who runs a group is for the police.
 * What is left are alternatives for the case that the first fails.
 */
export function planChannels(question: PlanQuestion): ChannelPlan {
  const usable = usableChannels(question);
  const steppedOver = closedChannels(question);
  const member = usable.find(({ kind }) => kind === 'IN_APP_BY_MEMBER');
  const isMemberFirst = question.space === 'DISAPPEARING' && question.wanted === undefined && member;
  const asked = isMemberFirst ? { ...question, preferred: member.id } : question;
  const choice = chooseChannel(asked);
  const isPrivate = question.space === 'PRIVATE_GROUP' || question.space === 'PRIVATE_CHAT';
  const roleOf = ({ kind }: ChannelManifest): PlanRole =>
    isPrivate && kind === 'IN_APP_BY_MEMBER' ? 'BESIDE' : 'NEXT';
  if (choice.outcome === 'none') {
    const isClosed = choice.reason === 'CHANNEL.DEAD' || choice.reason === 'CHANNEL.OFF';
    const rest = isClosed ? usable.map((channel) => ({ channel, role: 'NEXT' as const })) : [];
    return { because: 'PLAN.NONE', channels: [...rest, ...steppedOver], none: choice.reason };
  }
  const used = choice.channel;
  const rest = usable
    .filter(({ id }) => id !== used.id)
    .map((channel) => ({ channel, role: roleOf(channel) }));
  const police = question.manifest.channels.find(({ kind }) => kind === 'LAW_ENFORCEMENT_ONLY');
  return {
    because: reasonOf(asked, used, usable),
    channels: [
      { channel: used, role: 'USED' },
      ...rest.filter(({ role }) => role === 'BESIDE'),
      ...rest.filter(({ role }) => role === 'NEXT'),
      ...(question.space === 'PRIVATE_GROUP' && police
        ? [{ channel: police, role: 'REFERRAL' as const }]
        : []),
      ...steppedOver,
    ],
    none: null,
  };
}

/** Channels that would take the target, were they not closed. */
function closedChannels(question: ChannelQuestion): PlannedChannel[] {
  const { closed, ...open } = question;
  if (!closed?.size) return [];
  return usableChannels(open).flatMap((channel): PlannedChannel[] => {
    const role: ClosedBecause | undefined = closed.get(channel.id);
    return role ? [{ channel, role }] : [];
  });
}

/** Every channel that could take the target, the manifest's order kept. */
function usableChannels(question: ChannelQuestion): ChannelManifest[] {
  return question.manifest.channels.filter(
    ({ id, kind }) =>
      (kind !== 'API' || question.hasCredentials) &&
      chooseChannel({ ...question, wanted: id }).outcome === 'chosen',
  );
}

function reasonOf(
  question: PlanQuestion,
  used: ChannelManifest,
  usable: readonly ChannelManifest[],
): PlanReason {
  const { wanted, space, manifest } = question;
  if (wanted !== undefined) return 'PLAN.WANTED';
  const { closed: _closed, ...open } = question;
  const usual = chooseChannel(open);
  if (usual.outcome === 'chosen' && usual.channel.id !== used.id) return 'PLAN.STEPPED_OVER';
  if (space === 'DISAPPEARING' && used.kind === 'IN_APP_BY_MEMBER') return 'PLAN.MEMBER_FIRST';
  if (space === 'PRIVATE_GROUP') return 'PLAN.PRIVATE_GROUP';
  if (space === 'PRIVATE_CHAT') return 'PLAN.PRIVATE_CHAT';
  const isForm = ({ kind }: ChannelManifest) => kind === 'ASSISTED_FORM' || kind === 'PORTAL';
  if (used.kind === 'API' && usable.some(isForm)) return 'PLAN.API_NOT_FORM';
  if (isForm(used) && manifest.channels.some(({ kind }) => kind === 'API')) return 'PLAN.FORM_NOT_API';
  return 'PLAN.USUAL';
}

/** A plan as it is kept: channels by their ids. */
export interface KeptPlan {
  readonly because: PlanReason;
  /** Where the target stands; absent in what was filed before it was kept. */
  readonly space?: Space;
  readonly channels: readonly { readonly channel: string; readonly role: PlanRole }[];
}

export function keptPlan({ because, channels }: ChannelPlan, space?: Space): KeptPlan {
  return {
    because,
    channels: channels.map(({ channel, role }) => ({ channel: channel.id, role })),
    ...(space === undefined ? {} : { space }),
  };
}

/** Channel over which a member reports it: the one it goes over, or one that the plan names beside or next. */
export function memberChannel(
  manifest: Pick<PlatformManifest, 'channels'>,
  { channel, plan }: { readonly channel: string; readonly plan: KeptPlan | null },
): ChannelManifest | undefined {
  const planned = (plan?.channels ?? []).filter(({ role }) => role === 'BESIDE' || role === 'NEXT');
  const ids = [channel, ...planned.map(({ channel: id }) => id)];
  return ids
    .map((id) => manifest.channels.find((each) => each.id === id))
    .find((each) => each?.kind === 'IN_APP_BY_MEMBER');
}

/** Channels to offer now: the next ones of the plan, once the one before surely led nowhere. */
export function alternatives(
  plan: KeptPlan | null,
  { delivery, decision, channel }: Pick<SubmissionState, 'delivery' | 'decision' | 'channel'>,
): string[] {
  const ledNowhere =
    delivery === 'FAILED' || delivery === 'BLOCKED' || decision === 'REFUSED' || decision === 'EXPIRED';
  return plan && ledNowhere ? nextChannels(plan, channel) : [];
}

/** The channels that a submission may go on over in place of its own. */
export function nextChannels({ channels }: KeptPlan, own: string): string[] {
  return channels
    .filter(({ role, channel }) => role === 'NEXT' && channel !== own)
    .map((each) => each.channel);
}
