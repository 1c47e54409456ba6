import { toTypeId } from '#core';
import { isoTime } from '../reports/present-report.js';
import type { SessionDto } from './session.dto.js';
import type { Session } from './sessions.js';

export function presentSession({ caller, endsAtMs, provedAtMs }: Session): SessionDto {
  const { kind, id, name, roles } = caller;
  return {
    caller: { kind, id: kind === 'PERSON' ? toTypeId('per', id) : null, name, roles },
    isTrial: kind === 'KEY',
    provedAt: provedAtMs === null ? null : isoTime(provedAtMs),
    expiresAt: isoTime(endsAtMs),
  };
}
