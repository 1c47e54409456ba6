import { chainBreaks } from './event-chain.js';
import { fileNames, readManifest, type DossierManifest } from './manifest.js';
import { UnreadableDossier, type ReadFile } from './read-zip.js';
import { dossierVersion, readHead, type DossierHead } from './signed-head.js';

export const dossierFaults = [
  'SIGNATURE_WRONG',
  'OTHER_KEY',
  'MANIFEST_CHANGED',
  'FILE_CHANGED',
  'FILE_MISSING',
  'FILE_ADDED',
  'EVENTS_BROKEN',
] as const;

export interface DossierFault {
  readonly kind: (typeof dossierFaults)[number];
  /** File of the ZIP, as far as it is one. */
  readonly file: string | null;
  /** Line of the events. */
  readonly line: number | null;
  readonly detail: string;
}

/** What became of checking a dossier. It is as it was signed where there is no fault. */
export interface DossierCheck {
  readonly reference: string | null;
  readonly reportId: string | null;
  readonly signedAt: string | null;
  readonly events: number;
  readonly files: number;
  /** Of the key that signed it; null where the signature is wrong. */
  readonly fingerprint: string | null;
  /** Whether it is the one that was expected; null where nobody said which. */
  readonly isExpectedKey: boolean | null;
  /** What was left out because whoever made the dossier may not read it. */
  readonly withheld: readonly string[];
  readonly faults: readonly DossierFault[];
}

/**
 * Checks a dossier by itself: signature, manifest, every file, every event.
 *
 * @param expectedFingerprint of the key that must have signed it, in 64 hexadecimal digits
 * @throws UnreadableDossier where it is none, or of another version
 */
export function verifyDossier(
  files: ReadonlyMap<string, ReadFile>,
  expectedFingerprint?: string,
): DossierCheck {
  const signed = readHead(contentOf(files, fileNames.head));
  if (signed.outcome === 'otherVersion') throw otherVersion(signed.version);
  if (signed.outcome !== 'signed') return notSigned(files.size, signed.outcome);
  const { head, fingerprint } = signed;
  const isExpectedKey = expectedFingerprint === undefined ? null : expectedFingerprint === fingerprint;
  const manifest = readManifest(contentOf(files, fileNames.manifest));
  return {
    ...{ reference: head.reference, reportId: head.reportId, signedAt: head.signedAt, events: head.events },
    ...{ files: files.size, fingerprint, isExpectedKey, withheld: manifest?.withheld ?? [] },
    faults: [
      ...(isExpectedKey === false
        ? [faultOf('OTHER_KEY', 'another key signed it than the one that was expected', fileNames.head)]
        : []),
      ...manifestFaults(files, head, manifest),
      ...(manifest ? fileFaults(files, manifest) : []),
      ...eventFaults(files, head),
    ],
  };
}

function manifestFaults(
  files: ReadonlyMap<string, ReadFile>,
  head: DossierHead,
  manifest: DossierManifest | undefined,
): DossierFault[] {
  const isSigned = files.get(fileNames.manifest)?.sha256 === head.manifestHash;
  const isSame = manifest?.reportId === head.reportId && manifest.reference === head.reference;
  if (isSigned && isSame) return [];
  return [faultOf('MANIFEST_CHANGED', 'is not the one that was signed', fileNames.manifest)];
}

function fileFaults(files: ReadonlyMap<string, ReadFile>, manifest: DossierManifest): DossierFault[] {
  const listed = new Map(manifest.files.map((entry) => [entry.name, entry]));
  const own = [fileNames.head, fileNames.manifest] as readonly string[];
  return [
    ...[...listed].flatMap(([name, { sha256, bytes }]) => {
      const file = files.get(name);
      if (!file) return [faultOf('FILE_MISSING', 'is missing', name)];
      return file.sha256 === sha256 && file.bytes === bytes
        ? []
        : [faultOf('FILE_CHANGED', 'is not what was signed', name)];
    }),
    ...[...files.keys()]
      .filter((name) => !listed.has(name) && !own.includes(name))
      .map((name) => faultOf('FILE_ADDED', 'was not signed', printable(name))),
  ];
}

function eventFaults(files: ReadonlyMap<string, ReadFile>, head: DossierHead): DossierFault[] {
  const { events, eventsHash: hash, reportId } = head;
  const lines = contentOf(files, fileNames.events);
  return chainBreaks(lines, { events, hash }, reportId).map(({ line, detail }) => ({
    ...faultOf('EVENTS_BROKEN', detail, fileNames.events),
    line,
  }));
}

function notSigned(files: number, outcome: 'unreadable' | 'forged'): DossierCheck {
  const detail =
    outcome === 'forged'
      ? 'the signature does not fit what it stands under'
      : 'is not written as a head is: it was changed, or another program made it';
  return {
    ...{ reference: null, reportId: null, signedAt: null, events: 0, files },
    ...{ fingerprint: null, isExpectedKey: null, withheld: [] },
    faults: [faultOf('SIGNATURE_WRONG', detail, fileNames.head)],
  };
}

function contentOf(files: ReadonlyMap<string, ReadFile>, name: string): Buffer {
  const content = files.get(name)?.content;
  if (content !== undefined) return content;
  throw new UnreadableDossier(
    'DOSSIER.INCOMPLETE',
    `There is no ${name} in this ZIP, so it is no dossier, or part of one. Give the ZIP as you got it.`,
  );
}

function otherVersion(version: number): UnreadableDossier {
  return new UnreadableDossier(
    'DOSSIER.OTHER_VERSION',
    `This dossier is of version ${version}; this program reads version ${dossierVersion}. ${
      version > dossierVersion ? 'Use a newer Uniflag' : 'Use the Uniflag that made it'
    }.`,
  );
}

function faultOf(kind: DossierFault['kind'], detail: string, file: string): DossierFault {
  return { kind, file, line: null, detail };
}

/** Names in a foreign file may hold anything. */
function printable(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N} ._/-]/gu, '?').slice(0, 80);
}
