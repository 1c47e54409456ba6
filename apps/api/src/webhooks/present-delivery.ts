import { toTypeId } from '#core';
import type { AttemptView, DeliveryView, EndpointNotice, MissedView } from '#persistence';
import { isoTime } from '../reports/present-report.js';
import type { AttemptDto, DeliveryDto, MissedDto, NoticeDto } from './deliveries.dto.js';

const timeOf = (atMs: number | null) => (atMs === null ? null : isoTime(atMs));

export function presentDelivery(delivery: DeliveryView): Pick<DeliveryDto, keyof DeliveryDto> {
  const { sequence, type, state, attempts, isUnderWay, skippedBy } = delivery;
  return {
    id: toTypeId('dlv', delivery.id),
    endpointId: toTypeId('wep', delivery.endpointId),
    eventId: toTypeId('evt', delivery.eventId),
    reportId: toTypeId('rep', delivery.reportId),
    ...{ sequence, type, state, attempts, isUnderWay, skippedBy },
    nextAttemptAt: isUnderWay ? null : timeOf(delivery.nextTryAtMs),
    createdAt: isoTime(delivery.createdAtMs),
    closedAt: timeOf(delivery.closedAtMs),
  };
}

export function presentAttempt(attempt: AttemptView, answer: string | null): AttemptDto {
  const { atMs, ...rest } = attempt;
  return { ...rest, at: isoTime(atMs), answer };
}

export function presentMissed({ oldestAtMs, held, ...counts }: MissedView): MissedDto {
  return {
    ...counts,
    oldestAt: timeOf(oldestAtMs),
    held: held.map(({ reportId, deliveryId, sinceMs, behind }) => ({
      reportId: toTypeId('rep', reportId),
      deliveryId: toTypeId('dlv', deliveryId),
      since: isoTime(sinceMs),
      behind,
    })),
  };
}

export function presentNotice({ kind, atMs, deliveryId, percent }: EndpointNotice): NoticeDto {
  return {
    kind,
    at: isoTime(atMs),
    deliveryId: deliveryId === null ? null : toTypeId('dlv', deliveryId),
    percent,
  };
}

/** The next attempt and those that follow should each fail, without their jitter; nothing where it does not wait. */
export function scheduleOf(
  { state, nextTryAtMs, attemptsOfRound, isUnderWay }: DeliveryView,
  waitsMs: readonly number[],
): string[] {
  if (state !== 'WAITING' || nextTryAtMs === null || isUnderWay) return [];
  const times = [nextTryAtMs];
  for (const waitMs of waitsMs.slice(attemptsOfRound)) times.push((times.at(-1) ?? 0) + waitMs);
  return times.map(isoTime);
}
