import {
  expectedAttention,
  expectedStatus,
  expectedWords,
  missingOutcomes,
  type ReportOutcome,
} from './outcomes.js';
import { rollUp, type Word } from '#core';

function aReport(
  words: Partial<Record<ReportOutcome['submissions'][number]['platform'], Word>>,
): ReportOutcome {
  const submissions = (Object.entries(words) as [keyof typeof words, Word][]).map(([platform, word]) => ({
    platform,
    word,
  }));
  const { status, attention } = rollUp(submissions.map(({ word }) => word));
  return { status, attention: [...attention], submissions };
}

it('misses nothing once the five outcomes stand', () => {
  expect(missingOutcomes(aReport(expectedWords))).toEqual([]);
});

it('expects of the report what the core makes of the five words', () => {
  const { status, attention } = rollUp(Object.values(expectedWords));
  expect([status, attention]).toEqual([expectedStatus, expectedAttention]);
});

it('names the platform that is not there yet, and what it is instead', () => {
  const missing = missingOutcomes(aReport({ ...expectedWords, youtube: 'sent' }));
  expect(missing).toEqual(['youtube is sent, expected restricted']);
});

it('names a platform that the report does not have', () => {
  const { whatsapp: _, ...others } = expectedWords;
  expect(missingOutcomes(aReport(others))).toContain('whatsapp is not in the report, expected staff_action');
});
