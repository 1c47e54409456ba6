import { createHmac, timingSafeEqual } from 'node:crypto';

const toleranceMs = 10 * 60_000;

/**
 * Whether a callback was signed with our secret within the last minutes. Header `dedupe-signature: t=<ms>,v1=<hex>`,
 * where v1 is HMAC-SHA-256 over `<ms>.<body>`.
 */
export function isSigned(
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
  secret: string,
  nowMs: number,
): boolean {
  const match = /^t=(\d{1,16}),v1=([0-9a-f]{64})$/.exec(headerOf(headers, 'dedupe-signature') ?? '');
  const [, sentAt = '', given = ''] = match ?? [];
  if (!match || secret === '' || Math.abs(nowMs - Number(sentAt)) > toleranceMs) return false;
  const expected = createHmac('sha256', secret).update(`${sentAt}.`).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(given, 'hex'));
}

function headerOf(headers: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.entries(headers).find(([each]) => each.toLowerCase() === name)?.[1];
}
