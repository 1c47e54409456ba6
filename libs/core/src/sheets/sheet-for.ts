import type { Language, Source } from '../platform/manifest.js';
import type { CategoryCode } from '../taxonomy/category.js';

/** Pieces of advice, and which of them each category is told. Source: config/sheets. */
export interface SheetGuide {
  readonly title: Readonly<Record<Language, string>>;
  /** Stands over the services that can help. */
  readonly referralsTitle: Readonly<Record<Language, string>>;
  readonly blocks: ReadonlyMap<string, SheetBlock>;
  /** Keys of blocks, in the order in which they are read. */
  readonly sheets: ReadonlyMap<CategoryCode, readonly string[]>;
  /** Keys of blocks that a caller's page tells where their sheet has them. */
  readonly callerPage: readonly string[];
  /** Platform key -> blocks that say nothing true or useful there. */
  readonly leaveOut: ReadonlyMap<string, readonly string[]>;
}

export interface SheetBlock {
  readonly key: string;
  readonly text: Readonly<Record<Language, string>>;
  /** By platform key, where it goes otherwise there. */
  readonly platforms: ReadonlyMap<string, Readonly<Record<Language, string>>>;
  readonly sources: readonly Source[];
}

/** One piece as it is told. */
export interface SheetLine {
  readonly key: string;
  readonly text: string;
  readonly sources: readonly Source[];
}

/** "What you can do yourself": for one category on one platform, in one language. */
export function sheetFor(
  guide: SheetGuide,
  category: CategoryCode,
  platform: { readonly key: string; readonly name: string },
  language: Language,
): readonly SheetLine[] {
  const leftOut = guide.leaveOut.get(platform.key) ?? [];
  return (guide.sheets.get(category) ?? [])
    .filter((key) => !leftOut.includes(key))
    .flatMap((key) => guide.blocks.get(key) ?? [])
    .map(({ key, text, platforms, sources }) => ({
      ...{ key, sources },
      text: (platforms.get(platform.key) ?? text)[language].replaceAll('{platform}', platform.name),
    }));
}
