/**
 * Cuts a text into the requests of `POST /v1/targets/resolve`: parts of at most 500 a request, and so few characters
 * that the request stays below the API's 1 MiB whatever they are.
 *
 * A short text goes line by line, so that a line can be refused for itself, and repeats are seen. Of a long one, lines
 * are put together. A part ends between lines, else between words.
 */
export function splitText(text: string): string[][] {
  const lines = text.split(/\r\n|[\n\r]/).filter((line) => line.trim() !== '');
  const whole = joinBroken(lines);
  const parts = whole.length <= maxParts ? whole : putTogether(whole);
  const requests: string[][] = [];
  let room = 0;
  for (const part of parts.flatMap(cutLong)) {
    if (requests.length === 0 || part.length > room || requests.at(-1)?.length === maxParts) {
      requests.push([]);
      room = maxRequestChars;
    }
    requests.at(-1)?.push(part);
    room -= part.length;
  }
  return requests;
}

/** A long line that ends inside an address goes with the next one: the API says whether it goes on there. */
function joinBroken(lines: readonly string[]): string[] {
  const parts: string[] = [];
  let isOpen = false;
  for (const line of lines) {
    if (isOpen) parts.push(`${parts.pop() ?? ''}\n${line}`);
    else parts.push(line);
    isOpen = endsInAddress(line);
  }
  return parts;
}

function endsInAddress(line: string): boolean {
  const end = line.slice(-2_200);
  return /<https?:[^<>"\s]*$/i.test(end) || (line.length >= 65 && /https?:[^\s<>"]*[?&=%_/-]$/i.test(end));
}

const maxParts = 500;
const maxRequestChars = 150_000;
const maxPartChars = 50_000;
const comfortableChars = 2_000;

function putTogether(lines: readonly string[]): string[] {
  const parts: string[] = [];
  for (const line of lines) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + line.length < comfortableChars)
      parts[parts.length - 1] = `${last}\n${written(line)}`;
    else parts.push(written(line));
  }
  return parts;
}

/** Characters nobody can type spoil the whole part they stand in: one that no address has takes their place. */
function written(line: string): string {
  return line.replace(unwritable, '\ufffd');
}

// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const unwritable = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]|\p{Surrogate}/gu;

function cutLong(part: string): string[] {
  const pieces: string[] = [];
  let rest = part;
  while (rest.length > maxPartChars) {
    const space = rest.lastIndexOf(' ', maxPartChars);
    const end = space > 0 ? space : maxPartChars;
    pieces.push(written(rest.slice(0, end)));
    rest = rest.slice(end);
  }
  return [...pieces, pieces.length > 0 ? written(rest) : rest];
}
