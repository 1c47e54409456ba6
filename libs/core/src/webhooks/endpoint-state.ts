/**
 * How a webhook endpoint stands.
 *
 * ACTIVE    gets its events
 * UNPROVEN  nobody answered a ping at its address yet: events are kept
 * PAUSED    by whoever manages it: events are kept
 * DISABLED  by whoever manages it: events are not kept
 * FAILING   switched off, as it took nothing for too long: events are kept, and one is tried now and then
 * GONE      its consumer answered 410: events are kept
 */
export const endpointStates = ['ACTIVE', 'UNPROVEN', 'PAUSED', 'DISABLED', 'FAILING', 'GONE'] as const;
export type EndpointState = (typeof endpointStates)[number];

/** The states somebody can put it in. */
export const chosenEndpointStates = ['ACTIVE', 'PAUSED', 'DISABLED'] as const;
export type ChosenEndpointState = (typeof chosenEndpointStates)[number];

export interface EndpointStanding {
  readonly isEnabled: boolean;
  /** Why it is not: `WEBHOOK.PAUSED`, `WEBHOOK.DISABLED`, `WEBHOOK.FAILING` or `WEBHOOK.GONE`. */
  readonly disabledBecause: string | null;
}

export function endpointState({
  isEnabled,
  disabledBecause,
  isProven,
}: EndpointStanding & { readonly isProven: boolean }): EndpointState {
  if (isEnabled) return isProven ? 'ACTIVE' : 'UNPROVEN';
  return endpointStates.find((state) => disabledBecause === `WEBHOOK.${state}`) ?? 'DISABLED';
}

export function standingOf(state: ChosenEndpointState): EndpointStanding {
  return state === 'ACTIVE'
    ? { isEnabled: true, disabledBecause: null }
    : { isEnabled: false, disabledBecause: `WEBHOOK.${state}` };
}
