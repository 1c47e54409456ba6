import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { NewPasskey, Passkey, PeopleStore, SignInStore } from '#application';
import { hashSecretToken, newSecretToken } from '../secret-token.js';

/** Where browsers see us: a passkey is bound to its domain. */
export interface PasskeySite {
  readonly domain: string;
  readonly origin: string;
}

/** Something a browser has to answer, and the token it brings back with the answer. */
export interface Begun<Options> {
  readonly attempt: string;
  readonly options: Options;
}

/** Loaded with the first passkey: it is a sixth of all that the API would load at its start. */
const webauthn = () => import('@simplewebauthn/server');

const attemptLifetimeMs = 10 * 60_000;

/**
 * Passkeys, always with user verification: the device has asked for finger, face or PIN, so that one is two factors.
 *
 * Source: W3C Web Authentication Level 3.
 */
export class Passkeys {
  constructor(
    private readonly people: PeopleStore,
    private readonly signIns: SignInStore,
  ) {}

  /** @param of absent: any passkey of this site that the browser has */
  async beginSignIn(
    { domain }: PasskeySite,
    of?: { readonly personId: string },
  ): Promise<Begun<PublicKeyCredentialRequestOptionsJSON>> {
    const passkeys = of ? (await this.people.factors(of.personId)).passkeys : [];
    const { generateAuthenticationOptions } = await webauthn();
    const options = await generateAuthenticationOptions({
      ...{ rpID: domain, userVerification: 'required' as const },
      allowCredentials: passkeys.map(({ credentialId, transports }) => ({
        ...{ id: credentialId, transports: [...transports] },
      })),
    });
    return { attempt: await this.keep('PASSKEY', options.challenge, of?.personId ?? null), options };
  }

  /** @returns the passkey that answered; undefined where it is none of ours, or did not answer what was asked */
  async signIn(site: PasskeySite, attempt: string, response: object): Promise<Passkey | undefined> {
    const begun = await this.take('PASSKEY', attempt);
    const { id } = response as Partial<AuthenticationResponseJSON>;
    const passkey = begun && typeof id === 'string' ? await this.people.findPasskey(id) : undefined;
    if (!begun || !passkey || (begun.personId ?? passkey.personId) !== passkey.personId) return undefined;
    const { credentialId, publicKey, counter, transports } = passkey;
    const { verifyAuthenticationResponse } = await webauthn();
    const answer = await unlessRefused(() =>
      verifyAuthenticationResponse({
        response: response as AuthenticationResponseJSON,
        ...{ expectedChallenge: begun.challenge, expectedOrigin: site.origin, expectedRPID: site.domain },
        requireUserVerification: true,
        credential: {
          ...{ id: credentialId, counter, transports: [...transports] },
          publicKey: new Uint8Array(publicKey),
        },
      }),
    );
    if (!answer?.verified) return undefined;
    await this.people.usePasskey(passkey.id, answer.authenticationInfo.newCounter);
    return passkey;
  }

  /** @param person whose passkey it becomes; those they have are not offered again */
  async beginAdding(
    { domain }: PasskeySite,
    person: { readonly id: string; readonly name: string; readonly mail: string },
    isKnown: boolean,
  ): Promise<Begun<PublicKeyCredentialCreationOptionsJSON>> {
    const passkeys = isKnown ? (await this.people.factors(person.id)).passkeys : [];
    const { generateRegistrationOptions } = await webauthn();
    const options = await generateRegistrationOptions({
      ...{ rpName: 'Uniflag', rpID: domain, userName: person.mail, userDisplayName: person.name },
      userID: new Uint8Array(Buffer.from(person.id)),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: passkeys.map(({ credentialId, transports }) => ({
        ...{ id: credentialId, transports: [...transports] },
      })),
    });
    const attempt = await this.keep('NEW_PASSKEY', options.challenge, isKnown ? person.id : null, {
      personId: person.id,
    });
    return { attempt, options };
  }

  /**
   * @param id of the new passkey
   * @returns it, and for whom it was begun
   */
  async readNew(
    site: PasskeySite,
    attempt: string,
    response: object,
    { id, name }: { readonly id: string; readonly name: string },
  ): Promise<{ readonly passkey: NewPasskey; readonly personId: string } | undefined> {
    const begun = await this.take('NEW_PASSKEY', attempt);
    if (!begun) return undefined;
    const { verifyRegistrationResponse } = await webauthn();
    const answer = await unlessRefused(() =>
      verifyRegistrationResponse({
        response: response as RegistrationResponseJSON,
        ...{ expectedChallenge: begun.challenge, expectedOrigin: site.origin, expectedRPID: site.domain },
        requireUserVerification: true,
      }),
    );
    if (!answer?.verified) return undefined;
    const { credential } = answer.registrationInfo;
    return {
      personId: String(begun.details['personId']),
      passkey: {
        ...{ id, name, credentialId: credential.id, publicKey: credential.publicKey },
        ...{ counter: credential.counter, transports: credential.transports ?? [] },
      },
    };
  }

  private async keep(kind: string, challenge: string, personId: string | null, more: object = {}) {
    const { token, hash } = newSecretToken();
    await this.signIns.begin({
      ...{ tokenHash: hash, kind, personId, lifetimeMs: attemptLifetimeMs, tries: 1 },
      details: { challenge, ...more },
    });
    return token;
  }

  private async take(kind: string, attempt: string) {
    const hash = hashSecretToken(attempt);
    const begun = hash && (await this.signIns.tryAttempt(kind, hash));
    return begun && { ...begun, challenge: String(begun.details['challenge']) };
  }
}

/** The verification throws at everything it does not like; what a browser sent is never our mistake. */
async function unlessRefused<Answer>(verify: () => Promise<Answer>): Promise<Answer | undefined> {
  return await verify().catch(() => undefined);
}
