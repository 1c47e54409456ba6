import { draftNames, languages, triageFaults, type TriageFault, type TriageTree } from '#core';
import { unknownNames, type Finding } from './checked-file.js';
import type { Blocks, Bodies, Letters, Routes, Sheets } from './guidance-schema.js';

/** Belgian bodies are written to in the national languages; everybody else in every language of Uniflag. */
const national = languages.filter((language) => language !== 'en');

/** Every route that is written has its letters, in the languages that its addressee reads, filled in alike. */
export function checkLetters({ letters }: Letters, routes: Routes): Finding[] {
  return Object.entries(routes).flatMap(([route, { addressee }]) => {
    const byLanguage = letters[route as keyof Letters['letters']] ?? {};
    const wanted =
      addressee === 'NOBODY' ? [] : addressee === 'PLATFORM' || addressee === 'BODY' ? languages : national;
    const given = Object.keys(byLanguage).sort();
    const languageFindings =
      given.join() === [...wanted].sort().join()
        ? []
        : [{ path: `letters.${route}`, problem: `must be in ${wanted.join(', ') || 'no language'}` }];
    const used = Object.entries(byLanguage).map(([language, { subject, text }]) => ({
      path: `letters.${route}.${language}`,
      names: namesIn(`${subject}\n${text}`),
    }));
    return [
      ...languageFindings,
      ...used.flatMap(({ path, names }) => unknownNames(path, names, draftNames, 'the names of a letter')),
      ...used
        .filter(({ names }) => names.join() !== used[0]?.names.join())
        .map(({ path }) => ({
          path,
          problem: `must fill in ${used[0]?.names.join(', ')}, as the first does`,
        })),
    ];
  });
}

/** Every addressee beside the platform is somebody. */
export function checkBodies(bodies: Bodies, routes: Routes): Finding[] {
  const roles = Object.values(bodies).map(({ role }): string => role);
  const missing = Object.values(routes).filter(
    ({ addressee }) => addressee !== 'PLATFORM' && addressee !== 'NOBODY' && !roles.includes(addressee),
  );
  const idle = Object.entries(bodies).filter(
    ([, { role, platforms }]) => (role === 'BODY') !== platforms.length > 0,
  );
  return [
    ...missing.map(({ addressee }) => ({ path: addressee, problem: 'has no body that has this role' })),
    ...idle.map(([key, { role }]) => ({
      path: `${key}.platforms`,
      problem:
        role === 'BODY' ? 'must name at least one platform' : 'must be empty: only a BODY takes platforms',
    })),
  ];
}

export function checkSheets({ sheets, callerPage, leaveOut }: Sheets, blocks: Blocks): Finding[] {
  const known = Object.keys(blocks);
  const check = (path: string, keys: readonly string[]) =>
    unknownNames(path, keys, known, 'sheets/blocks.yaml');
  const told = Object.values(sheets).flat();
  return [
    ...Object.entries(sheets).flatMap(([code, keys]) => check(`sheets.${code}`, keys)),
    ...check('callerPage', callerPage),
    ...Object.entries(leaveOut).flatMap(([platform, keys]) => check(`leaveOut.${platform}`, keys)),
    ...known
      .filter((key) => !told.includes(key))
      .map((key) => ({ path: `blocks.${key}`, problem: 'is told in no sheet' })),
  ];
}

/** No path without an end, and no category that no path leads to. */
export function checkTriage(tree: TriageTree): Finding[] {
  return triageFaults(tree).map(({ question, fault }) => ({ path: question, problem: triageWords[fault] }));
}

const triageWords: Readonly<Record<TriageFault['fault'], string>> = {
  MISSING: 'is asked next, but stands nowhere',
  CIRCLE: 'is asked again on its own path, which never ends',
  NEVER_ASKED: 'is never asked',
  NO_ANSWERS: 'has no answers',
  NEVER_REACHED: 'is a category to which no answer leads',
};

function namesIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))].sort();
}
