import type { ReportView } from './api.js';
import { expectedAttention, expectedStatus, expectedWords, missingOutcomes } from './outcomes.js';
import { rollUp, type Word } from '#core';

function aReport(words: Readonly<Record<string, string>>): ReportView {
  const { status, attention } = rollUp(Object.values(words) as Word[]);
  const submissions = Object.entries(words).map(([platform, word]) => ({
    id: `sub_${platform}`,
    platform,
    word,
    delivery: 'SENT',
    decision: 'NONE',
    verification: 'UNCHECKED',
    externalRef: null,
  }));
  return { id: 'rep_1', reference: 'UF-2026-000001', status, attention, submissions };
}

it('misses nothing once the five outcomes stand', () => {
  expect(missingOutcomes(aReport(expectedWords))).toEqual([]);
});

it('expects of the report what the core makes of the five words', () => {
  const { status, attention } = rollUp(Object.values(expectedWords) as Word[]);
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
