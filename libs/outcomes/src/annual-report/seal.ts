import { canonicalJson, sha256Of } from '../canonical.js';

/** From which events figures were counted, by their places in the feed of the installation. */
export interface EventRange {
  readonly first: number | null;
  readonly last: number | null;
  readonly count: number;
}

/** What is signed: which text, counted from which events, and when. */
export interface SealedFacts {
  readonly v: 1;
  readonly year: number;
  /** Of the canonical text of the report, in hexadecimal. */
  readonly sha256: string;
  readonly events: EventRange;
  /** ISO 8601. */
  readonly sealedAt: string;
}

export interface Seal extends SealedFacts {
  readonly keyId: string;
  /** Ed25519 over the canonical JSON (RFC 8785) of everything else but `keyId`, in base64. */
  readonly signature: string;
}

/** As a key of the installation signs. */
export interface Signer {
  readonly id: string;
  sign(text: Uint8Array): Uint8Array;
}

/** As somebody checks who has the public half of that key. */
export type SignatureCheck = (
  text: Uint8Array,
  signed: { readonly keyId: string; readonly signature: Uint8Array },
) => boolean;

/** @param text canonical text of the report */
export function seal(
  text: string,
  { year, events, sealedAt }: Omit<SealedFacts, 'v' | 'sha256'>,
  signer: Signer,
): Seal {
  const facts: SealedFacts = { v: 1, year, sha256: sha256Of(text), events, sealedAt };
  return {
    ...facts,
    ...{ keyId: signer.id, signature: Buffer.from(signer.sign(signedText(facts))).toString('base64') },
  };
}

/** TEXT_CHANGED: it is of another text. FORGED: it was not signed so by this key. */
export type SealFault = 'TEXT_CHANGED' | 'FORGED';

/** @returns what is wrong with a seal; undefined where it holds */
export function faultOfSeal(text: string, sealed: Seal, isSigned: SignatureCheck): SealFault | undefined {
  const { keyId, signature, v, year, sha256, events, sealedAt } = sealed;
  if (sha256 !== sha256Of(text)) return 'TEXT_CHANGED';
  const signed = { keyId, signature: Buffer.from(signature, 'base64') };
  return isSigned(signedText({ v, year, sha256, events, sealedAt }), signed) ? undefined : 'FORGED';
}

function signedText({ v, year, sha256, events, sealedAt }: SealedFacts): Buffer {
  const { first, last, count } = events;
  return Buffer.from(canonicalJson({ v, year, sha256, events: { first, last, count }, sealedAt }));
}
