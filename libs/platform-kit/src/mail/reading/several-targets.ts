import type { NamedTarget, Reading } from '#application';
import type { Fact } from '#core';

const unreadable: Reading = { outcome: 'unreadable' };

/**
 * Reads an answer to a notice that names several targets: a decision is about those it names, or clearly about all of
 * them. Where nobody can tell which it means it is for a person. Pure.
 *
 * @param read reads a text as if it spoke of one target
 */
export function readOfSeveral(
  text: string,
  targets: readonly NamedTarget[],
  read: (text: string) => Reading,
): Reading {
  const whole = read(text);
  const parts = [...toldApart(text, targets)].map(
    ([submissionId, told]) => [submissionId, readPart(told, read)] as const,
  );
  if (whole.outcome === 'understood' && [whole, ...parts.map(([, part]) => part)].every(decidesNothing))
    return whole;
  const forPerson: Reading = whole.namesPersons ? { ...unreadable, namesPersons: true } : unreadable;
  if (parts.length === 0) return speaksOfAll(text) ? whole : forPerson;
  if (parts.some(([, part]) => decidesNothing(part))) return forPerson;
  const apart = new Map(parts.map(([submissionId, part]) => [submissionId, factsIn(part)]));
  return {
    ...{ outcome: 'understood', facts: [...apart.values()].flat(), apart },
    ...(whole.namesPersons ? { namesPersons: true } : {}),
  };
}

/**
 * What stands beside a name is what is said of it; where nothing does, what leads up to it. No more than how it ended, such
 * as "removed", is read as a sentence about the content.
 */
function readPart({ leadingUp, lines }: ToldOf, read: (text: string) => Reading): Reading {
  const beside = lines.filter((line) => /\p{L}/u.test(line));
  if (beside.length === 0) return read(leadingUp.join('\n'));
  const ends = beside.map((line) => line.replace(/^[\s\p{P}\d]+|[\s.]+$/gu, ''));
  const sentences = ends.every((end) => /^\p{L}+(?: \p{L}+){0,2}$/u.test(end))
    ? asSentences.map((begin) => ends.map((end) => `${begin} ${end}.`).join('\n'))
    : [];
  const readings = [beside.join('\n'), ...sentences].map(read);
  return readings.find((reading) => !decidesNothing(reading)) ?? unreadable;
}

const asSentences = ['The content has been', 'Le contenu a été', 'De inhoud is', 'Der Inhalt wurde'];

function factsIn(reading: Reading): readonly Fact[] {
  return reading.outcome === 'understood' ? reading.facts : [];
}

const decisions: readonly Fact['kind'][] = ['actioned', 'refused', 'notFound', 'duplicate', 'reversed'];

function decidesNothing(reading: Reading): boolean {
  return !factsIn(reading).some(({ kind }) => decisions.includes(kind));
}

/** What a text says of one target: the lines that name it, without its name, and those that lead up to the first. */
interface ToldOf {
  readonly leadingUp: readonly string[];
  readonly lines: readonly string[];
}

/**
 * Which of several targets an answer speaks of, and what it says of each. Pure.
 *
 * @returns empty where it names none
 */
export function toldApart(text: string, targets: readonly NamedTarget[]): ReadonlyMap<string, ToldOf> {
  const told = new Map<string, ToldOf>();
  let leadingUp: string[] = [];
  let isInList = false;
  for (const line of text.split('\n')) {
    const named = targets.filter(({ names }) => names.some((name) => placeOf(line, name) >= 0));
    if (named.length > 0) {
      const rest = withoutNames(
        line,
        named.flatMap(({ names }) => names),
      );
      for (const { submissionId } of named) {
        const before = told.get(submissionId) ?? { leadingUp, lines: [] };
        told.set(submissionId, { ...before, lines: [...before.lines, rest] });
      }
    } else if (line.trim() !== '') {
      // What comes after a list begins something new.
      leadingUp = isInList ? [line] : [...leadingUp, line];
    }
    isInList = named.length > 0 || (isInList && line.trim() === '');
  }
  return told;
}

function withoutNames(line: string, names: readonly string[]): string {
  let rest = line;
  // The longest first: an address holds the parts that identify it.
  for (const name of [...names].sort((one, other) => other.length - one.length))
    for (let at = placeOf(rest, name); at >= 0; at = placeOf(rest, name))
      rest = `${rest.slice(0, at)}${rest.slice(at + name.length)}`;
  return rest.trim();
}

/** Shorter names stand in any text. */
const shortestName = 3;

/** Where a name stands in a line, as a word of its own; -1 where it does not. */
function placeOf(line: string, name: string): number {
  if (name.length < shortestName) return -1;
  const words = line.toLowerCase();
  const wanted = name.toLowerCase();
  for (let at = words.indexOf(wanted); at >= 0; at = words.indexOf(wanted, at + 1))
    if (!isWordPart(words[at - 1]) && !isWordPart(words[at + wanted.length])) return at;
  return -1;
}

function isWordPart(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_-]/u.test(character);
}

/**
 * Whether an answer that names no target speaks of all that the notice names: it says so, or it speaks of content at
 * large. One post, one account, a part of them or a number of them may be any of them: then only a person can say.
 */
export function speaksOfAll(text: string): boolean {
  return everything.test(text) || !(someOfThem.test(text) || oneThing.test(text));
}

const everything = words(
  'all|both|every|each of|tous|toutes|tout le contenu|les deux|chacun|chacune|ensemble des|alle|allemaal|beide|elk van|sämtliche|jeder|jede|jedes',
);
const someOfThem = words(
  'one of|some of|certain of|part of|parts of|partly|partially|except|the rest|remaining|first|second|third|' +
    "l[’']une? des?|certains|certaines|une partie|en partie|partiellement|sauf|excepté|le reste|restants?|restantes?|premier|première|deuxième|seconde|troisième|" +
    'een van|één van|sommige|een deel|deels|gedeeltelijk|behalve|de rest|overige|eerste|tweede|derde|' +
    'eine[rs]? der|einige|ein teil|teilweise|teils|außer|ausgenommen|der rest|übrigen?|ersten?|zweiten?|dritten?|' +
    '[0-9]+ (?:of|out of|sur|des|van|von)|(?:[0-9]+|two|three|four|five|deux|trois|quatre|cinq|twee|drie|vier|vijf|zwei|drei|fünf) ' +
    "(?:links?|urls?|posts?|items?|accounts?|videos?|photos?|liens|publications|comptes|vidéos|berichten|links|foto[’']s|video[’']s|beiträge|konten|videos|fotos)",
);
const oneThing = words(
  'post|video|photo|picture|image|reel|story|account|profile|link|url|group|page|comment|' +
    'publication|vidéo|compte|profil|lien|groupe|commentaire|' +
    'bericht|foto|afbeelding|profiel|groep|pagina|reactie|' +
    'beitrag|bild|konto|gruppe|seite|kommentar',
);

function words(alternatives: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives})(?![\\p{L}\\p{N}])`, 'iu');
}
