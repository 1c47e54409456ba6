import { toTypeId } from '#core';

/** The body of a ping: it says which endpoint it proves, and nothing else. */
export interface PingBody {
  readonly type: 'ping';
  readonly timestamp: string;
  readonly data: { readonly id: string; readonly endpointId: string };
}

export function pingBody(endpointId: string, pingId: string, atMs: number): PingBody {
  return {
    type: 'ping',
    timestamp: new Date(atMs).toISOString(),
    data: { id: toTypeId('png', pingId), endpointId: toTypeId('wep', endpointId) },
  };
}
