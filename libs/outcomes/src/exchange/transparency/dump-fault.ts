export type DumpFaultCode =
  'UNREADABLE' | 'PART' | 'NO_DUMP' | 'OTHER_COLUMNS' | 'ENCODING' | 'CUT_OFF' | 'BROKEN_ROW' | 'TOO_LARGE';

/** Why a file is not counted, in a sentence with the way out. Nothing of what it says is in it. */
export class DumpFault extends Error {
  override readonly name = 'DumpFault';

  constructor(
    readonly code: DumpFaultCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
