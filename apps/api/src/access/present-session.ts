import { actsOf, isForPersons, toTypeId } from '#core';
import type { OpenGlass } from '#persistence';
import { isoTime } from '../reports/present-report.js';
import type { SessionDto } from './session.dto.js';
import type { Session } from './sessions.js';

/** @param glass reports that are open to the caller without the role they take */
export function presentSession(
  { caller, endsAtMs, provedAtMs }: Session,
  glass: readonly OpenGlass[] = [],
): SessionDto {
  const { kind, id, name, roles } = caller;
  const acts = actsOf(roles).filter((act) => kind === 'PERSON' || !isForPersons(act));
  return {
    caller: { kind, id: kind === 'PERSON' ? toTypeId('per', id) : null, name, roles, acts },
    isTrial: kind === 'KEY',
    provedAt: provedAtMs === null ? null : isoTime(provedAtMs),
    glass: glass.map(({ reportId, reportReference, expiresAtMs }) => ({
      ...{ reportId: toTypeId('rep', reportId), reportReference, until: isoTime(expiresAtMs) },
    })),
    expiresAt: isoTime(endsAtMs),
  };
}
