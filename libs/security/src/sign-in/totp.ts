import { generateSecret, generateURI, verifySync } from 'otplib';

const periodSeconds = 30;

/** 160 random bits in base32. */
export function newTotpSecret(): string {
  return generateSecret();
}

export function isTotpSecret(text: string): boolean {
  return /^[A-Z2-7]{32}$/.test(text);
}

/** What an app for one-time codes reads. */
export function totpAddress(secret: string, mail: string): string {
  return generateURI({ issuer: 'Uniflag', label: mail, secret });
}

/**
 * The time step whose code it is: of now, the one before or the one after, as clocks differ. Source: RFC 6238, section 5.2.
 *
 * @returns undefined where it is no code of this secret now
 */
export function totpStepOf(secret: string, code: string, nowMs: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const epoch = Math.floor(nowMs / 1_000);
  const result = verifySync({ secret, token: code, epoch, epochTolerance: periodSeconds });
  return result.valid && 'delta' in result ? Math.floor(epoch / periodSeconds) + result.delta : undefined;
}
