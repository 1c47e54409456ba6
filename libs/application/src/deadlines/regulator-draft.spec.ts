import { loadRegulatorComplaint } from '#config';
import { languages, regimes } from '#core';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import type { SubmissionView } from '../reports/report-view.js';
import { draftComplaint } from './regulator-draft.js';

const overdueMs = 169 * 3_600_000;
const complaint = loadRegulatorComplaint();
const parts = {
  ...{ complaint, platformName: 'Sixth', categoryLabel: 'Cyberbullying', organisation: 'Example helpline' },
  timeZone: 'Europe/Brussels',
};
const nowMs = Date.UTC(2026, 10, 27, 12);

let workshop: Workshop;
let overdue: SubmissionView;
beforeAll(async () => {
  workshop = await openWorkshop();
  const { id } = await workshop.file(['sixth-example'], { explanation: 'canary-explanation' });
  await workshop.sendDue();
  await workshop.schema.pass(overdueMs);
  await workshop.cases.escalateOverdue.run();
  await workshop.answerDue();
  overdue = { ...(await workshop.view(id)).submissions[0]!, externalRef: 'SYN-7' };
});
afterAll(() => workshop.close());

const draft = (more: Partial<SubmissionView> = {}, language: (typeof languages)[number] = 'en') =>
  draftComplaint(
    { category: 'CYBERBULLYING' },
    { ...overdue, regime: 'DSA_ART16', ...more },
    language,
    parts,
    nowMs,
  );

describe('the draft of a complaint', () => {
  it.each(languages)(
    'holds references, codes and dates in %s, and nothing of what was reported',
    (language) => {
      const answer = draft({}, language);
      if (answer.outcome !== 'drafted') throw new Error(answer.code);
      const { subject, text } = answer.draft;
      const whole = `${subject}\n${text}`;
      for (const part of [
        overdue.reference,
        'SYN-7',
        'CYBERBULLYING',
        'Example helpline',
        'Sixth',
        '53',
        '2026',
      ])
        expect(whole).toContain(part);
      expect(whole).not.toMatch(/[{}]|undefined|null/);
      for (const secret of [overdue.target.url, overdue.target.key, 'canary-explanation', 'https://'])
        expect(whole).not.toContain(secret);
    },
  );

  it('tells of each reminder that left', () => {
    const text = (messages: SubmissionView['escalation']['messages']) => {
      const answer = draft({ escalation: { ...overdue.escalation, messages } });
      return answer.outcome === 'drafted' ? answer.draft.text : '';
    };
    expect(text(overdue.escalation.messages)).toContain('Reminder sent: ');
    expect(text(overdue.escalation.messages.map((each) => ({ ...each, state: 'FAILED' })))).not.toContain(
      'Reminder',
    );
  });

  it('names Article 22 only where the notice was sent under it', () => {
    const text = (regime: 'DSA_ART16' | 'DSA_ART22') => {
      const answer = draft({ regime });
      return answer.outcome === 'drafted' ? answer.draft.text : '';
    };
    expect(text('DSA_ART22')).toContain('Article 22');
    expect(text('DSA_ART16')).not.toContain('Article 22');
  });

  it('says why there is none for notices under other rules', () => {
    for (const regime of regimes.filter((each) => !each.startsWith('DSA')))
      expect(draft({ regime })).toEqual({ outcome: 'refused', code: 'DRAFT.NOT_DSA' });
  });

  it('waits until a decision is overdue', () => {
    const refused = { outcome: 'refused', code: 'DRAFT.NOT_OVERDUE' };
    expect(draft({ sla: 'DUE_SOON' })).toEqual(refused);
    expect(draft({ sla: 'PAUSED', clock: { whose: 'STAFF', expectation: 'ANSWER', dueAtMs: 1 } })).toEqual(
      refused,
    );
    const escalation = { ...overdue.escalation, step: 'ACKNOWLEDGEMENT_OVERDUE' } as const;
    expect(draft({ escalation })).toEqual(refused);
  });
});
