import type { AuditHead } from '#application';

/** A head in one line of JSON: place, hash, time and signature, nothing else. */
export function anchorLine({ sequence, hash, atMs, signed }: AuditHead): string {
  return JSON.stringify({
    sequence,
    hash: base64(hash),
    at: new Date(atMs).toISOString(),
    ...(signed ? { keyId: signed.keyId, signature: base64(signed.signature) } : {}),
  });
}

/**
 * Heads in a text: every line that is one. Others are passed over, so that a mail can be given as it came.
 *
 * @returns in the order of the chain
 */
export function anchorsIn(text: string): AuditHead[] {
  return text
    .split(/\r?\n/)
    .flatMap((line) => headIn(line.trim()) ?? [])
    .sort((one, other) => one.sequence - other.sequence);
}

function headIn(line: string): AuditHead | undefined {
  if (!line.startsWith('{')) return undefined;
  let read: Partial<Record<string, unknown>>;
  try {
    read = JSON.parse(line) as Partial<Record<string, unknown>>;
  } catch {
    return undefined; // a line of something else
  }
  const { sequence, hash, at, keyId, signature } = read;
  const atMs = typeof at === 'string' ? Date.parse(at) : NaN;
  if (!Number.isSafeInteger(sequence) || typeof hash !== 'string' || Number.isNaN(atMs)) return undefined;
  const signed =
    typeof keyId === 'string' && typeof signature === 'string'
      ? { keyId, signature: Buffer.from(signature, 'base64') }
      : null;
  return { sequence: Number(sequence), hash: Buffer.from(hash, 'base64'), atMs, signed };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
