import { randomBytes } from 'node:crypto';
import { KeyServiceFault } from '#application';
import { Cryptoki, CryptokiError, rv, type Handle } from './cryptoki.js';

interface TokenSettings {
  readonly tokenLabel: string;
  readonly pin: string;
}

/** The slot of the token. Rejects with `KeyServiceFault` where there is none, or several. */
export async function findToken(cryptoki: Cryptoki, { tokenLabel }: TokenSettings): Promise<Handle> {
  const tokens = await cryptoki.tokens();
  const found = tokens.filter(({ label }) => label === tokenLabel);
  if (found.length > 1)
    throw new KeyServiceFault(
      'KEYS.TOKEN_NOT_UNIQUE',
      `Several tokens are called ${tokenLabel}. Give each a label of its own, with the tools of the token.`,
    );
  if (!found[0])
    throw new KeyServiceFault(
      'KEYS.TOKEN_ABSENT',
      `No token is called ${tokenLabel}. Put it in, or correct security.pkcs11.tokenLabel. There are: ${
        tokens.map(({ label }) => label || '(without a label)').join(', ') || 'none'
      }.`,
    );
  return found[0].slot;
}

export async function logIn(
  cryptoki: Cryptoki,
  session: Handle,
  { tokenLabel, pin }: TokenSettings,
): Promise<void> {
  try {
    await cryptoki.login(session, pin);
  } catch (error) {
    const answer = error instanceof CryptokiError ? error.answer : undefined;
    if (answer === rv.pinLocked || answer === rv.pinExpired || answer === rv.userPinNotInitialized)
      throw new KeyServiceFault(
        'KEYS.PIN_LOCKED',
        `The token ${tokenLabel} takes no PIN: it is locked, has expired or was never set. Unlock it with the tools of the token.`,
      );
    if (answer === rv.pinIncorrect || answer === rv.pinInvalid || answer === rv.pinLength)
      throw new KeyServiceFault(
        'KEYS.PIN_WRONG',
        `The token ${tokenLabel} refuses the PIN. Correct security.pkcs11.pin; it is not tried again before the next start, since tokens lock themselves after a few wrong ones.`,
      );
    throw error;
  }
}

/** What the module answered, for whoever runs the installation; our own mistakes as they are. */
export function faultOf(error: unknown, { tokenLabel }: TokenSettings): KeyServiceFault {
  if (error instanceof KeyServiceFault) return error;
  if (!(error instanceof CryptokiError)) throw error;
  return new KeyServiceFault(
    'KEYS.TOKEN',
    `The token ${tokenLabel} cannot be used just now (${error.message}). It is tried again by itself.`,
    { cause: error },
  );
}

/** Makes a wrapping key in the token. Rejects with `KeyServiceFault`, also where there is one of this label. */
export async function createKeyInToken({
  modulePath,
  keyLabel,
  ...token
}: TokenSettings & { readonly modulePath: string; readonly keyLabel: string }): Promise<void> {
  const cryptoki = await Cryptoki.load(modulePath);
  try {
    await cryptoki.use(async () => {
      const session = await cryptoki.openSession(await findToken(cryptoki, token), true);
      try {
        await logIn(cryptoki, session, token);
        if ((await cryptoki.findKeys(session, keyLabel)).length > 0)
          throw new KeyServiceFault(
            'KEYS.KEY_THERE',
            `The token ${token.tokenLabel} has a key ${keyLabel} already. Choose another security.pkcs11.keyLabel for a new one.`,
          );
        await cryptoki.generateKey(session, keyLabel, randomBytes(16));
      } finally {
        await cryptoki.endSession(session);
      }
    });
  } catch (error) {
    throw faultOf(error, token);
  }
}
