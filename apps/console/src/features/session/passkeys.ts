import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import type { PasskeyOptions, SignInWays } from '#client';
import { client } from '../../api/client.js';

/** Whether this browser, at this address, can use passkeys of ours. */
export function canUsePasskeys({ passkeyDomain }: Pick<SignInWays, 'passkeyDomain'>): boolean {
  return browserSupportsWebAuthn() && window.location.hostname === passkeyDomain;
}

/** Asks for a passkey that is there. Throws where its owner says no. */
export async function askPasskey() {
  const { attempt, options } = await client.beginWithPasskey();
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON;
  const passkey = await asked(() => startAuthentication({ optionsJSON }));
  return { attempt, passkey: { ...passkey } };
}

/** Makes another passkey. Throws where its owner says no. */
export async function makePasskey({ attempt, options }: PasskeyOptions, name: string) {
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON;
  const response = await asked(() => startRegistration({ optionsJSON }));
  return { attempt, name, response: { ...response } };
}

/** The browser was told no, or had none, or took too long: it does not tell which. */
export class PasskeyNotGiven extends Error {
  override readonly name = 'PasskeyNotGiven';
}

async function asked<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    throw new PasskeyNotGiven('the browser gave no passkey', { cause: error });
  }
}
