import { instantOf, localDay, type Language, type NoticeCount } from '#core';
import { canonicalJson } from '../canonical.js';
import { changesBetween, type Change } from './compare.js';
import { annualFigures, type ContentType } from './figures.js';
import { strayTexts } from './personal-data.js';
import { annualReport, type AnnualReport, type ProviderWait } from './report.js';
import {
  faultOfSeal,
  seal,
  type EventRange,
  type Seal,
  type SealFault,
  type SignatureCheck,
  type Signer,
} from './seal.js';

type Mode = AnnualReport['mode'];
interface Period {
  readonly from: Date;
  readonly to: Date;
}

/** Where reports come from, and where sealed ones are kept. */
export interface AnnualReportSources {
  counts(period: Period & { readonly mode: Mode }): Promise<{
    readonly counts: readonly NoticeCount[];
    readonly events: EventRange;
    /** What had been committed when it was counted. */
    readonly snapshot: string;
  }>;
  /** Of every provider, as far as it was seen by the end of the period. */
  waits(period: Period & { readonly mode: Mode }): Promise<readonly ProviderWait[]>;
  laterEvents(period: Period, snapshot: string): Promise<readonly LaterEvents[]>;
  kept(year: number): Promise<KeptReport | undefined>;
  /** @returns false where one of that year is kept already */
  keep(year: number, kept: KeptReport, sealedAt: Date): Promise<boolean>;
}

export interface LaterEvents {
  readonly type: string;
  readonly count: number;
}

export interface KeptReport {
  readonly report: string;
  readonly seal: unknown;
  readonly snapshot: string;
}

export interface AnnualReportSettings {
  readonly timeZone: string;
  readonly organisation: string;
  readonly independence: Readonly<Record<Language, string | null>>;
  readonly contentTypeOf: (category: string) => ContentType;
  /** The key of this installation, where it has one. */
  readonly key: { readonly signer: Signer; readonly isSigned: SignatureCheck } | null;
}

export interface ReadReport {
  readonly report: AnnualReport;
  /** Null where it is not sealed: as it stands now. */
  readonly seal: Seal | null;
}

/** SIGNED_ELSEWHERE: by another key than that of this installation. */
export type SealState = 'HOLDS' | 'SIGNED_ELSEWHERE' | SealFault;

export interface Comparison {
  readonly seal: Seal;
  readonly sealState: SealState;
  /** None where the year, counted again, gives the same bytes. */
  readonly changes: readonly Change[];
  /** What came after it was counted and may have changed it. */
  readonly laterEvents: readonly LaterEvents[];
}

/** Yearly reports of a trusted flagger under Article 22(3) of the DSA: counted, sealed, counted again. */
export class AnnualReports {
  constructor(
    private readonly sources: AnnualReportSources,
    private readonly settings: AnnualReportSettings,
  ) {}

  /** Whether a year has begun. @param nowMs since 1970 */
  hasBegun(year: number, nowMs: number): boolean {
    return year <= this.yearAt(nowMs);
  }

  /** The sealed report of a year, or what it would be now. */
  async read(year: number, mode: Mode, nowMs: number): Promise<ReadReport> {
    const kept = mode === 'armed' ? await this.sources.kept(year) : undefined;
    if (!kept) return { report: (await this.count(year, mode, nowMs)).report, seal: null };
    return { report: JSON.parse(kept.report) as AnnualReport, seal: kept.seal as Seal };
  }

  /** What is wrong with the seal of a report that is kept. */
  stateOfSeal({ report, seal: sealed }: { readonly report: AnnualReport; readonly seal: Seal }): SealState {
    const { key } = this.settings;
    const fault = faultOfSeal(canonicalJson(report), sealed, key?.isSigned ?? (() => false));
    return fault === 'FORGED' && sealed.keyId !== key?.signer.id ? 'SIGNED_ELSEWHERE' : (fault ?? 'HOLDS');
  }

  /** Counts a year that is over, and keeps it as it is: once a year. */
  async seal(
    year: number,
    nowMs: number,
  ): Promise<ReadReport | 'NOT_OVER' | 'NO_KEY' | 'NO_STATEMENT' | 'SEALED'> {
    const { key } = this.settings;
    if (year >= this.yearAt(nowMs)) return 'NOT_OVER';
    if (!key) return 'NO_KEY';
    if (Object.values(this.settings.independence).includes(null)) return 'NO_STATEMENT';
    if (await this.sources.kept(year)) return 'SEALED';
    const { report, events, snapshot } = await this.count(year, 'armed', nowMs);
    const text = canonicalJson(report);
    const sealed = seal(text, { year, events, sealedAt: new Date(nowMs).toISOString() }, key.signer);
    const isKept = await this.sources.keep(year, { report: text, seal: sealed, snapshot }, new Date(nowMs));
    return isKept ? { report, seal: sealed } : 'SEALED';
  }

  /** The sealed report of a year beside the same year counted again; undefined where none is sealed. */
  async compare(year: number, nowMs: number): Promise<Comparison | undefined> {
    const kept = await this.sources.kept(year);
    if (!kept) return undefined;
    const report = JSON.parse(kept.report) as AnnualReport;
    const sealed = kept.seal as Seal;
    const [{ report: now }, laterEvents] = await Promise.all([
      this.count(year, 'armed', nowMs),
      this.sources.laterEvents(this.periodOf(year), kept.snapshot),
    ]);
    return {
      ...{ seal: sealed, sealState: this.stateOfSeal({ report, seal: sealed }), laterEvents },
      changes: changesBetween(report, now),
    };
  }

  private async count(year: number, mode: Mode, nowMs: number) {
    const { timeZone, organisation, independence, contentTypeOf } = this.settings;
    const period = this.periodOf(year);
    const [waits, { counts, events, snapshot }] = await Promise.all([
      this.sources.waits({ ...period, mode }),
      this.sources.counts({ ...period, mode }),
    ]);
    const report = annualReport({
      ...{ year, timeZone, mode, organisation, independence },
      preliminaryOn: year < this.yearAt(nowMs) ? null : localDay(nowMs, timeZone),
      figures: annualFigures(counts, contentTypeOf),
      waits,
    });
    const strays = strayTexts(report);
    if (strays.length > 0) throw new Error(`the report holds what is no code, at ${strays.join(', ')}`);
    return { report, events, snapshot };
  }

  private yearAt(nowMs: number): number {
    return Number(localDay(nowMs, this.settings.timeZone).slice(0, 4));
  }

  /** Whole days on the clock of the organisation. */
  private periodOf(year: number): Period {
    const beginningOf = (each: number) => new Date(instantOf(`${each}-01-01`, 0, this.settings.timeZone));
    return { from: beginningOf(year), to: beginningOf(year + 1) };
  }
}
