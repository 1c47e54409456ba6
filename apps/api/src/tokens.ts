/** Injection tokens of what has no class. */
export const metricsToken = Symbol('metrics');
export const configToken = Symbol('config');
export const logToken = Symbol('log');
export const platformsToken = Symbol('platforms');
export const catalogueToken = Symbol('catalogue');
export const taxonomyToken = Symbol('taxonomy');
export const lawToken = Symbol('law');
export const guidanceToken = Symbol('guidance');
export const referralsToken = Symbol('referrals');
export const cipherToken = Symbol('cipher');
export const organisationToken = Symbol('organisation');
export const linkMailsToken = Symbol('linkMails');
export const databaseToken = Symbol('database');

/** Keyed hash of content's canonical key, by which reports of the same content are found. */
export const contentHashToken = Symbol('content hash');
