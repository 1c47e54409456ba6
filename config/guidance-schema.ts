import { addressees, categoryCodes, dsaRegimes, languages, refusalReasons, routeCodes } from '#core';
import { z } from 'zod';
import { oneOf } from './setting-types.js';
import { inEveryLanguage, names, source, words, yes } from './taxonomy-schema.js';

/** Shapes of the files under remedies/, sheets/ and triage/. What crosses files is checked in `guidance-checks.ts`. */

function each<Key extends string, Schema extends z.ZodType>(keys: readonly Key[], schema: Schema) {
  return z.strictObject(Object.fromEntries(keys.map((key) => [key, schema])) as Record<Key, Schema>);
}
const capitals = (what: string) =>
  z.string().regex(/^[A-Z][A-Z0-9_]*$/, `${what} is named in capitals, such as KEEP_PROOF`);
const platformKey = z.string().regex(/^[a-z][a-z0-9-]*$/, 'a platform is named by its key, such as facebook');

export const routesFile = each(
  routeCodes,
  z.strictObject({
    labels: inEveryLanguage(120),
    descriptions: inEveryLanguage(300),
    addressee: oneOf(addressees),
    source,
  }),
);

export const bodiesFile = z.record(
  capitals('a body'),
  z.strictObject({
    name: words(120),
    role: oneOf(['BODY', 'COORDINATOR', 'DATA_PROTECTION', 'COURT', 'POLICE'] as const),
    country: z.string('must be text').regex(/^[A-Z]{2}$/, 'must be a country of two letters, such as BE'),
    url: z.url({ protocol: /^https$/, error: 'must be an https address' }).nullable(),
    platforms: z.array(platformKey, 'must be a list'),
    maxDecisionAgeMonths: z.int('must be a whole number of months').min(1, 'must be at least 1').nullable(),
    resultWithinDays: z.int('must be a whole number of days').min(1, 'must be at least 1').nullable(),
    notes: inEveryLanguage(300),
    source,
  }),
);

export const platformGuidesFile = z.record(
  platformKey,
  z.strictObject({ hasPrivacyProcess: yes(), commentedKinds: names(), source }),
);

/** Text over several lines, as a letter has it. */
const letterText = z
  .string('must be text')
  .min(1, 'is empty')
  .max(5_000, 'is longer than 5000 characters')
  .refine((text) => text === text.normalize('NFC'), 'is not in composed Unicode form (NFC)');
const letter = z.strictObject({ subject: words(200), text: letterText });

export const lettersFile = z.strictObject({
  refusalReasons: each(refusalReasons, inEveryLanguage(200)),
  standings: each(dsaRegimes, inEveryLanguage(300)),
  letters: z.partialRecord(z.enum(routeCodes), z.partialRecord(z.enum(languages), letter)),
});

export const blocksFile = z.record(
  capitals('a piece'),
  z.strictObject({
    text: inEveryLanguage(300),
    platforms: z.record(platformKey, inEveryLanguage(300)).default({}),
    sources: z.array(source, 'must be a list').default([]),
  }),
);

export const sheetsFile = z.strictObject({
  title: inEveryLanguage(120),
  referralsTitle: inEveryLanguage(120),
  callerPage: names(),
  leaveOut: z.record(platformKey, names()),
  sheets: each(categoryCodes, names()),
});

const triageAnswer = z
  .strictObject({
    text: inEveryLanguage(200),
    question: words(40).exactOptional(),
    category: oneOf(categoryCodes).exactOptional(),
  })
  .refine(
    ({ question, category }) => (question === undefined) !== (category === undefined),
    'must lead to one of the two: a question or a category',
  );

export const triageFile = z.strictObject({
  start: words(40),
  questions: z.record(
    capitals('a question'),
    z.strictObject({ text: inEveryLanguage(200), answers: z.record(capitals('an answer'), triageAnswer) }),
  ),
});

export type Bodies = z.output<typeof bodiesFile>;
export type Letters = z.output<typeof lettersFile>;
export type Routes = z.output<typeof routesFile>;
export type Blocks = z.output<typeof blocksFile>;
export type Sheets = z.output<typeof sheetsFile>;
export type Triage = z.output<typeof triageFile>;
