import { canonicalJson, isSha256, readCanonical, sha256Of } from '../canonical.js';
import { dossierFormat, dossierVersion } from './signed-head.js';

/** Every file of a dossier but the head, with what it must be. */
export interface DossierManifest {
  readonly format: typeof dossierFormat;
  readonly version: number;
  readonly reportId: string;
  readonly reference: string;
  readonly language: string;
  /** What was left out because whoever made the dossier may not read it. */
  readonly withheld: readonly string[];
  /** By name. */
  readonly files: readonly FileEntry[];
}

export interface FileEntry {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export const fileNames = {
  events: 'events.jsonl',
  head: 'head.json',
  manifest: 'manifest.json',
} as const;

export function manifestOf(
  about: Pick<DossierManifest, 'reportId' | 'reference' | 'language' | 'withheld'>,
  files: ReadonlyMap<string, Uint8Array>,
): Buffer {
  const manifest: DossierManifest = {
    ...{ format: dossierFormat, version: dossierVersion },
    ...about,
    files: [...files].map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: sha256Of(bytes) })),
  };
  return Buffer.from(canonicalJson(manifest));
}

/** Undefined where it is none of this version. */
export function readManifest(bytes: Uint8Array): DossierManifest | undefined {
  const read = readCanonical(bytes) as Partial<DossierManifest> | undefined;
  if (read?.format !== dossierFormat || read.version !== dossierVersion) return undefined;
  const { withheld } = read;
  const saysWhat =
    Array.isArray(withheld) && (withheld as unknown[]).every((each) => typeof each === 'string');
  const isWhole = saysWhat && Array.isArray(read.files) && (read.files as unknown[]).every(isEntry);
  return isWhole ? (read as DossierManifest) : undefined;
}

function isEntry(entry: unknown): boolean {
  const { name, bytes, sha256 } = (entry ?? {}) as Partial<FileEntry>;
  return typeof name === 'string' && Number.isSafeInteger(bytes) && isSha256(sha256);
}
