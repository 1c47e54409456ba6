import { promisify } from 'node:util';
import { KeyServiceFault } from '#application';
import type { KoffiFunc } from 'koffi';

/** Names a session, a key or a slot inside a module; a bigint where it is too large for a number. */
export type Handle = number | bigint;

/** A call that a PKCS#11 module refused. */
export class CryptokiError extends Error {
  override readonly name = 'CryptokiError';

  constructor(
    readonly call: string,
    /** CK_RV */
    readonly answer: number,
  ) {
    super(`${call} answered ${answerNames.get(answer) ?? `0x${answer.toString(16)}`}`);
  }
}

/**
 * The functions of a PKCS#11 module that are needed here, each as a promise: they run beside the event loop, since a module
 * may wait for its device or the network. A refusal rejects with `CryptokiError`.
 *
 * A process can initialise a module once, so that all who use it share this: what uses sessions runs in `use`, and
 * `restart` waits for the end of all of that.
 *
 * Source: PKCS #11 Specification 3.1, docs.oasis-open.org/pkcs11/pkcs11-spec/v3.1, read on 2026-11-28.
 */
export class Cryptoki {
  private readonly kept = new Set<object>();
  private underWay = 0;
  private whenIdle: (() => void) | undefined;
  private restarting: Promise<void> | undefined;
  /** Counts restarts: handles of an earlier one mean nothing now, or something else. */
  generation = 0;

  private constructor(
    private readonly library: Library,
    private readonly sizes: { readonly ulong: number },
  ) {}

  /** Loads a module once for this process. Rejects with `KeyServiceFault` KEYS.MODULE. */
  static load(path: string): Promise<Cryptoki> {
    const loaded = modules.get(path) ?? Cryptoki.open(path);
    modules.set(path, loaded);
    // A module that is put in its place later is found then.
    loaded.catch(() => modules.delete(path));
    return loaded;
  }

  private static async open(path: string): Promise<Cryptoki> {
    try {
      const koffi = await import('koffi');
      const library = libraryOf(koffi, path);
      const cryptoki = new Cryptoki(library, { ulong: koffi.sizeof('ulong') });
      await cryptoki.initialize();
      return cryptoki;
    } catch (error) {
      throw new KeyServiceFault(
        'KEYS.MODULE',
        `The PKCS#11 module at security.pkcs11.modulePath (${path}) cannot be used: ${(error as Error).message}. ` +
          'Install the module of the token, or correct the path.',
        { cause: error },
      );
    }
  }

  /** Runs work with sessions; no restart happens meanwhile. */
  async use<Result>(work: () => Promise<Result>): Promise<Result> {
    while (this.restarting) await this.restarting;
    this.underWay += 1;
    try {
      return await work();
    } finally {
      this.underWay -= 1;
      if (this.underWay === 0) this.whenIdle?.();
    }
  }

  /** Ends all sessions and begins anew: how most modules find a token or a server that went and came back. */
  async restart(since: number): Promise<void> {
    if (this.restarting) return this.restarting;
    if (since !== this.generation) return;
    this.restarting = this.beginAnew();
    try {
      await this.restarting;
    } finally {
      this.restarting = undefined;
    }
  }

  private async beginAnew(): Promise<void> {
    if (this.underWay > 0) await new Promise<void>((resolve) => (this.whenIdle = resolve));
    this.whenIdle = undefined;
    this.generation += 1;
    await this.call('C_Finalize', null).catch(unless(rv.notInitialized));
    await this.initialize();
  }

  private async initialize(): Promise<void> {
    const none = null;
    await this.call('C_Initialize', {
      ...{ createMutex: none, destroyMutex: none, lockMutex: none, unlockMutex: none, reserved: none },
      flags: osLockingOk,
    }).catch(unless(rv.alreadyInitialized));
  }

  /** Slots that hold a token now, by the labels of the tokens. */
  async tokens(): Promise<readonly { readonly slot: Handle; readonly label: string }[]> {
    const count: [number] = [0];
    await this.call('C_GetSlotList', 1, null, count);
    const bytes = Buffer.alloc(this.sizes.ulong * count[0]);
    await this.call('C_GetSlotList', 1, bytes, count);
    const found = [];
    for (let at = 0; at < count[0]; at += 1) {
      const slot = this.ulongIn(bytes, at * this.sizes.ulong);
      const info = Buffer.alloc(tokenInfoBytes);
      // What says nothing of itself was pulled out at this moment, or is broken: the others are there all the same.
      const isThere = await this.call('C_GetTokenInfo', slot, info).then(() => true, refused);
      if (isThere) found.push({ slot, label: info.toString('utf8', 0, 32).trimEnd() });
    }
    return found;
  }

  async openSession(slot: Handle, isWriting = false): Promise<Handle> {
    const session: [Handle] = [0];
    await this.call('C_OpenSession', slot, serialSession | (isWriting ? readWrite : 0), null, null, session);
    return session[0];
  }

  /** Also where the token is gone, and the session with it. With the last session of a process its login ends. */
  async endSession(session: Handle): Promise<void> {
    await this.call('C_CloseSession', session).catch(refused);
  }

  async login(session: Handle, pin: string): Promise<void> {
    const bytes = Buffer.from(pin, 'utf8');
    await this.call('C_Login', session, normalUser, bytes, bytes.length).catch(unless(rv.alreadyLoggedIn));
  }

  /** Secret keys of this label; two at the most. */
  async findKeys(session: Handle, label: string): Promise<readonly Handle[]> {
    const template = [
      this.numberAttribute(attribute.objectClass, secretKey),
      bytesAttribute(attribute.label, Buffer.from(label, 'utf8')),
    ];
    await this.call('C_FindObjectsInit', session, template, template.length);
    try {
      const found = Buffer.alloc(this.sizes.ulong * 2);
      const count: [number] = [0];
      await this.call('C_FindObjects', session, found, 2, count);
      return Array.from({ length: count[0] }, (_, at) => this.ulongIn(found, at * this.sizes.ulong));
    } finally {
      await this.call('C_FindObjectsFinal', session);
    }
  }

  /** @returns its id, and whether its value can leave the token */
  async describeKey(
    session: Handle,
    key: Handle,
  ): Promise<{ readonly id: Buffer; readonly isExtractable: boolean }> {
    const id = Buffer.alloc(256);
    const isExtractable = Buffer.of(1);
    const template = [bytesAttribute(attribute.id, id), bytesAttribute(attribute.extractable, isExtractable)];
    await this.call('C_GetAttributeValue', session, key, template, template.length);
    return { id: id.subarray(0, template[0]?.length), isExtractable: isExtractable[0] !== 0 };
  }

  /** Makes an AES-256 key that stays in the token and never leaves it. */
  async generateKey(session: Handle, label: string, id: Uint8Array): Promise<void> {
    const [yes, no] = [Buffer.of(1), Buffer.of(0)];
    const template = [
      this.numberAttribute(attribute.objectClass, secretKey),
      this.numberAttribute(attribute.keyType, aes),
      this.numberAttribute(attribute.valueLength, 32),
      bytesAttribute(attribute.label, Buffer.from(label, 'utf8')),
      bytesAttribute(attribute.id, Buffer.from(id)),
      ...[attribute.token, attribute.private, attribute.sensitive, attribute.encrypt, attribute.decrypt].map(
        (type) => bytesAttribute(type, yes),
      ),
      ...[attribute.extractable, attribute.wrap, attribute.unwrap].map((type) => bytesAttribute(type, no)),
    ];
    const mechanism = { mechanism: mechanisms.aesKeyGeneration, parameter: null, length: 0 };
    await this.call('C_GenerateKey', session, mechanism, template, template.length, [0]);
  }

  /** AES-GCM inside the token. @returns ciphertext with its tag of 16 bytes at the end */
  encrypt(session: Handle, key: Handle, plaintext: Uint8Array, gcm: Gcm): Promise<Buffer> {
    return this.crypt(['C_EncryptInit', 'C_Encrypt'], session, key, plaintext, gcm);
  }

  decrypt(session: Handle, key: Handle, ciphertext: Uint8Array, gcm: Gcm): Promise<Buffer> {
    return this.crypt(['C_DecryptInit', 'C_Decrypt'], session, key, ciphertext, gcm);
  }

  private async crypt(
    [init, run]: readonly [FunctionName, FunctionName],
    session: Handle,
    key: Handle,
    input: Uint8Array,
    { nonce, context }: Gcm,
  ): Promise<Buffer> {
    const [iv, aad, bytes] = [Buffer.from(nonce), Buffer.from(context, 'utf8'), Buffer.from(input)];
    const parameter = this.library.gcmParameters({
      ...{ iv, ivBytes: iv.length, ivBits: iv.length * 8 },
      ...{ aad, aadBytes: aad.length, tagBits: 128 },
    });
    const mechanism = { mechanism: mechanisms.aesGcm, parameter, length: parameter.length };
    const output = Buffer.alloc(input.length + 64);
    const length: [number] = [output.length];
    return this.keeping([iv, aad, parameter], async () => {
      try {
        await this.call(init, session, mechanism, key);
        await this.call(run, session, bytes, bytes.length, output, length);
        return Buffer.from(output.subarray(0, length[0]));
      } finally {
        bytes.fill(0);
        output.fill(0);
      }
    });
  }

  /** Nothing of these is collected while the work goes on: a module knows them by their address alone. */
  private async keeping<Result>(buffers: object, work: () => Promise<Result>): Promise<Result> {
    this.kept.add(buffers);
    try {
      return await work();
    } finally {
      this.kept.delete(buffers);
    }
  }

  private async call(name: FunctionName, ...args: readonly unknown[]): Promise<void> {
    const { [name]: run } = this.library.functions;
    const answer = await this.keeping(args, () =>
      promisify((done: (error: unknown, value: unknown) => void) => {
        run.async(...args, done);
      })(),
    );
    if (Number(answer) !== rv.ok) throw new CryptokiError(name, Number(answer));
  }

  private numberAttribute(type: number, value: number): Attribute {
    const bytes = Buffer.alloc(this.sizes.ulong);
    bytes.writeUIntLE(value, 0, 4);
    return bytesAttribute(type, bytes);
  }

  private ulongIn(bytes: Buffer, at: number): Handle {
    return this.sizes.ulong === 8 ? bytes.readBigUInt64LE(at) : bytes.readUInt32LE(at);
  }
}

const modules = new Map<string, Promise<Cryptoki>>();

/** What AES-GCM is bound to. */
export interface Gcm {
  readonly nonce: Uint8Array;
  readonly context: string;
}

interface Attribute {
  readonly type: number;
  readonly value: Buffer;
  length: number;
}

function bytesAttribute(type: number, value: Buffer): Attribute {
  return { type, value, length: value.length };
}

/** Rejects again with anything but this answer of a module. */
function unless(answer: number): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof CryptokiError) || error.answer !== answer) throw error;
  };
}

/** @returns false; rejects again with what is no answer of a module */
function refused(error: unknown): false {
  if (!(error instanceof CryptokiError)) throw error;
  return false;
}

interface Library {
  readonly functions: Readonly<Record<FunctionName, KoffiFunc<(...args: unknown[]) => unknown>>>;
  readonly gcmParameters: (values: object) => Buffer;
}

type FunctionName = keyof ReturnType<typeof signatures>;

function libraryOf(koffi: typeof import('koffi'), path: string): Library {
  const { names, gcm, types } = typesOf(koffi);
  const library = koffi.load(path);
  const functions = Object.fromEntries(
    Object.entries(signatures(types)).map(([name, args]) => [name, library.func(name, names.ulong, args)]),
  ) as unknown as Library['functions'];
  return {
    functions,
    gcmParameters: (values) => {
      const bytes = Buffer.alloc(koffi.sizeof(gcm));
      koffi.encode(bytes, gcm, values);
      return bytes;
    },
  };
}

function typesOf(koffi: typeof import('koffi')) {
  const [ulong, bytes] = ['ulong', 'void *'];
  const initialize = koffi.struct({
    ...{ createMutex: bytes, destroyMutex: bytes, lockMutex: bytes, unlockMutex: bytes },
    ...{ flags: ulong, reserved: bytes },
  });
  const mechanism = koffi.struct({ mechanism: ulong, parameter: bytes, length: ulong });
  const template = koffi.struct({ type: ulong, value: bytes, length: ulong });
  const gcm = koffi.struct({
    ...{ iv: bytes, ivBytes: ulong, ivBits: ulong, aad: bytes, aadBytes: ulong, tagBits: ulong },
  });
  const types = {
    ...{ ulong, bytes },
    initialize: koffi.pointer(initialize),
    mechanism: koffi.pointer(mechanism),
    template: koffi.pointer(template),
    readTemplate: koffi.inout(koffi.pointer(template)),
    outUlong: koffi.out(koffi.pointer('ulong')),
    inoutUlong: koffi.inout(koffi.pointer('ulong')),
  };
  return { names: { ulong }, gcm, types };
}

function signatures(type: ReturnType<typeof typesOf>['types']) {
  const { ulong, bytes, template } = type;
  return {
    C_Initialize: [type.initialize],
    C_Finalize: [bytes],
    C_GetSlotList: ['uint8', bytes, type.inoutUlong],
    C_GetTokenInfo: [ulong, bytes],
    C_OpenSession: [ulong, ulong, bytes, bytes, type.outUlong],
    C_CloseSession: [ulong],
    C_Login: [ulong, ulong, bytes, ulong],
    C_FindObjectsInit: [ulong, template, ulong],
    C_FindObjects: [ulong, bytes, ulong, type.outUlong],
    C_FindObjectsFinal: [ulong],
    C_GetAttributeValue: [ulong, ulong, type.readTemplate, ulong],
    C_GenerateKey: [ulong, type.mechanism, template, ulong, type.outUlong],
    C_EncryptInit: [ulong, type.mechanism, ulong],
    C_Encrypt: [ulong, bytes, ulong, bytes, type.inoutUlong],
    C_DecryptInit: [ulong, type.mechanism, ulong],
    C_Decrypt: [ulong, bytes, ulong, bytes, type.inoutUlong],
  };
}

/** CK_TOKEN_INFO, with room for wider numbers. */
const tokenInfoBytes = 512;
const osLockingOk = 2;
const serialSession = 4;
const readWrite = 2;
const normalUser = 1;
const secretKey = 4;
const aes = 0x1f;

const mechanisms = { aesKeyGeneration: 0x1080, aesGcm: 0x1087 } as const;

const attribute = {
  ...{ objectClass: 0x0, token: 0x1, private: 0x2, label: 0x3, keyType: 0x100, id: 0x102 },
  ...{ sensitive: 0x103, encrypt: 0x104, decrypt: 0x105, wrap: 0x106, unwrap: 0x107 },
  ...{ valueLength: 0x161, extractable: 0x162 },
} as const;

/** Answers that something depends on. */
export const rv = {
  ...{ ok: 0x0, encryptedDataInvalid: 0x40, encryptedDataLength: 0x41 },
  ...{ pinIncorrect: 0xa0, pinInvalid: 0xa1, pinLength: 0xa2, pinExpired: 0xa3, pinLocked: 0xa4 },
  ...{ alreadyLoggedIn: 0x100, userPinNotInitialized: 0x102 },
  ...{ notInitialized: 0x190, alreadyInitialized: 0x191 },
} as const;

const answerNames = new Map<number, string>([
  ...Object.entries({
    ...{ CKR_HOST_MEMORY: 0x2, CKR_GENERAL_ERROR: 0x5, CKR_FUNCTION_FAILED: 0x6, CKR_DEVICE_ERROR: 0x30 },
    ...{ CKR_DEVICE_REMOVED: 0x32, CKR_ENCRYPTED_DATA_INVALID: 0x40, CKR_MECHANISM_INVALID: 0x70 },
    ...{ CKR_MECHANISM_PARAM_INVALID: 0x71, CKR_PIN_INCORRECT: 0xa0, CKR_PIN_LOCKED: 0xa4 },
    ...{ CKR_SESSION_CLOSED: 0xb0, CKR_SESSION_HANDLE_INVALID: 0xb3, CKR_TOKEN_NOT_PRESENT: 0xe0 },
    ...{ CKR_TOKEN_WRITE_PROTECTED: 0xe2, CKR_USER_NOT_LOGGED_IN: 0x101, CKR_KEY_HANDLE_INVALID: 0x60 },
    ...{ CKR_CRYPTOKI_NOT_INITIALIZED: 0x190, CKR_ATTRIBUTE_VALUE_INVALID: 0x13 },
  }).map(([name, answer]): [number, string] => [answer, name]),
]);
