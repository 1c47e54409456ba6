import { decodeText } from './parse-address.js';

/**
 * Query parameters by name, decoded. One that stands twice with two values says nothing certain and is left out.
 *
 * Reads `&amp;` and a second `?` as separators too: pasted addresses have both.
 */
export function readParameters(query: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const contradictory = new Set<string>();
  for (const pair of query.split(/&amp;|[&?]/)) {
    const [name, value] = readPair(pair);
    if ((values.get(name) ?? value) !== value) contradictory.add(name);
    values.set(name, value);
  }
  for (const name of contradictory) values.delete(name);
  return values;
}

/**
 * The address held by the first of these parameters that is there, decoded once; undefined where none is.
 *
 * An inner address that was not encoded runs to the end of the query, with a query of its own.
 */
export function readInnerAddress(query: string, names: readonly string[]): string | undefined {
  let position = 0;
  for (const pair of query.split(/(?<=[&?])/)) {
    const [name, value] = readPair(pair.replace(/[&?]$/, ''));
    if (names.includes(name) && value !== '') {
      const isPlain = /^https?:\/\//i.test(pair.slice(pair.indexOf('=') + 1));
      return isPlain ? query.slice(position + pair.indexOf('=') + 1) : value;
    }
    position += pair.length;
  }
  return undefined;
}

function readPair(pair: string): readonly [name: string, value: string] {
  const index = pair.indexOf('=');
  const [name, value] = index < 0 ? [pair, ''] : [pair.slice(0, index), pair.slice(index + 1)];
  return [decodeText(name).replace(/^amp;/, ''), decodeText(value.replaceAll('+', ' '))];
}
