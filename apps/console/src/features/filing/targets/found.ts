import type { Resolution } from '#client';

/** One place, account or number found in what was pasted. */
export interface Found {
  /** Canonical key; of what is no target, its spelling. */
  readonly identity: string;
  /** What is filed for it, and shown. */
  readonly input: string;
  readonly outcome: Resolution['outcome'];
  readonly reason?: NonNullable<Resolution['reason']>;
  readonly platform?: NonNullable<Resolution['platform']>;
  readonly kind?: string;
  readonly namesPerson: boolean;
  /** In how many lines it stands. It is filed once. */
  readonly times: number;
}

/** Everything found in the parts of a text, each once, in order; words that are no address are passed over. */
export function foundIn(rows: readonly Resolution[]): Found[] {
  const byIdentity = new Map<string, Found>();
  for (const row of rows.flatMap((each) => each.finds ?? [each])) {
    if (row.reason !== undefined && isProse.has(row.reason)) continue;
    const identity = row.key ?? `address ${row.input.trim()}`;
    const earlier = byIdentity.get(identity);
    byIdentity.set(identity, earlier ? { ...earlier, times: earlier.times + 1 } : toFound(identity, row));
  }
  return [...byIdentity.values()];
}

/** What was typed, then what was imported beside it; each once. */
export function withListed(typed: readonly Found[], listed: readonly Found[]): readonly Found[] {
  if (listed.length === 0) return typed;
  const known = new Set(typed.map(({ identity }) => identity));
  return [...typed, ...listed.filter(({ identity }) => !known.has(identity))];
}

export function withoutLeftOut(found: readonly Found[], leftOut: readonly string[]): readonly Found[] {
  if (leftOut.length === 0) return found;
  const left = new Set(leftOut);
  return found.filter(({ identity }) => !left.has(identity));
}

const isProse = new Set<string>(['EMPTY', 'NOT_AN_ADDRESS', 'TOO_LONG', 'SEVERAL_TARGETS']);

function toFound(identity: string, row: Resolution): Found {
  const { outcome, reason, platform, kind, namesPerson = false } = row;
  return {
    ...{ identity, outcome, namesPerson, times: 1 },
    input: filedInput(row),
    ...(reason === undefined ? {} : { reason }),
    ...(platform === undefined ? {} : { platform }),
    ...(kind === undefined ? {} : { kind }),
  };
}

/**
 * An address as it was given. Names and numbers mean something only next to their platform, so that they are filed by
 * address or key, which say it.
 */
function filedInput({ input, key, url }: Resolution): string {
  const given = input.trim();
  return key === undefined || isAddress.test(given) ? given : (url ?? key);
}

const isAddress = /^[^\s@+(\d](?=\S*$)[^\s./]*[./]/;

/** How an input reads to people: of a canonical key, what stands behind its platform and kind. */
export function readable({ input, identity }: Found): string {
  return input === identity ? (input.split(':')[2] ?? input) : input;
}
