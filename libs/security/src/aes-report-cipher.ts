import type { KeyObject } from 'node:crypto';
import type { DataKey, ReportCipher } from '#application';
import type { FieldCipher } from './field-cipher.js';

/** `ReportCipher` over AES-256-GCM. What is sealed is bound to its owner and field. */
export class AesReportCipher implements ReportCipher {
  constructor(private readonly fields: FieldCipher) {}

  newKey(ownerId: string): ReturnType<ReportCipher['newKey']> {
    const { plain, wrapped, wrappingKeyId } = this.fields.createDataKey(ownerId);
    return { key: new AesDataKey(this.fields, ownerId, plain), row: { wrapped, wrappingKeyId } };
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

  seal(text: string, field: string): Uint8Array {
    return this.fields.seal(this.#key, text, this.context(field));
  }

  open(sealed: Uint8Array, field: string): string {
    return this.fields.open(this.#key, sealed, this.context(field));
  }

  /** The owner's length comes first, so that no other owner and field join to the same context. */
  private context(field: string): string {
    return `${this.ownerId.length}:${this.ownerId}:${field}`;
  }
}
