import type { PeopleStore } from '#application';
import { newTotp, type FactorFault, type NewTotp } from './accept-link.js';
import type { Passkeys, PasskeySite } from './passkeys.js';
import { hashPassword, passwordFault } from './passwords.js';
import { newRecoveryCodes } from './recovery-codes.js';
import type { TotpSecrets } from './totp-secrets.js';

export interface MyFactorsDeps {
  readonly people: PeopleStore;
  readonly passkeys: Passkeys;
  readonly totpSecrets: TotpSecrets;
  /** Of the organisation, such as its name: no password may be made of them. */
  readonly contextWords: readonly string[];
  readonly now: () => number;
}

/** What a person who is signed in changes about how they sign in. */
export class MyFactors {
  constructor(private readonly deps: MyFactorsDeps) {}

  async addPasskey(
    personId: string,
    id: string,
    made: { readonly attempt: string; readonly response: object; readonly name: string },
    site: PasskeySite,
  ): Promise<boolean> {
    const { people, passkeys } = this.deps;
    const read = await passkeys.readNew(site, made.attempt, made.response, { id, name: made.name });
    return read?.personId === personId && (await people.addPasskey(personId, read.passkey));
  }

  /** @param newCodes of an app for one-time codes; needed where there is none yet */
  async changePassword(
    { id, name, mail }: { readonly id: string; readonly name: string; readonly mail: string },
    password: string,
    newCodes: NewTotp | undefined,
  ): Promise<
    | { readonly outcome: 'changed'; readonly recoveryCodes: readonly string[] }
    | { readonly outcome: FactorFault }
  > {
    const { people } = this.deps;
    const fault = passwordFault(password, [name, mail, ...this.deps.contextWords]);
    if (fault !== undefined) return { outcome: `PASSWORD_${fault}` };
    const { hasTotp } = await people.factors(id);
    if (!hasTotp && newCodes === undefined) return { outcome: 'NEEDED' };
    const totp = newCodes && (await newTotp(this.deps, id, newCodes));
    if (totp && 'fault' in totp) return { outcome: totp.fault };
    if (totp) await people.setTotp(id, totp);
    await people.setPassword(id, await hashPassword(password));
    return { outcome: 'changed', recoveryCodes: hasTotp ? [] : await this.freshCodes(id) };
  }

  async changeTotp(
    personId: string,
    made: NewTotp,
  ): Promise<'changed' | 'noPassword' | 'TOTP_SECRET' | 'TOTP_CODE'> {
    const { people } = this.deps;
    if ((await people.factors(personId)).passwordHash === null) return 'noPassword';
    const totp = await newTotp(this.deps, personId, made);
    if ('fault' in totp) return totp.fault;
    await people.setTotp(personId, totp);
    return 'changed';
  }

  /** @returns undefined where there is no password that they could stand beside */
  async renewRecoveryCodes(personId: string): Promise<readonly string[] | undefined> {
    const { passwordHash } = await this.deps.people.factors(personId);
    return passwordHash === null ? undefined : await this.freshCodes(personId);
  }

  private async freshCodes(personId: string): Promise<readonly string[]> {
    const { codes, hashes } = newRecoveryCodes(personId);
    await this.deps.people.replaceRecoveryCodes(personId, hashes);
    return codes;
  }
}
