import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import type { DataKey, KeyWrapper, ReportCipher, WrappedKey } from '#application';
import { CipherError } from './cipher-error.js';
import { openField, sealField } from './field-cipher.js';
import type { KeyService } from './key-service.js';

/**
 * `ReportCipher` over AES-256-GCM: texts under a data key per owner, data keys under the key of a key service. What is
 * sealed is bound to its owner and field.
 */
export class AesReportCipher implements ReportCipher, KeyWrapper {
  /**
   * @param current wraps new data keys
   * @param earlier still open what they wrapped
   */
  constructor(
    private readonly current: KeyService,
    private readonly earlier: readonly KeyService[] = [],
  ) {}

  async newKey(ownerId: string): ReturnType<ReportCipher['newKey']> {
    const bytes = randomBytes(keyBytes);
    try {
      const row = await this.current.wrap(bytes, ownerId);
      return { key: new AesDataKey(ownerId, createSecretKey(bytes)), row };
    } finally {
      bytes.fill(0);
    }
  }

  async openKey(ownerId: string, row: WrappedKey): Promise<DataKey> {
    const bytes = await this.unwrap(ownerId, row);
    const key = createSecretKey(bytes);
    bytes.fill(0);
    return new AesDataKey(ownerId, key);
  }

  wrappingKeyId(): Promise<string> {
    return this.current.wrappingKeyId();
  }

  get hasEarlierKeys(): boolean {
    return this.earlier.length > 0 || this.current.hasEarlierKeys;
  }

  async rewrap(ownerId: string, row: WrappedKey): Promise<WrappedKey> {
    const bytes = await this.unwrap(ownerId, row);
    try {
      return await this.current.wrap(bytes, ownerId);
    } finally {
      bytes.fill(0);
    }
  }

  /** Whether the key services have what they need. Rejects with `KeyServiceFault`, whose message says the way out. */
  async check(): Promise<void> {
    for (const service of [this.current, ...this.earlier]) await service.check();
  }

  async close(): Promise<void> {
    for (const service of [this.current, ...this.earlier]) await service.close();
  }

  private async unwrap(ownerId: string, row: WrappedKey): Promise<Buffer> {
    const service = [this.current, ...this.earlier].find((each) => each.isOwn(row.wrappingKeyId));
    if (!service) throw new CipherError('KEY_UNKNOWN');
    return service.unwrap(row, ownerId);
  }
}

const keyBytes = 32;

class AesDataKey implements DataKey {
  readonly #key: KeyObject;

  constructor(
    private readonly ownerId: string,
    key: KeyObject,
  ) {
    this.#key = key;
  }

  seal(text: string | Uint8Array, field: string): Uint8Array {
    return sealField(this.#key, text, this.context(field));
  }

  open(sealed: Uint8Array, field: string): string {
    return openField(this.#key, sealed, this.context(field)).toString('utf8');
  }

  openBytes(sealed: Uint8Array, field: string): Uint8Array {
    return openField(this.#key, sealed, this.context(field));
  }

  /** The owner's length comes first, so that no other owner and field join to the same context. */
  private context(field: string): string {
    return `${this.ownerId.length}:${this.ownerId}:${field}`;
  }
}
