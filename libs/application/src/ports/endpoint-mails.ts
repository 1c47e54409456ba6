export const endpointNoticeKinds = [
  'endpoint.failing',
  'endpoint.disabled',
  'endpoint.enabled',
  'delivery.exhausted',
] as const;
export type EndpointNoticeKind = (typeof endpointNoticeKinds)[number];

/** What one address is told of one kind of notice of one endpoint, claimed for one try. */
export interface ClaimedEndpointMail {
  readonly id: string;
  readonly epoch: number;
  /** Since the last mail that a mail server took, this one included. */
  readonly tries: number;
  readonly endpointId: string;
  readonly kind: EndpointNoticeKind;
  readonly address: string;
  /** Notices of this kind ever, and how many of them were mailed before. */
  readonly noticed: number;
  readonly told: number;
  /** Of the latest: when, how much of the time has passed after which it is switched off, what the last attempt ended with. */
  readonly noticedAtMs: number;
  readonly percent: number | null;
  readonly error: string | null;
  /** The first failure of the endpoint after its last success; null where it does not fail now. */
  readonly failingSinceMs: number | null;
}

export interface EndpointMailClosing {
  readonly id: string;
  readonly epoch: number;
  /** The claimed `noticed` where a mail server took it; null where none did. */
  readonly told: number | null;
  /** Until the next try, or until the next mail of this kind about this endpoint. */
  readonly nextTryInMs: number;
}

/** Mails that tell of notices about endpoints. Each notice goes into one mail an address, with all that came meanwhile. */
export interface EndpointMailStore {
  /** Takes up notices nobody was told of. @returns how many */
  gather(addresses: readonly string[], limit: number): Promise<number>;
  claim(limit: number, leaseMs: number): Promise<readonly ClaimedEndpointMail[]>;
  /** Changes nothing where it was claimed again meanwhile. */
  close(closing: EndpointMailClosing): Promise<void>;
}
