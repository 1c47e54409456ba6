import type { KeyObject } from 'node:crypto';
import type { DataKey, KeyWrapper, ReportCipher, WrappedKey } from '#application';
import { FieldCipher } from './field-cipher.js';
import { wrappingKeyFrom } from './key-file.js';

/** `ReportCipher` over AES-256-GCM. What is sealed is bound to its owner and field. */
export class AesReportCipher implements ReportCipher, KeyWrapper {
  constructor(private readonly fields: FieldCipher) {}

  newKey(ownerId: string): ReturnType<ReportCipher['newKey']> {
    const { plain, wrapped, wrappingKeyId } = this.fields.createDataKey(ownerId);
    return { key: new AesDataKey(this.fields, ownerId, plain), row: { wrapped, wrappingKeyId } };
  }

  get wrappingKeyId(): string {
    return this.fields.current;
  }

  get hasEarlierKeys(): boolean {
    return this.fields.hasEarlierKeys;
  }

  rewrap(ownerId: string, { wrapped, wrappingKeyId }: WrappedKey): WrappedKey {
    return this.fields.rewrap(wrapped, wrappingKeyId, ownerId);
  }

  openKey(ownerId: string, row: Parameters<ReportCipher['openKey']>[1]): DataKey {
    return new AesDataKey(this.fields, ownerId, this.fields.unwrap(row.wrapped, row.wrappingKeyId, ownerId));
  }
}

class AesDataKey implements DataKey {
  readonly #key: KeyObject;

  constructor(
    private readonly fields: FieldCipher,
    private readonly ownerId: string,
    key: KeyObject,
  ) {
    this.#key = key;
  }

  seal(text: string | Uint8Array, field: string): Uint8Array {
    return this.fields.seal(this.#key, text, this.context(field));
  }

  open(sealed: Uint8Array, field: string): string {
    return this.fields.open(this.#key, sealed, this.context(field));
  }

  openBytes(sealed: Uint8Array, field: string): Uint8Array {
    return this.fields.openBytes(this.#key, sealed, this.context(field));
  }

  /** The owner's length comes first, so that no other owner and field join to the same context. */
  private context(field: string): string {
    return `${this.ownerId.length}:${this.ownerId}:${field}`;
  }
}

/** The cipher of an installation. Throws `KeyFileError`. */
export function reportCipherOf({
  wrappingKey,
  earlierWrappingKeys,
}: {
  /** Base64 of 32 bytes, as are the others. */
  readonly wrappingKey: string;
  readonly earlierWrappingKeys: readonly string[] | null;
}): AesReportCipher {
  return new AesReportCipher(
    new FieldCipher(wrappingKeyFrom(wrappingKey), (earlierWrappingKeys ?? []).map(wrappingKeyFrom)),
  );
}
