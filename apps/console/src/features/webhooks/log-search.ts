import type { DeliveryState } from '#client';

export const deliveryStates = [
  'WAITING',
  'EXHAUSTED',
  'DELIVERED',
  'SKIPPED',
] as const satisfies DeliveryState[];

/** Filters of the delivery log, as they stand in the address. */
export interface LogSearch {
  readonly state?: DeliveryState;
  /** Of events, such as `submission.sent`. */
  readonly type?: string;
}

/** What is no filter is left out. */
export function readLogSearch({ state, type }: Readonly<Record<string, unknown>>): LogSearch {
  const known = deliveryStates.find((each) => each === state);
  return {
    ...(known === undefined ? {} : { state: known }),
    ...(typeof type === 'string' && type !== '' ? { type: type.slice(0, 60) } : {}),
  };
}
