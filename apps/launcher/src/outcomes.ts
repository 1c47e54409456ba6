import type { Report } from '#client';

/** How the first report ends: the word of each platform's submission. */
export const expectedWords = {
  facebook: 'gone_verified',
  instagram: 'refused',
  snapchat: 'info_requested',
  youtube: 'restricted',
  whatsapp: 'staff_action',
} as const;
export const expectedStatus = 'IN_PROGRESS_PARTLY';
export const expectedAttention = ['info_requested', 'staff_action'] as const;

/** The part of a report that tells its end. */
export type ReportOutcome = Pick<Report, 'status' | 'attention'> & {
  readonly submissions: readonly Pick<Report['submissions'][number], 'platform' | 'word'>[];
};

/** What is not yet as it ends, a sentence each; empty when the report has reached its end. */
export function missingOutcomes({ status, attention, submissions }: ReportOutcome): string[] {
  const words = new Map<string, string>(submissions.map(({ platform, word }) => [platform, word]));
  const missing = Object.entries(expectedWords)
    .filter(([platform, word]) => words.get(platform) !== word)
    .map(
      ([platform, word]) => `${platform} is ${words.get(platform) ?? 'not in the report'}, expected ${word}`,
    );
  if (status !== expectedStatus) missing.push(`the report is ${status}, expected ${expectedStatus}`);
  if (attention.join() !== expectedAttention.join()) {
    missing.push(`attention is [${attention.join(', ')}], expected [${expectedAttention.join(', ')}]`);
  }
  return missing;
}
