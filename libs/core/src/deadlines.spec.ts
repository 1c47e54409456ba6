import { decisionDueAtMs, slaOf } from './deadlines.js';
import { words } from './submission/word.js';

const hourMs = 3_600_000;
const rules = { decisionCriticalMs: 48 * hourMs, decisionOtherMs: 168 * hourMs };

describe('decisionDueAtMs', () => {
  it('gives critical reports the short time and all others the long one', () => {
    expect(decisionDueAtMs(1_000, 'CRITICAL', rules)).toBe(1_000 + 48 * hourMs);
    for (const urgency of ['HIGH', 'MEDIUM', 'TRIAGE'] as const)
      expect(decisionDueAtMs(1_000, urgency, rules)).toBe(1_000 + 168 * hourMs);
  });
});

describe('slaOf', () => {
  const dueAtMs = 100 * hourMs;

  it.each([
    [dueAtMs - 6 * hourMs - 1, 'ON_TRACK'],
    [dueAtMs - 6 * hourMs, 'DUE_SOON'],
    [dueAtMs - 1, 'DUE_SOON'],
    [dueAtMs, 'BREACHED'],
  ])('says at %d ms that a sent notice is %s', (nowMs, sla) => {
    expect(slaOf('sent', dueAtMs, nowMs)).toBe(sla);
  });

  it('pauses while the platform waits for us', () => {
    expect(slaOf('info_requested', dueAtMs, dueAtMs + 1)).toBe('PAUSED');
  });

  it("counts the platform's own time only", () => {
    const late = words.filter((word) => slaOf(word, dueAtMs, dueAtMs + 1) === 'BREACHED');
    expect(late).toEqual(['sent', 'acknowledged', 'under_review']);
  });

  it('keeps time only where there is a due time', () => {
    expect(slaOf('sent', null, dueAtMs)).toBe('ON_TRACK');
  });
});
