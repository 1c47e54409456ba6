import { sectionNames } from './schema.js';

/** Variables that begin so and name no level (`UNIFLAG_NO_APT`) belong to tools around the configuration. */
const prefix = 'UNIFLAG_';

/** Below these, names are keys of platforms and channels (`wa-partner`), not settings (`defaultChannel`). */
const keyedBelow: readonly string[] = [
  'platforms',
  'platforms.*.onUnknown',
  'platforms.*.mailboxes',
  'platforms.*.mailTrust',
  'platforms.*.formUrls',
  'deadlines.platforms',
];

/** Where an environment variable points, or undefined where it is no setting: `UNIFLAG_API__PORT` is `api.port`. */
export function pathOfVariable(variable: string): string[] | undefined {
  if (!variable.startsWith(prefix) || !variable.includes('__')) return undefined;
  const path: string[] = [];
  for (const segment of variable.slice(prefix.length).split('__')) {
    const words = segment.toLowerCase().split('_');
    path.push(isKeyed(path) ? words.join('-') : words.map(capitalised).join(''));
  }
  return path;
}

/** The environment variable of a setting: `api.port` is `UNIFLAG_API__PORT`. */
export function variableOfPath(path: readonly string[]): string {
  const segments = path.map((name) => name.replaceAll('-', '_').replaceAll(/[A-Z]/g, '_$&').toUpperCase());
  return prefix + segments.join('__');
}

/**
 * Variables that look like a setting written with one underscore in place of two, such as `UNIFLAG_DATABASE_URL`.
 *
 * @returns the variable that was probably meant
 */
export function meantVariable(
  variable: string,
  settings: readonly (readonly string[])[],
): string | undefined {
  if (!variable.startsWith(prefix) || variable.includes('__')) return undefined;
  const isSection = sectionNames.some((name) => variable.startsWith(variableOfPath([name])));
  const written = withoutUnderscores(variable);
  const candidates = isSection ? settings.map(variableOfPath) : [];
  const meant = candidates.find((name) =>
    [name, `${name}_FILE`].some((each) => withoutUnderscores(each) === written),
  );
  return meant === undefined || !variable.endsWith('_FILE') ? meant : `${meant}_FILE`;
}

function isKeyed(path: readonly string[]): boolean {
  const place = path.map((name, index) => (index === 1 && path[0] === 'platforms' ? '*' : name)).join('.');
  return keyedBelow.includes(place);
}

function capitalised(word: string, index: number): string {
  return index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1);
}

function withoutUnderscores(text: string): string {
  return text.replaceAll('_', '');
}
