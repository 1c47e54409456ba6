import { hash, verify } from '@node-rs/argon2';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { commonPasswordParts } from './common-passwords.js';

export const minPasswordChars = 15;
export const maxPasswordChars = 200;

/** Source: RFC 9106, section 4, second recommended option: what a server with little memory to spare can give each. */
const argon2id = 2;
const cost = { algorithm: argon2id, memoryCost: 65_536, timeCost: 3, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), cost);
}

/**
 * Whether it is the password of this hash. Where there is none, as much work is done and the answer is no: who waits for it
 * does not learn whether there is such an account.
 */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  standIn ??= hashPassword('nobody has this password');
  const isSame = await verify(stored ?? (await standIn), normal(password));
  return isSame && stored !== null;
}

let standIn: Promise<string> | undefined;

/**
 * @param knownWords what somebody who knows the owner and the organisation tries: names, addresses
 * @returns why it will not do: too short; or made of common parts and known words alone, or guessed in few tries from
 *   leaked passwords, repetitions, sequences and rows of the keyboard
 */
export function passwordFault(
  password: string,
  knownWords: readonly string[],
): 'SHORT' | 'COMMON' | undefined {
  if ([...normal(password)].length < minPasswordChars) return 'SHORT';
  const words = [
    ...commonPasswordParts,
    ...knownWords.flatMap((text) => text.toLowerCase().split(/[^\p{L}\d]+/u)),
  ]
    .filter((word) => word.length > 1)
    .sort((a, b) => b.length - a.length);
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), normal(password).toLowerCase());
  // Repetitions add nothing that has to be guessed.
  const isOfKnownWords = new Set(rest.replaceAll(/[^\p{L}\d]/gu, '')).size < minDistinctChars;
  return isOfKnownWords || guessesLog10(password, words) < minGuessesLog10 ? 'COMMON' : undefined;
}

const minDistinctChars = 5;
/** Where the estimator says "very unguessable": what a stolen hash still withstands. Source: zxcvbn, score 4. */
const minGuessesLog10 = 10;
/** Its work grows with the square of the length; what is hard to guess so far is hard to guess. */
const maxEstimatedChars = 64;

/** Loaded once somebody chooses a password: 49,000 leaked ones and 7,800 common words. */
let estimator: ZxcvbnFactory | undefined;

function guessesLog10(password: string, words: string[]): number {
  estimator ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  return estimator.check(normal(password).slice(0, maxEstimatedChars), words).guessesLog10;
}

/** The same characters typed on another system are the same password. Source: RFC 8265, section 4.2. */
function normal(password: string): string {
  return password.normalize('NFC');
}
