import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { withEdits } from '../support/planted.cjs';

const root = join(import.meta.dirname, '..', '..');
/** Where text of strangers, callers and staff comes by. */
const folders = ['libs', 'apps/api/src', 'apps/worker/src', 'apps/cli/src', 'apps/console/src'];

/** Nothing that any pattern sees is longer than this, but for those below. */
const longestText = 10_000;
/** Patterns that look at no more than so much of a text, because the code around them cuts it first. */
const looksAtMost: Readonly<Record<string, number>> = {
  'libs/core/src/targets/find-targets.ts: /\\s*\\S+$/': 34,
  'libs/mail/src/mail-outcome.ts: /[^\\s<>"\',;:()[\\]]*@[^\\s<>"\',;:()[\\]]*/g': 1_000,
  'apps/console/src/features/submissions/receipt-number.ts': 2_000,
};
/** A pattern that is linear takes a few; one that is not takes seconds. */
const mostMs = 100;

interface Pattern {
  readonly where: string;
  readonly pattern: RegExp;
}

function patternsOf(file: string): Pattern[] {
  const source = withEdits(file, readFileSync(file, 'utf8'));
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const found: Pattern[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const [, body = '', flags = ''] = /^\/(.*)\/([a-z]*)$/s.exec(node.text) ?? [];
      found.push({ where: `${relative(root, file)}: ${node.text}`, pattern: new RegExp(body, flags) });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, kind));
  return found;
}

function allPatterns(): Pattern[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/\.spec\.ts$|\.d\.ts$|testing|generated|simulat/.test(name))
      .flatMap((name) => patternsOf(join(root, folder, name))),
  );
}

/** What makes patterns go back and forth: the same few characters again and again, those of the pattern among them. */
const usual = [
  ' ',
  'a',
  '0',
  '\n',
  '.',
  ',',
  '-',
  '<',
  '>',
  '(',
  '@',
  '/',
  '=',
  '_',
  '"',
  ' \n',
  'a ',
  'a.',
  'a-',
  'a@',
];
const endings = ['', '\u0001', '!\n'];

/** Growing: a pattern whose work doubles with each character is caught long before it would never end. */
const lengths = [16, 20, 24, 28, 32, 40, 48, 64, 128, 1_000];

/** A text over which the pattern takes long, if there is one. */
function slowText(pattern: RegExp, longest: number): string | undefined {
  const literals = pattern.source
    .replace(/\\[dwsbSWD]|\\p\{\w+\}|\[[^\]]*\]|[\\^$.*+?()[\]{}|]/g, ' ')
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 8);
  const pieces = [...usual, ...literals, ...literals.slice(0, 4).map((literal) => `${literal}\n`)];
  for (const length of [...lengths.filter((each) => each < longest), longest])
    for (const start of ['', ...literals.slice(0, 2)])
      for (const piece of pieces)
        for (const end of endings) {
          const text = start + piece.repeat(Math.ceil(length / piece.length)) + end;
          if (isSlow(pattern, text)) return text;
        }
  return undefined;
}

/** The least of three, in time of the processor: a busy machine counts for nothing. */
function isSlow(pattern: RegExp, text: string): boolean {
  for (let time = 0; time < 3; time += 1) {
    const before = process.cpuUsage();
    if (pattern.global) text.match(pattern);
    else pattern.exec(text);
    if (process.cpuUsage(before).user < mostMs * 1_000) return false;
  }
  return true;
}

describe('a pattern that sees input', () => {
  it('takes no text for long', () => {
    const patterns = allPatterns();
    expect(patterns.length).toBeGreaterThan(250);
    const slow = patterns.flatMap(({ where, pattern }) => {
      const length = looksAtMost[where] ?? looksAtMost[where.split(': ')[0] ?? ''] ?? longestText;
      const text = slowText(pattern, length);
      return text === undefined ? [] : [`${where} at ${JSON.stringify(text.slice(0, 30))}`];
    });
    expect(slow).toEqual([]);
  });

  it.each([/^(a|a)*$/, /\s+(?=[^\s=]+\s*=)/])('would be found out: %s', (pattern) => {
    expect(slowText(pattern, longestText)).toBeDefined();
  });
});
