import type { Language, Role } from '#core';
import type { WrappedKey } from './report-store.js';

export const personStatuses = ['INVITED', 'ACTIVE', 'LEFT'] as const;
export type PersonStatus = (typeof personStatuses)[number];

/** Somebody who signs in by themselves. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** Lower-case, of one person. */
  readonly mail: string;
  readonly roles: readonly Role[];
  readonly language: Language;
  readonly team: string | null;
  /** Whether they get digests by mail, where their roles get any. */
  readonly wantsDigests: boolean;
  readonly status: PersonStatus;
  readonly version: number;
  readonly createdAtMs: number;
  readonly signedInAtMs: number | null;
}

/** What a person proves who they are with. */
export interface PersonFactors {
  readonly passwordHash: string | null;
  readonly hasTotp: boolean;
  readonly passkeys: readonly Passkey[];
  readonly recoveryCodesLeft: number;
}

export interface NewPasskey {
  readonly id: string;
  /** As the authenticator calls it, in base64url. */
  readonly credentialId: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly name: string;
}

export interface Passkey extends NewPasskey {
  readonly personId: string;
  readonly createdAtMs: number;
  readonly lastUsedAtMs: number | null;
}

/** A secret of one-time codes, sealed, and the last time step whose code was taken. */
export interface SealedTotp {
  readonly sealed: Uint8Array;
  readonly key: WrappedKey;
  readonly lastStep: number;
}

export type PersonLinkKind = 'FIRST_ADMINISTRATOR' | 'INVITATION' | 'RECOVERY';

export interface NewPersonLink {
  readonly tokenHash: Uint8Array;
  readonly lifetimeMs: number;
}

/** A link that still leads somewhere. */
export interface PersonLink {
  readonly kind: PersonLinkKind;
  /** Absent: whoever opens it says who they are. */
  readonly person: Person | null;
  readonly expiresAtMs: number;
}

/** What somebody chose who opened their link. */
export interface NewFactors {
  readonly passkey: NewPasskey | null;
  readonly passwordHash: string | null;
  readonly totp: SealedTotp | null;
  readonly recoveryCodeHashes: readonly Uint8Array[];
}

export interface AcceptedLink extends NewFactors {
  readonly tokenHash: Uint8Array;
  /** Of the person; of the first administrator, everything. */
  readonly personId: string;
  readonly name: string;
  readonly mail: string;
  readonly language: Language;
}

export interface PersonChange {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly team: string | null;
  readonly language: Language;
}

/** People and their factors. Secrets are hashes or sealed. */
export interface PeopleStore {
  find(id: string): Promise<Person | undefined>;
  findByMail(mail: string): Promise<(Person & { readonly passwordHash: string | null }) | undefined>;
  /** By name. */
  list(): Promise<readonly Person[]>;
  invite(
    person: Pick<Person, 'id' | 'name' | 'mail' | 'roles' | 'language' | 'team'>,
    link: NewPersonLink,
  ): Promise<number | 'mailTaken'>;
  change(
    id: string,
    version: number,
    change: PersonChange,
  ): Promise<'changed' | 'stale' | 'lastAdministrator'>;
  /** Ends everything of the person at once. */
  leave(id: string): Promise<'left' | 'notFound' | 'lastAdministrator'>;

  /**
   * A link that takes the place of any before.
   *
   * @returns when it expires; undefined where the person is not waiting for one of this kind
   */
  makeLink(
    personId: string,
    kind: 'INVITATION' | 'RECOVERY',
    link: NewPersonLink,
  ): Promise<number | undefined>;
  /** @returns when it expires; undefined where an administrator is there already */
  makeFirstAdministratorLink(link: NewPersonLink): Promise<number | undefined>;
  findLink(tokenHash: Uint8Array): Promise<PersonLink | undefined>;
  /** Spends the link, once, and makes its person active with these factors alone. */
  accept(accepted: AcceptedLink): Promise<'accepted' | 'spent' | 'mailTaken'>;

  factors(personId: string): Promise<PersonFactors>;
  /** What is theirs alone to set. */
  setOwn(personId: string, own: Partial<Pick<Person, 'language' | 'wantsDigests'>>): Promise<void>;
  setPassword(personId: string, hash: string): Promise<void>;
  setTotp(personId: string, totp: SealedTotp): Promise<void>;
  readTotp(personId: string): Promise<SealedTotp | undefined>;
  /** @returns false where the code of this or a later step was taken before */
  useTotpStep(personId: string, step: number): Promise<boolean>;
  addPasskey(personId: string, passkey: NewPasskey): Promise<boolean>;
  findPasskey(credentialId: string): Promise<Passkey | undefined>;
  usePasskey(id: string, counter: number): Promise<void>;
  /** @returns false where nothing would be left to sign in with */
  removePasskey(personId: string, id: string): Promise<boolean>;
  /** @returns false where nothing would be left to sign in with */
  removePassword(personId: string): Promise<boolean>;
  replaceRecoveryCodes(personId: string, hashes: readonly Uint8Array[]): Promise<void>;
  /** Spends it, once. */
  useRecoveryCode(personId: string, hash: Uint8Array): Promise<boolean>;

  /**
   * The person of an account at the organisation, made where it is new, with the roles it says; the last administrator
   * stays one beside them.
   */
  welcome(
    identity: { readonly issuer: string; readonly subject: string },
    person: Pick<Person, 'id' | 'name' | 'mail' | 'roles' | 'language'>,
  ): Promise<Person | 'mailTaken' | 'left'>;
}
