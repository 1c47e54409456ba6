import type { SubmissionState } from '../submission/state.js';
import { chooseChannel, type ChannelQuestion, type NoChannel } from './choose-channel.js';
import type { ChannelManifest, PlatformManifest, Space } from './manifest.js';

/**
 * What a channel is there for in a plan.
 *
 * USED      takes the notice
 * BESIDE    a person uses it as well, by hand
 * NEXT      only where the one before it failed: never both
 * REFERRAL  for the police, about who is behind it
 */
export const planRoles = ['USED', 'BESIDE', 'NEXT', 'REFERRAL'] as const;
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
  /** At most one is USED, and that is the first; none where nothing takes the target. */
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
  const member = usable.find(({ kind }) => kind === 'IN_APP_BY_MEMBER');
  const isMemberFirst = question.space === 'DISAPPEARING' && question.wanted === undefined && member;
  const choice = chooseChannel(isMemberFirst ? { ...question, preferred: member.id } : question);
  if (choice.outcome === 'none') return { because: 'PLAN.NONE', channels: [], none: choice.reason };
  const used = choice.channel;
  const because = reasonOf(question, used, usable);
  const others = usable.filter(({ id }) => id !== used.id);
  const isPrivate = question.space === 'PRIVATE_GROUP' || question.space === 'PRIVATE_CHAT';
  const roleOf = ({ kind }: ChannelManifest): PlanRole =>
    isPrivate && kind === 'IN_APP_BY_MEMBER' ? 'BESIDE' : 'NEXT';
  const rest = others.map((channel) => ({ channel, role: roleOf(channel) }));
  const police = question.manifest.channels.find(({ kind }) => kind === 'LAW_ENFORCEMENT_ONLY');
  return {
    because,
    channels: [
      { channel: used, role: 'USED' },
      ...rest.filter(({ role }) => role === 'BESIDE'),
      ...rest.filter(({ role }) => role === 'NEXT'),
      ...(question.space === 'PRIVATE_GROUP' && police
        ? [{ channel: police, role: 'REFERRAL' as const }]
        : []),
    ],
    none: null,
  };
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
  { wanted, space, manifest }: PlanQuestion,
  used: ChannelManifest,
  usable: readonly ChannelManifest[],
): PlanReason {
  if (wanted !== undefined) return 'PLAN.WANTED';
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
  readonly channels: readonly { readonly channel: string; readonly role: PlanRole }[];
}

export function keptPlan({ because, channels }: ChannelPlan): KeptPlan {
  return { because, channels: channels.map(({ channel, role }) => ({ channel: channel.id, role })) };
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
  if (!plan || !ledNowhere) return [];
  return plan.channels
    .filter(({ role, channel: id }) => role === 'NEXT' && id !== channel)
    .map(({ channel: id }) => id);
}
