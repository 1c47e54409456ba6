import { asks, callerRoles, categoryCodes, grounds, languages, storageRules, urgencies } from '#core';
import { z } from 'zod';
import { oneOf } from './setting-types.js';

/** Shapes of the files under taxonomy/, law/ and referrals/. What crosses files is checked in `taxonomy-checks.ts`. */

export const certainties = ['verified', 'recalled', 'unclear'] as const;

/** Text for people: in Unicode's composed form, without control characters or blanks at its ends. */
export const words = (maxChars: number) =>
  z
    .string('must be text')
    .min(1, 'is empty')
    .max(maxChars, `is longer than ${maxChars} characters`)
    .refine(
      (text) => text === text.trim() && !/\p{Cc}/u.test(text),
      'has control characters, or blanks at its ends',
    )
    .refine((text) => text === text.normalize('NFC'), 'is not in composed Unicode form (NFC)');

export const inEveryLanguage = (maxChars: number) =>
  z.strictObject(
    Object.fromEntries(languages.map((language) => [language, words(maxChars)])) as Record<
      (typeof languages)[number],
      ReturnType<typeof words>
    >,
  );
export const day = () => z.iso.date('must be a day such as 2026-11-23, in quotes');
export const names = () =>
  z
    .array(words(200), 'must be a list')
    .refine((all) => new Set(all).size === all.length, 'names something twice');
export const yes = () => z.boolean('must be true or false');

export const source = z.strictObject({
  url: z.url('must be an address').nullable(),
  readOn: day(),
  certainty: oneOf(certainties),
});

const tdbCode = { category: words(200), keywords: names() };

const category = z.strictObject({
  labels: inEveryLanguage(120),
  descriptions: inEveryLanguage(300),
  urgency: oneOf(urgencies),
  ground: oneOf(grounds),
  storage: oneOf(storageRules),
  minor: z.boolean('must be true, false or null').nullable(),
  intimateImages: yes(),
  abuseImages: yes().default(false),
  notifierNameOptional: yes().default(false),
  outOfRemit: yes().default(false),
  demands: names().default([]),
  defaultAsks: z.array(oneOf(asks), 'must be a list'),
  referrals: names(),
  law: names(),
  alsoLaw: names().default([]),
  codes: z.strictObject({
    tdb: z
      .strictObject({
        ...tdbCode,
        alternative: words(200).exactOptional(),
        keywordIfGirl: words(200).exactOptional(),
        ifMinor: z.strictObject(tdbCode).exactOptional(),
      })
      .exactOptional(),
    xarf: z
      .strictObject({
        type: oneOf(['csam', 'csem']),
        classifications: names().exactOptional(),
        exploitationType: words(200).exactOptional(),
        onlyIfMinor: yes().exactOptional(),
      })
      .exactOptional(),
    ncmec: z
      .strictObject({
        type: words(200),
        annotation: words(200).exactOptional(),
        fileAnnotation: words(200).exactOptional(),
      })
      .exactOptional(),
    youtube: z.strictObject({ primary: words(20), secondary: words(20) }).exactOptional(),
    ozone: words(200).exactOptional(),
    snap: words(200).exactOptional(),
  }),
});

export const categoriesFile = z.strictObject(
  Object.fromEntries(categoryCodes.map((code) => [code, category])) as Record<
    (typeof categoryCodes)[number],
    typeof category
  >,
);

export const codesFile = z.strictObject({
  tdb: z.strictObject({ categories: names(), keywords: names() }),
  xarf: z.strictObject({
    csam: z.strictObject({ classifications: names() }),
    csem: z.strictObject({ exploitationTypes: names() }),
  }),
  ncmec: z.strictObject({ types: names(), annotations: names(), fileAnnotations: names() }),
  youtube: z.record(z.string(), names()),
  ozone: names(),
  snap: names(),
});

export const articlesFile = z.strictObject({
  periods: z
    .array(z.strictObject({ key: words(40), from: day().nullable(), source }), 'must be a list')
    .min(1, 'must have at least one entry'),
  subjects: z.record(
    z.string(),
    z.strictObject({ labels: inEveryLanguage(120), articles: z.record(z.string(), names()) }),
  ),
});

const checked = { certainty: oneOf(certainties), checkedOn: day() };

export const referralsFile = z.record(
  z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'a referral is named in capitals, such as TAKE_IT_DOWN'),
  z.strictObject({
    labels: inEveryLanguage(120),
    descriptions: inEveryLanguage(300),
    roles: z.array(oneOf(callerRoles), 'must be a list').default([...callerRoles]),
    languages: z.array(oneOf(languages), 'must be a list').default([...languages]),
    phones: z
      .array(
        z.strictObject({
          number: z
            .string('must be text (write it in quotes)')
            .regex(/^\+?[0-9][0-9 /]*$/, 'must be a telephone number'),
          ...checked,
        }),
      )
      .default([]),
    websites: z
      .array(
        z.strictObject({
          url: z.url({ protocol: /^https$/, error: 'must be an https address' }),
          ...checked,
        }),
      )
      .default([]),
  }),
);

export type Categories = z.output<typeof categoriesFile>;
export type Codes = z.output<typeof codesFile>;
export type Articles = z.output<typeof articlesFile>;
export type Referrals = z.output<typeof referralsFile>;
