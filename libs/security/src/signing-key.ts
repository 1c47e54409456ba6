import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { keyFrom } from './key-file.js';

/** Signs heads of the record, and webhooks (Ed25519, RFC 8032). */
export interface SigningKey {
  /** Made from the public key, so that a signature says which key it is of. */
  readonly id: string;
  /** In PEM, for whoever verifies. */
  readonly publicPem: string;
  sign(text: Uint8Array): Buffer;
}

/** @param base64 32 random bytes, the seed of the key; `name` is what an error calls it */
export function signingKeyFrom(base64: string, name: string): SigningKey {
  const seed = keyFrom(base64, name).export();
  const key = createPrivateKey({
    key: Buffer.concat([pkcs8OfEd25519, seed]),
    ...{ format: 'der', type: 'pkcs8' },
  });
  const publicKey = createPublicKey(key);
  return {
    id: idOf(publicKey),
    publicPem: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    sign: (text) => sign(null, text, key),
  };
}

/** The public half as whoever verifies webhooks reads it (RFC 7517, RFC 8037). */
export interface PublicJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  /** 32 bytes in base64url. */
  readonly x: string;
  readonly kid: string;
  readonly use: 'sig';
  readonly alg: 'EdDSA';
}

export function publicJwkOf({ id: kid, publicPem }: Pick<SigningKey, 'id' | 'publicPem'>): PublicJwk {
  const { x = '' } = createPublicKey(publicPem).export({ format: 'jwk' });
  return { kty: 'OKP', crv: 'Ed25519', x, kid, use: 'sig', alg: 'EdDSA' };
}

/** @returns checks signatures of this key; those of another key are not its own */
export function signatureCheck(
  publicPem: string,
): (text: Uint8Array, signed: { readonly keyId: string; readonly signature: Uint8Array } | null) => boolean {
  const key = createPublicKey(publicPem);
  const id = idOf(key);
  return (text, signed) =>
    signed !== null && signed.keyId === id && verify(null, text, key, signed.signature);
}

/** What stands before the 32 bytes of a private key in PKCS #8 (RFC 8410). */
const pkcs8OfEd25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

function idOf(publicKey: KeyObject): string {
  const bytes = publicKey.export({ format: 'der', type: 'spki' });
  return `sk-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`;
}
