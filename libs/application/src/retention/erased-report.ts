import type { ErasureCause } from '../ports/retention-store.js';

/** What is asked for was erased: its status and timeline are left. */
export class ErasedReport extends Error {
  override readonly name = 'ErasedReport';

  constructor(
    readonly reference: string,
    readonly because: ErasureCause,
    readonly atMs: number,
  ) {
    super(`${reference} was erased`);
  }
}
