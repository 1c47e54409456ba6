import type { NewTarget, Resolution } from '../shapes.js';
import type { ListedAddress } from './read-address-list.js';

/** A list after the API said what each of its addresses is. */
export interface SortedList {
  /** Each target once, in order, with what it is. */
  readonly targets: readonly (NewTarget & {
    readonly key: string;
    readonly platform: string;
    readonly kind: string;
    readonly namesPerson: boolean;
    /** In how many rows it stands. */
    readonly times: number;
  })[];
  readonly rejected: readonly Rejected[];
  /** Rows left out because their target stands in an earlier one. */
  readonly repeats: number;
}

/** A row that names no target. */
export interface Rejected {
  readonly line: number;
  readonly address: string;
  readonly reason: NonNullable<Resolution['reason']>;
  /** What to do about it. */
  readonly hint: string;
}

/** The requests of `POST /v1/targets/resolve` in which a list fits, by count and length; rows too long for any are cut. */
export function requestsOf(rows: readonly ListedAddress[]): ListedAddress[][] {
  const requests: ListedAddress[][] = [];
  let chars = 0;
  for (const row of rows) {
    const { length } = row.address;
    if (requests.length === 0 || requests.at(-1)?.length === maxRows || chars + length > maxRequestChars) {
      requests.push([]);
      chars = 0;
    }
    requests
      .at(-1)
      ?.push(length > maxAddressChars ? { ...row, address: row.address.slice(0, maxAddressChars) } : row);
    chars += Math.min(length, maxAddressChars);
  }
  return requests;
}

const maxRows = 500;
const maxRequestChars = 150_000;
/** One more than the longest address that is none for its length alone. */
const maxAddressChars = 4_097;

/** @param resolutions what each row is, in order */
export function sortOut(rows: readonly ListedAddress[], resolutions: readonly Resolution[]): SortedList {
  const targets = new Map<string, SortedList['targets'][number]>();
  const rejected: Rejected[] = [];
  let repeats = 0;
  rows.forEach(({ line, address, locator }, index) => {
    const resolution = resolutions[index];
    // A cell may hold words around the address, or several addresses.
    for (const each of resolution?.finds ?? (resolution ? [resolution] : [])) {
      const { key, platform, kind, namesPerson = false, reason = 'NOT_AN_ADDRESS', hint = '' } = each;
      if (each.outcome !== 'resolved' || !key || !platform || !kind) {
        rejected.push({ line, address: each.input || address, reason, hint });
        continue;
      }
      const known = targets.get(key);
      if (known) repeats += 1;
      const more =
        locator === '' || known?.locator !== undefined ? {} : { locator: locator.slice(0, maxLocatorChars) };
      const first = known ?? { input: inputOf(each), key, platform, kind, namesPerson, times: 0 };
      targets.set(key, { ...first, ...more, times: first.times + 1 });
    }
  });
  return { targets: [...targets.values()], rejected, repeats };
}

const maxLocatorChars = 2_000;

/** Names and numbers mean something only next to their platform: they are filed by address or key. */
function inputOf({ input, url, key }: Resolution): string {
  const given = input.trim();
  return /^[^\s@+(\d](?=\S*$)[^\s./]*[./]/.test(given) ? given : (url ?? key ?? given);
}
