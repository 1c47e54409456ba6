import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { canonicalJson, isSha256, readCanonical } from '../canonical.js';

export const dossierFormat = 'uniflag.dossier';
/** Of all files of a dossier together. */
export const dossierVersion = 1;

/** What is signed of a dossier: by the events' end and the manifest's hash, everything in it. */
export interface DossierHead {
  readonly format: typeof dossierFormat;
  readonly version: number;
  readonly reportId: string;
  readonly reference: string;
  readonly events: number;
  readonly eventsHash: string;
  readonly manifestHash: string;
  /** ISO 8601, by the clock of whoever signed. */
  readonly signedAt: string;
}

/** Signs heads; `#security` makes one of a seed. */
export interface HeadSigner {
  /** In PEM. */
  readonly publicPem: string;
  sign(text: Uint8Array): Uint8Array;
}

export interface SignedHead {
  readonly head: DossierHead;
  /** In PEM: dossiers are checked without asking anybody, and its fingerprint is compared by other means. */
  readonly publicKey: string;
  /** Ed25519 (RFC 8032) over `head` in canonical JSON, in base64. */
  readonly signature: string;
}

export function signedHead(head: DossierHead, signer: HeadSigner): Buffer {
  const signature = Buffer.from(signer.sign(Buffer.from(canonicalJson(head)))).toString('base64');
  return Buffer.from(canonicalJson({ head, publicKey: signer.publicPem, signature } satisfies SignedHead));
}

export type ReadHead =
  | { readonly outcome: 'signed'; readonly head: DossierHead; readonly fingerprint: string }
  | { readonly outcome: 'otherVersion'; readonly version: number }
  | { readonly outcome: 'unreadable' | 'forged' };

/** Reads a head and checks that its own key signed it; whose key that is, its fingerprint tells. */
export function readHead(bytes: Uint8Array): ReadHead {
  const { head, publicKey, signature } = (readCanonical(bytes) ?? {}) as Partial<SignedHead>;
  if (head?.format !== dossierFormat || !Number.isSafeInteger(head.version)) return { outcome: 'unreadable' };
  if (head.version !== dossierVersion) return { outcome: 'otherVersion', version: head.version };
  const key = keyIn(publicKey);
  const signed = Buffer.from(String(signature), 'base64');
  if (!key || !isWhole(head) || signed.toString('base64') !== signature) return { outcome: 'unreadable' };
  if (!verify(null, Buffer.from(canonicalJson(head)), key, signed)) return { outcome: 'forged' };
  return { outcome: 'signed', head, fingerprint: fingerprintOf(key) };
}

/** SHA-256 of a public key (its SubjectPublicKeyInfo) in 64 hexadecimal digits, to be compared by telephone or on paper. */
export function fingerprintOf(key: KeyObject | string): string {
  const publicKey = typeof key === 'string' ? createPublicKey(key) : key;
  return createHash('sha256')
    .update(publicKey.export({ format: 'der', type: 'spki' }))
    .digest('hex');
}

/** In groups of four, as it is read out. */
export function spelledFingerprint(fingerprint: string): string {
  return fingerprint.match(/.{4}/g)?.join(' ') ?? '';
}

/** An Ed25519 key in the one form in which we write it. */
function keyIn(pem: unknown): KeyObject | undefined {
  if (typeof pem !== 'string' || pem.length > 200) return undefined;
  try {
    const key = createPublicKey(pem);
    const isOurs = key.asymmetricKeyType === 'ed25519';
    return isOurs && key.export({ format: 'pem', type: 'spki' }).toString() === pem ? key : undefined;
  } catch {
    return undefined; // no key
  }
}

function isWhole({ reportId, reference, events, eventsHash, manifestHash, signedAt }: DossierHead): boolean {
  return (
    [reportId, reference, signedAt].every((each) => typeof each === 'string' && each.length <= 64) &&
    Number.isSafeInteger(events) &&
    isSha256(eventsHash) &&
    isSha256(manifestHash)
  );
}
