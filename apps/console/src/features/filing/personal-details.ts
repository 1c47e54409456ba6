export type PersonalDetail = 'email' | 'phone' | 'handle';

/**
 * Details of people in a text that goes to platforms. A hint to the one who writes, never a lock: a number may be the
 * very thing that is reported.
 *
 * Each pattern is bounded, so that the work stays linear in the text's length.
 */
export function personalDetailsIn(text: string): PersonalDetail[] {
  return (Object.keys(patterns) as PersonalDetail[]).filter((detail) => patterns[detail].test(text));
}

const patterns: Readonly<Record<PersonalDetail, RegExp>> = {
  email: /[\w.%+-]{1,64}@[a-z0-9-]{1,63}\.[a-z]{2,}/i,
  // Eight to fifteen digits in groups, not a day or a time.
  phone: /(?<![\d/.-])(?!\d{1,4}[./-]\d{1,2}[./-]\d{2,4})\+?\(?\d(?:[ ./()-]{0,2}\d){7,14}(?!\d)/,
  handle: /(?<![\w.@/])@[\p{L}\p{N}_][\p{L}\p{N}_.]{1,60}(?![\w@])/u,
};
