import {
  callerWordOf,
  callerWords,
  goneForCallers,
  localDay,
  sheetFor,
  type CallerWord,
  type CategoryCode,
  type Language,
  type SheetGuide,
} from '#core';
import type { PlatformCatalogue } from '../platform-settings.js';
import type { CallerCodeStore, NoticesStandingAlike } from '../ports/caller-code-store.js';

export interface CallerStatus {
  readonly platforms: readonly CallerPlatform[];
  readonly expiresAtMs: number;
}

export interface CallerPlatform {
  readonly platform: string;
  readonly platformName: string;
  /** Nothing of it really left: the platform is only rehearsed. */
  readonly isRehearsed: boolean;
  readonly standings: readonly CallerStanding[];
  /** Day of the last change, such as `2026-03-03`. */
  readonly changedOn: string;
  /** What one can do oneself where something can still be seen; the same number of lines in every language. */
  readonly advice: Readonly<Record<Language, readonly string[]>>;
}

export interface CallerStanding {
  readonly word: CallerWord;
  readonly count: number;
  /** Day on which somebody last looked, where `word` says what was seen. */
  readonly seenOn: string | null;
}

/** What whoever called reads with their code: where each platform stands, in plain words, and nothing of what it is about. */
export class ReadCallerStatus {
  constructor(
    private readonly parts: {
      readonly codes: CallerCodeStore;
      readonly platforms: PlatformCatalogue;
      readonly sheets: SheetGuide;
      /** Whose days are told. */
      readonly timeZone: string;
    },
  ) {}

  /** @returns undefined where the code is unknown, expired or ended */
  async run(codeHash: Uint8Array): Promise<CallerStatus | undefined> {
    const { codes, platforms } = this.parts;
    const code = await codes.find(codeHash);
    if (!code) return undefined;
    const rows = await codes.standings(code.reportId);
    const keys = [...new Set(rows.map(({ platform }) => platform))];
    return {
      platforms: keys.map((platform) =>
        this.platformOf(
          { key: platform, name: platforms.get(platform)?.manifest.name ?? platform },
          rows.filter((row) => row.platform === platform),
          code.category,
        ),
      ),
      expiresAtMs: code.expiresAtMs,
    };
  }

  private platformOf(
    platform: { readonly key: string; readonly name: string },
    rows: readonly NoticesStandingAlike[],
    category: CategoryCode,
  ): CallerPlatform {
    const standings = callerWords
      .map((word) => this.standingOf(word, rows))
      .filter((standing) => standing.count > 0);
    const isAllGone = standings.every(({ word }) => goneForCallers.includes(word));
    return {
      ...{ platform: platform.key, platformName: platform.name, standings },
      isRehearsed: rows.every(({ isRehearsed }) => isRehearsed),
      changedOn: this.dayOf(Math.max(...rows.map(({ changedAtMs }) => changedAtMs))),
      advice: this.adviceFor(platform, isAllGone ? null : category),
    };
  }

  private standingOf(word: CallerWord, rows: readonly NoticesStandingAlike[]): CallerStanding {
    const alike = rows.filter((row) => callerWordOf[row.word] === word);
    const seen = alike.flatMap(({ seenAtMs }) => seenAtMs ?? []);
    return {
      word,
      count: alike.reduce((sum, { count }) => sum + count, 0),
      seenOn: saysWhatWasSeen.includes(word) && seen.length > 0 ? this.dayOf(Math.max(...seen)) : null,
    };
  }

  private dayOf(atMs: number): string {
    return localDay(atMs, this.parts.timeZone);
  }

  private adviceFor(
    platform: { readonly key: string; readonly name: string },
    category: CategoryCode | null,
  ): CallerPlatform['advice'] {
    const linesIn = (language: Language) =>
      category === null ? [] : this.linesOf(category, platform, language);
    return { en: linesIn('en'), fr: linesIn('fr'), nl: linesIn('nl'), de: linesIn('de') };
  }

  private linesOf(
    category: CategoryCode,
    platform: { readonly key: string; readonly name: string },
    language: Language,
  ): readonly string[] {
    const { sheets } = this.parts;
    return sheetFor(sheets, category, platform, language)
      .filter(({ key }) => sheets.callerPage.includes(key))
      .map(({ text }) => text);
  }
}

const saysWhatWasSeen: readonly CallerWord[] = ['GONE', 'GONE_UNEXPLAINED', 'STILL_THERE', 'BACK'];
