import { createHash, randomBytes } from 'node:crypto';
import { KeyServiceFault, within, type WrappedKey } from '#application';
import { CipherError } from '../cipher-error.js';
import { nonceBytes, partsOf, sealedOf } from '../field-cipher.js';
import { wrapContext, type KeyService } from '../key-service.js';
import { Cryptoki, CryptokiError, rv, type Handle } from './cryptoki.js';
import { Lane } from './lane.js';
import { faultOf, findToken, logIn } from './token.js';

export interface Pkcs11Settings {
  readonly modulePath: string;
  readonly tokenLabel: string;
  readonly pin: string;
  /** Label of the key that wraps. */
  readonly keyLabel: string;
  /** Of keys in the same token that still open what they wrapped. */
  readonly earlierKeyLabels: readonly string[] | null;
}

/**
 * Wrapping keys in a PKCS#11 token: data keys are sealed there with AES-GCM, and the wrapping key never leaves it.
 *
 * A call that the token did not answer is a `KeyServiceFault`; the next one opens the token anew. A PIN that was refused
 * is not tried again, since tokens lock themselves after a few of them.
 */
export class Pkcs11KeyService implements KeyService {
  readonly #settings: Pkcs11Settings;
  #opened: Promise<OpenToken> | undefined;
  #refusal: KeyServiceFault | undefined;
  /** Of the module when the token was opened last. */
  #lastGeneration: number | undefined;

  constructor(settings: Pkcs11Settings) {
    this.#settings = settings;
  }

  get hasEarlierKeys(): boolean {
    return (this.#settings.earlierKeyLabels ?? []).length > 0;
  }

  isOwn(wrappingKeyId: string): boolean {
    return wrappingKeyId.startsWith(idPrefix);
  }

  async wrappingKeyId(): Promise<string> {
    return this.inTime(this.openedToken().then(({ keys }) => keys[0].id));
  }

  wrap(dataKey: Uint8Array, owner: string): Promise<WrappedKey> {
    return this.onToken(async ({ cryptoki, keys: [{ id, handle }] }, session) => {
      const nonce = randomBytes(nonceBytes);
      const gcm = { nonce, context: wrapContext(owner) };
      return {
        wrapped: sealedOf(nonce, await cryptoki.encrypt(session, handle, dataKey, gcm)),
        wrappingKeyId: id,
      };
    });
  }

  async unwrap({ wrapped, wrappingKeyId }: WrappedKey, owner: string): Promise<Buffer> {
    const { nonce, ciphertext } = partsOf(wrapped);
    return this.onToken(async ({ cryptoki, keys }, session) => {
      const key = keys.find(({ id }) => id === wrappingKeyId);
      if (!key) throw new CipherError('KEY_UNKNOWN');
      const gcm = { nonce, context: wrapContext(owner) };
      try {
        return await cryptoki.decrypt(session, key.handle, ciphertext, gcm);
      } catch (error) {
        if (await isTampered(error, cryptoki, session, key.handle)) throw new CipherError('TAMPERED');
        throw error;
      }
    });
  }

  async check(): Promise<void> {
    const probe = randomBytes(32);
    const row = await this.wrap(probe, 'check');
    if (!probe.equals(await this.unwrap(row, 'check')))
      throw new KeyServiceFault('KEYS.TOKEN', 'The token does not give back what it took. Do not use it.');
  }

  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    const token = await opened?.catch(() => undefined);
    if (token) await token.cryptoki.use(() => endSessions(token));
  }

  /** Runs work in one of the token's sessions. Where the module began anew meanwhile, in a new one. */
  private onToken<Result>(work: (token: OpenToken, session: Handle) => Promise<Result>): Promise<Result> {
    const run = async (): Promise<Result> => {
      const opened = this.openedToken();
      const token = await opened;
      const [one, other] = token.lanes;
      const lane = other.waiting < one.waiting ? other : one;
      try {
        return await lane.run((session) =>
          token.cryptoki.use(() => {
            if (token.generation !== token.cryptoki.generation) throw new Stale();
            return work(token, session);
          }),
        );
      } catch (error) {
        if (error instanceof CipherError) throw error;
        if (this.#opened === opened) this.#opened = undefined;
        if (error instanceof Stale) return run();
        throw faultOf(error, this.#settings);
      }
    };
    return this.inTime(run());
  }

  private async inTime<Result>(work: Promise<Result>): Promise<Result> {
    const result = await within(work, longestMs);
    if (result === 'late')
      throw new KeyServiceFault('KEYS.NO_ANSWER', `The token did not answer within ${longestMs} ms.`);
    return result;
  }

  private openedToken(): Promise<OpenToken> {
    if (this.#refusal) return Promise.reject(this.#refusal);
    return (this.#opened ??= this.openToken().catch((error: unknown) => {
      this.#opened = undefined;
      const fault = faultOf(error, this.#settings);
      if (finalFaults.includes(fault.code)) this.#refusal = fault;
      throw fault;
    }));
  }

  private async openToken(): Promise<OpenToken> {
    const settings = this.#settings;
    const cryptoki = await Cryptoki.load(settings.modulePath);
    // What went and came back is found by a module that begins anew, and by some not before.
    if (this.#lastGeneration === cryptoki.generation) await cryptoki.restart(cryptoki.generation);
    return cryptoki.use(async () => {
      this.#lastGeneration = cryptoki.generation;
      const slot = await findToken(cryptoki, settings);
      const first = await cryptoki.openSession(slot);
      try {
        await logIn(cryptoki, first, settings);
        const labels = [settings.keyLabel, ...(settings.earlierKeyLabels ?? [])];
        const keys = [];
        for (const label of labels) keys.push(await findKey(cryptoki, first, label, settings.tokenLabel));
        const second = await cryptoki.openSession(slot);
        return {
          ...{ cryptoki, generation: cryptoki.generation, keys: keys as [TokenKey, ...TokenKey[]] },
          lanes: [new Lane(first), new Lane(second)] as const,
        };
      } catch (error) {
        await cryptoki.endSession(first);
        throw error;
      }
    });
  }
}

const idPrefix = 'p11-';
const longestMs = 10_000;
const finalFaults: readonly string[] = ['KEYS.PIN_WRONG', 'KEYS.PIN_LOCKED'];

interface OpenToken {
  readonly cryptoki: Cryptoki;
  readonly generation: number;
  /** The first wraps. */
  readonly keys: readonly [TokenKey, ...TokenKey[]];
  /** Work of the module runs on threads that files and names need as well: of the usual four it takes two. */
  readonly lanes: readonly [Lane, Lane];
}

interface TokenKey {
  readonly id: string;
  readonly handle: Handle;
}

/** The module began anew since the token was opened. */
class Stale extends Error {}

async function findKey(
  cryptoki: Cryptoki,
  session: Handle,
  label: string,
  tokenLabel: string,
): Promise<TokenKey> {
  const found = await cryptoki.findKeys(session, label);
  const [handle] = found;
  if (handle === undefined)
    throw new KeyServiceFault(
      'KEYS.KEY_UNKNOWN',
      `The token ${tokenLabel} has no secret key ${label}. Correct security.pkcs11.keyLabel, or make the key with: npx uniflag keys create-in-token`,
    );
  if (found.length > 1)
    throw new KeyServiceFault(
      'KEYS.KEY_NOT_UNIQUE',
      `The token ${tokenLabel} has several secret keys ${label}. Give each a label of its own, with the tools of the token.`,
    );
  const { id, isExtractable } = await cryptoki.describeKey(session, handle);
  if (isExtractable)
    throw new KeyServiceFault(
      'KEYS.KEY_EXTRACTABLE',
      `The key ${label} can be taken out of the token ${tokenLabel}. Make another with: npx uniflag keys create-in-token`,
    );
  const hash = createHash('sha256').update('uniflag token key id').update(`${label}\0`).update(id);
  return { id: `${idPrefix}${hash.digest('hex').slice(0, 16)}`, handle };
}

/** Many tokens have one answer for all that fails: where the same key still works, it was what it was to open. */
async function isTampered(
  error: unknown,
  cryptoki: Cryptoki,
  session: Handle,
  key: Handle,
): Promise<boolean> {
  if (!(error instanceof CryptokiError)) return false;
  if (error.answer === rv.encryptedDataInvalid || error.answer === rv.encryptedDataLength) return true;
  const gcm = { nonce: randomBytes(nonceBytes), context: 'probe' };
  const probe = randomBytes(32);
  try {
    const sealed = await cryptoki.encrypt(session, key, probe, gcm);
    return probe.equals(await cryptoki.decrypt(session, key, sealed, gcm));
  } catch (failed) {
    if (failed instanceof CryptokiError) return false;
    throw failed;
  }
}

async function endSessions({ cryptoki, generation, lanes }: OpenToken): Promise<void> {
  if (generation !== cryptoki.generation) return;
  for (const { session } of lanes) await cryptoki.endSession(session);
}
