/** One place that was looked through for pictures, films and pages. */
export interface ScannedPlace {
  readonly place: 'DATABASE' | 'REDIS' | 'LOGS' | 'MAIL';
  /** What was looked at: values of rows, keys, files. */
  readonly looked: number;
  readonly bytes: number;
  readonly findings: readonly PictureFinding[];
  /** Tables that could not be read. */
  readonly unread?: readonly string[];
}

/** Where a picture lies; nothing of it. */
export interface PictureFinding {
  /** Such as PNG. */
  readonly kind: string;
  /** A table's column, a key, or a file as seen from its folder. */
  readonly where: string;
  readonly row?: string;
}

export interface PictureScan {
  readonly v: 1;
  /** When it began, ISO 8601. */
  readonly at: string;
  readonly places: readonly ScannedPlace[];
}

export interface SignedPictureScan extends PictureScan {
  /** Over everything else; null where this installation signs nothing. */
  readonly signed: { readonly keyId: string; readonly signature: string } | null;
}

/** What an operator has to be told of. */
export interface ScanNews {
  readonly day: string;
  /** How many pictures lie somewhere; null where no scan has ended for days. */
  readonly found: number | null;
}

/** The nightly scans of an installation: one a day, whichever worker makes it. */
export interface PictureScanStore {
  /** @returns whether the caller makes the scan of this day: nobody did, or whoever began an hour ago never ended */
  claim(day: string): Promise<boolean>;
  keep(day: string, scan: SignedPictureScan): Promise<void>;
  /** What nobody was told of yet. @param lateAfterDays without a scan that ended */
  news(lateAfterDays: number): Promise<readonly ScanNews[]>;
  told(day: string): Promise<void>;
}
