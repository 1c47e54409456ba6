import type { EndpointPace } from './webhook-store.js';

/** What persons do about the deliveries of an endpoint. */
export interface DeliveryActs {
  /**
   * Puts back, in order, every event since a time that passes its filter and the endpoint has not had: used up, skipped by
   * nobody, or without a delivery. What waits or was delivered stays as it is, so that it can be asked for twice.
   *
   * @returns how many were put back
   */
  recover(endpointId: string, sinceMs: number): Promise<number>;
  /**
   * For this and every later event, and for what is open.
   *
   * @returns false where there is no such endpoint, or it no longer has this version
   */
  setPace(endpointId: string, pace: EndpointPace, version: number): Promise<boolean>;
}
