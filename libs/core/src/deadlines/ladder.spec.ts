import { words, type Word } from '../submission/word.js';
import {
  escalationSteps,
  isDecisionOverdue,
  isEscalated,
  nextEscalation,
  type EscalationStep,
} from './ladder.js';
import type { DeadlineTable } from './rules.js';
import { noClocks } from './sla.js';

const hourMs = 3_600_000;
const hours = (count: number) => ({ elapsedMs: count * hourMs });
const table: DeadlineTable = {
  ...{ firstLook: hours(1), answer: hours(48), acknowledgement: hours(24), decision: hours(72) },
  ...{ reminder: hours(0), secondContact: hours(24), supervisor: hours(48), regulatorDraft: hours(96) },
};
const calendar = {
  ...{ timeZone: 'UTC', weekdays: [1, 2, 3, 4, 5], opensAtMinute: 540, closesAtMinute: 1_020 },
  isHoliday: () => false,
};
const clocks = { ...noClocks, acknowledgeDueAtMs: 24 * hourMs, dueAtMs: 72 * hourMs };
const next = (step: EscalationStep | null, more: Partial<DeadlineTable> = {}, word: Word = 'sent') =>
  nextEscalation({ word, clocks, step }, { ...table, ...more }, calendar);

describe('nextEscalation', () => {
  it('climbs step by step, each counted from the decision that is overdue', () => {
    const climbed: unknown[] = [];
    for (let at = next(null); at !== null; at = next(at.step)) climbed.push([at.step, at.atMs / hourMs]);
    expect(climbed).toEqual([
      ['ACKNOWLEDGEMENT_OVERDUE', 24],
      ['DECISION_OVERDUE', 72],
      ['REMINDER', 72],
      ['SECOND_CONTACT', 96],
      ['SUPERVISOR', 120],
      ['REGULATOR_DRAFT', 168],
    ]);
  });

  it('says nothing of an acknowledgement once the platform has spoken', () => {
    expect(next(null, {}, 'acknowledged')?.step).toBe('DECISION_OVERDUE');
    expect(next(null, {}, 'under_review')?.step).toBe('DECISION_OVERDUE');
  });

  it('leaves out steps that configuration leaves out, and ends after the last', () => {
    expect(next('DECISION_OVERDUE', { reminder: null, secondContact: null })?.step).toBe('SUPERVISOR');
    expect(next('SUPERVISOR', { regulatorDraft: null })).toBeNull();
    expect(next('REGULATOR_DRAFT')).toBeNull();
  });

  it('stands still wherever the platform is not waited for', () => {
    const climbing = words.filter((word) => next('DECISION_OVERDUE', {}, word) !== null);
    expect(climbing).toEqual(['sent', 'acknowledged', 'under_review']);
  });

  it('never goes back, and never takes a step twice', () => {
    for (const step of escalationSteps) {
      const following = next(step)?.step;
      if (following !== undefined)
        expect(escalationSteps.indexOf(following)).toBeGreaterThan(escalationSteps.indexOf(step));
    }
  });
});

describe('isDecisionOverdue', () => {
  it('holds from the step that says so on', () => {
    expect(escalationSteps.filter(isDecisionOverdue)).toEqual(escalationSteps.slice(1));
    expect(isDecisionOverdue(null)).toBe(false);
  });
});

describe('isEscalated', () => {
  it('holds from the step for supervisors on', () => {
    expect(escalationSteps.filter(isEscalated)).toEqual(['SUPERVISOR', 'REGULATOR_DRAFT']);
    expect(isEscalated(null)).toBe(false);
  });
});
