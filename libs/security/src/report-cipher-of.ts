import { AesReportCipher } from './aes-report-cipher.js';
import { wrappingKeyFrom } from './key-file.js';
import type { KeyService } from './key-service.js';
import { LocalKeyService } from './local-key-service.js';
import { Pkcs11KeyService, type Pkcs11Settings } from './pkcs11/pkcs11-key-service.js';

/** The settings of the section `security` that say who wraps. */
export interface KeyServiceSettings {
  readonly keyService: 'local' | 'pkcs11';
  /** Base64 of 32 bytes, as are the others. */
  readonly wrappingKey: string | null;
  readonly earlierWrappingKeys: readonly string[] | null;
  /** None of its settings is null where the path is not. */
  readonly pkcs11: { readonly [Name in keyof Pkcs11Settings]: Pkcs11Settings[Name] | null };
}

/** The cipher of an installation: the key service that was chosen wraps, the other opens what it wrapped before. */
export function reportCipherOf(settings: KeyServiceSettings): AesReportCipher {
  const services = [localService(settings), pkcs11Service(settings.pkcs11)];
  const [current, other] = settings.keyService === 'local' ? services : services.reverse();
  if (!current) throw new Error(`security.keyService is ${settings.keyService}, of which nothing is set`);
  return new AesReportCipher(current, other ? [other] : []);
}

function localService({ wrappingKey, earlierWrappingKeys }: KeyServiceSettings): KeyService | undefined {
  const [first, ...rest] = [...(wrappingKey === null ? [] : [wrappingKey]), ...(earlierWrappingKeys ?? [])];
  return first === undefined
    ? undefined
    : new LocalKeyService([wrappingKeyFrom(first), ...rest.map(wrappingKeyFrom)]);
}

function pkcs11Service({
  modulePath,
  tokenLabel,
  pin,
  keyLabel,
  earlierKeyLabels,
}: KeyServiceSettings['pkcs11']): KeyService | undefined {
  if (modulePath === null || tokenLabel === null || pin === null || keyLabel === null) return undefined;
  return new Pkcs11KeyService({ modulePath, tokenLabel, pin, keyLabel, earlierKeyLabels });
}
