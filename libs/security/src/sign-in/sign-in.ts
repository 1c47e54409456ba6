import { createHash } from 'node:crypto';
import type { PeopleStore, SignInStore } from '#application';
import { hashSecretToken, newSecretToken } from '../secret-token.js';
import type { Passkeys, PasskeySite } from './passkeys.js';
import { isPassword } from './passwords.js';
import { hashRecoveryCode } from './recovery-codes.js';
import type { TotpSecrets } from './totp-secrets.js';
import { totpStepOf } from './totp.js';

/** Somebody proved who they are, by two factors. */
export interface Proved {
  readonly outcome: 'proved';
  readonly personId: string;
  readonly methods: readonly ('PASSKEY' | 'PASSWORD' | 'TOTP' | 'RECOVERY_CODE')[];
}

export interface Refused {
  readonly outcome: 'refused';
  /** Whose account was tried, where it is one's: for the record, never for an answer. */
  readonly personId?: string;
}

/** Too many tries failed here: the next may be made later. */
export interface MustWait {
  readonly outcome: 'wait';
  readonly waitMs: number;
}

export interface SecondStep {
  readonly outcome: 'secondStep';
  /** Token that comes back with the second factor. */
  readonly step: string;
  readonly expiresInMs: number;
}

export type SecondFactor = { readonly totp: string } | { readonly recoveryCode: string };

export interface SignInDeps {
  readonly people: PeopleStore;
  readonly signIns: SignInStore;
  readonly passkeys: Passkeys;
  readonly totpSecrets: TotpSecrets;
  readonly now: () => number;
}

const stepLifetimeMs = 10 * 60_000;
const triesOfAStep = 5;
/** Tries before waits begin: of one account from one address, and of one address. */
const free = { account: 5, address: 20 } as const;

/** Signing in by passkey, or by password and then a one-time code. Nobody learns which accounts there are. */
export class SignIn {
  constructor(private readonly deps: SignInDeps) {}

  /**
   * The first step. Waits grow by account and address together, so that nobody can keep an account's owner out from
   * elsewhere, and by address alone.
   */
  async withPassword(
    mail: string,
    password: string,
    address: string,
  ): Promise<SecondStep | Refused | MustWait> {
    const { people, signIns } = this.deps;
    const account = mail.trim().toLowerCase();
    const tried = await this.countTry(`password:${account}`, address);
    if (tried.outcome === 'wait') return tried;
    const person = await people.findByMail(account);
    const isRight = await isPassword(password, person?.passwordHash ?? null);
    if (!isRight || person?.status !== 'ACTIVE') return refusedOf(person?.id);
    await tried.forgive();
    const { token, hash } = newSecretToken();
    await signIns.begin({
      ...{ tokenHash: hash, kind: 'SECOND_STEP', personId: person.id, details: {} },
      ...{ lifetimeMs: stepLifetimeMs, tries: triesOfAStep },
    });
    return { outcome: 'secondStep', step: token, expiresInMs: stepLifetimeMs };
  }

  async withSecondFactor(
    step: string,
    factor: SecondFactor,
    address: string,
  ): Promise<Proved | Refused | MustWait> {
    const hash = hashSecretToken(step);
    const begun = hash && (await this.deps.signIns.tryAttempt('SECOND_STEP', hash));
    if (!hash || !begun?.personId) return { outcome: 'refused' };
    const answer = await this.prove(begun.personId, factor, address);
    if (answer.outcome !== 'proved') return answer;
    await this.deps.signIns.end(hash);
    return { ...answer, methods: ['PASSWORD', ...answer.methods] };
  }

  async withPasskey(site: PasskeySite, attempt: string, response: object): Promise<Proved | Refused> {
    const passkey = await this.deps.passkeys.signIn(site, attempt, response);
    return passkey
      ? { outcome: 'proved', personId: passkey.personId, methods: ['PASSKEY'] }
      : { outcome: 'refused' };
  }

  /** One factor of a person who is known already. */
  async prove(personId: string, factor: SecondFactor, address: string): Promise<Proved | Refused | MustWait> {
    const tried = await this.countTry(`second:${personId}`, address);
    if (tried.outcome === 'wait') return tried;
    const isRight =
      'totp' in factor
        ? await this.isTotp(personId, factor.totp)
        : await this.isRecoveryCode(personId, factor.recoveryCode);
    if (!isRight) return refusedOf(personId);
    await tried.forgive();
    return { outcome: 'proved', personId, methods: ['totp' in factor ? 'TOTP' : 'RECOVERY_CODE'] };
  }

  private async isTotp(personId: string, code: string): Promise<boolean> {
    const { people, totpSecrets, now } = this.deps;
    const stored = await people.readTotp(personId);
    if (!stored) return false;
    const secret = await totpSecrets.open(personId, stored);
    const step = totpStepOf(secret, code.replaceAll(/\s/g, ''), now());
    return step !== undefined && (await people.useTotpStep(personId, step));
  }

  private async isRecoveryCode(personId: string, code: string): Promise<boolean> {
    const hash = hashRecoveryCode(personId, code);
    return hash !== undefined && (await this.deps.people.useRecoveryCode(personId, hash));
  }

  private async countTry(
    account: string,
    address: string,
  ): Promise<MustWait | { readonly outcome: 'counted'; readonly forgive: () => Promise<void> }> {
    const keys = {
      account: { hash: keyOf(account, address), free: free.account },
      address: { hash: keyOf('address', address), free: free.address },
    };
    const waitMs = await this.deps.signIns.countTry([keys.account, keys.address]);
    if (waitMs > 0) return { outcome: 'wait', waitMs };
    const forgive = () => this.deps.signIns.forgive(keys.account.hash, keys.address.hash);
    return { outcome: 'counted', forgive };
  }
}

function refusedOf(personId: string | undefined): Refused {
  return { outcome: 'refused', ...(personId === undefined ? {} : { personId }) };
}

function keyOf(what: string, address: string): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([what, address]), 'utf8')
    .digest();
}
