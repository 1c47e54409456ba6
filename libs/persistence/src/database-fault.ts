/** Why a process cannot work with its database until somebody acts; the sentence says how, and shows no secret. */
export class DatabaseFault extends Error {
  override readonly name = 'DatabaseFault';

  /** @param code stable, such as `DATABASE.MISSING` */
  constructor(
    readonly code: string,
    sentence: string,
    options?: ErrorOptions,
  ) {
    super(sentence, options);
  }
}

const oldestVersion = 15;

/** @param serverVersionNum as PostgreSQL says it: 150004 is 15.4 */
export function checkServerVersion(serverVersionNum: number): void {
  const version = Math.floor(serverVersionNum / 10_000);
  if (version >= oldestVersion) return;
  throw new DatabaseFault(
    'DATABASE.TOO_OLD',
    `PostgreSQL ${version} is too old: ${oldestVersion} or newer is needed. Upgrade the server, or name another in database.url.`,
  );
}

/** @returns the fault of a connection that will never work as it is set up; other errors as they are */
export function explainRefusal(error: unknown): unknown {
  const { code } = (error ?? {}) as { code?: unknown };
  const known = typeof code === 'string' ? refusals[code] : undefined;
  return known ? new DatabaseFault(...known, { cause: error }) : error;
}

const loginRefused = [
  'DATABASE.LOGIN_REFUSED',
  'PostgreSQL refuses the user or password of database.url. Correct them there, or let the user in (pg_hba.conf).',
] as const;
const notAllowed = [
  'DATABASE.NOT_ALLOWED',
  'The user of database.url may not do what is needed in this database. Make it the owner, or grant it the rights.',
] as const;
const notTrusted = [
  'DATABASE.CERTIFICATE',
  'The certificate of PostgreSQL is not trusted. Correct it, or name the authority that signed it (NODE_EXTRA_CA_CERTS).',
] as const;

/** By SQLSTATE, or by the code of a TLS connection. */
const refusals: Readonly<Record<string, readonly [code: string, sentence: string]>> = {
  '28000': loginRefused,
  '28P01': loginRefused,
  '3D000': [
    'DATABASE.MISSING',
    'PostgreSQL has no database of the name in database.url. Create it (CREATE DATABASE), or correct the name.',
  ],
  '42501': notAllowed,
  CERT_HAS_EXPIRED: notTrusted,
  DEPTH_ZERO_SELF_SIGNED_CERT: notTrusted,
  ERR_TLS_CERT_ALTNAME_INVALID: notTrusted,
  SELF_SIGNED_CERT_IN_CHAIN: notTrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: notTrusted,
};
