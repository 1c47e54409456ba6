import type { RecordKind } from './chain.js';

export type FaultKind =
  'DELETED' | 'CHANGED' | 'INSERTED' | 'REORDERED' | 'TRUNCATED' | 'REWRITTEN' | 'FORGED';

/** What is wrong, and where. */
export interface ChainFault {
  readonly kind: FaultKind;
  /** Place in the chain; null for a row that stands in no link. */
  readonly sequence: number | null;
  readonly row: { readonly kind: RecordKind; readonly id: string } | null;
  readonly detail: string;
}
