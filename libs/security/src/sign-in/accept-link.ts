import type { Language } from '#core';
import type { NewPasskey, PeopleStore, PersonLink, SealedTotp } from '#application';
import { hashSecretToken } from '../secret-token.js';
import type { Passkeys, PasskeySite } from './passkeys.js';
import { hashPassword, passwordFault } from './passwords.js';
import { newRecoveryCodes } from './recovery-codes.js';
import type { TotpSecrets } from './totp-secrets.js';
import { isTotpSecret, totpStepOf } from './totp.js';

/** A secret that an app for one-time codes was given, and a code of it that shows it took it. */
export interface NewTotp {
  readonly secret: string;
  readonly code: string;
}

/** What somebody chose who opened their link: a passkey, or a password with one-time codes. */
export interface ChosenFactors {
  readonly passkey?: { readonly attempt: string; readonly response: object; readonly name: string };
  readonly password?: string;
  readonly totp?: NewTotp;
}

export type FactorFault =
  'PASSKEY_REFUSED' | 'PASSWORD_SHORT' | 'PASSWORD_COMMON' | 'TOTP_SECRET' | 'TOTP_CODE' | 'NEEDED';

export interface AcceptLinkDeps {
  readonly people: PeopleStore;
  readonly passkeys: Passkeys;
  readonly totpSecrets: TotpSecrets;
  /** Of the organisation, such as its name: no password may be made of them. */
  readonly contextWords: readonly string[];
  readonly newId: () => string;
  readonly now: () => number;
}

export interface AcceptedAnswer {
  readonly outcome: 'accepted';
  readonly personId: string;
  readonly methods: readonly ('PASSKEY' | 'PASSWORD' | 'TOTP')[];
  /** Shown once; none where there is no password that they could stand beside. */
  readonly recoveryCodes: readonly string[];
}

/** Opens links by which people come in: the first administrator's, invitations, and recoveries. */
export class AcceptLink {
  constructor(private readonly deps: AcceptLinkDeps) {}

  async read(code: string): Promise<PersonLink | undefined> {
    const hash = hashSecretToken(code);
    return hash && (await this.deps.people.findLink(hash));
  }

  /** @param own what the first administrator says of themselves */
  async run(
    code: string,
    own: { readonly name: string; readonly mail: string; readonly language: Language },
    chosen: ChosenFactors,
    site: PasskeySite,
  ): Promise<
    AcceptedAnswer | { readonly outcome: 'spent' | 'mailTaken' } | { readonly outcome: FactorFault }
  > {
    const { people, newId } = this.deps;
    const hash = hashSecretToken(code);
    const link = hash && (await people.findLink(hash));
    if (!hash || !link) return { outcome: 'spent' };
    const { name, mail } = link.person ?? own;
    const password = await newPassword(chosen, [name, mail, ...this.deps.contextWords]);
    if (typeof password === 'object' && password !== null) return { outcome: password.fault };
    const passkey = chosen.passkey ? await this.readPasskey(chosen.passkey, site) : null;
    if (passkey === undefined || (passkey && link.person && passkey.personId !== link.person.id))
      return { outcome: 'PASSKEY_REFUSED' };
    // A passkey keeps the id it was made for.
    const personId = link.person?.id ?? passkey?.personId ?? newId();
    const totp = chosen.totp ? await newTotp(this.deps, personId, chosen.totp) : null;
    if (totp && 'fault' in totp) return { outcome: totp.fault };
    const codes = password === null ? undefined : newRecoveryCodes(personId);
    const outcome = await people.accept({
      ...{ tokenHash: hash, personId, name, language: own.language, mail: mail.toLowerCase() },
      ...{ passkey: passkey?.passkey ?? null, passwordHash: password, totp },
      recoveryCodeHashes: codes?.hashes ?? [],
    });
    if (outcome !== 'accepted') return { outcome };
    const methods = [
      ...(passkey ? ['PASSKEY' as const] : []),
      ...(totp ? ['PASSWORD' as const, 'TOTP' as const] : []),
    ];
    return { outcome, personId, methods, recoveryCodes: codes?.codes ?? [] };
  }

  private readPasskey(
    { attempt, response, name }: NonNullable<ChosenFactors['passkey']>,
    site: PasskeySite,
  ): Promise<{ readonly passkey: NewPasskey; readonly personId: string } | undefined> {
    return this.deps.passkeys.readNew(site, attempt, response, { id: this.deps.newId(), name });
  }
}

/** @returns its hash, null where there is none to be, or why it will not do */
async function newPassword(
  { passkey, password, totp }: ChosenFactors,
  knownWords: readonly string[],
): Promise<string | null | { readonly fault: FactorFault }> {
  if ((password === undefined) !== (totp === undefined) || (password === undefined && passkey === undefined))
    return { fault: 'NEEDED' };
  if (password === undefined) return null;
  const fault = passwordFault(password, knownWords);
  return fault === undefined ? await hashPassword(password) : { fault: `PASSWORD_${fault}` };
}

/** The secret, sealed and with the code that confirmed it spent; or what is wrong with it. */
export async function newTotp(
  { totpSecrets, now }: Pick<AcceptLinkDeps, 'totpSecrets' | 'now'>,
  personId: string,
  { secret, code }: NewTotp,
): Promise<SealedTotp | { readonly fault: 'TOTP_SECRET' | 'TOTP_CODE' }> {
  if (!isTotpSecret(secret)) return { fault: 'TOTP_SECRET' };
  const step = totpStepOf(secret, code.replaceAll(/\s/g, ''), now());
  return step === undefined ? { fault: 'TOTP_CODE' } : totpSecrets.seal(personId, secret, step);
}
