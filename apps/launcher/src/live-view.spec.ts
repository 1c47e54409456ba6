import type { ReportEvent } from '#client';
import { eventLine, reportTable } from './live-view.js';

function anEvent(change: Partial<ReportEvent> = {}): ReportEvent {
  return {
    id: 'evt_1',
    v: 1,
    reportId: 'rep_1',
    submissionId: 'sub_1',
    sequence: 1,
    type: 'submission.acknowledged',
    timestamp: new Date(2026, 10, 23, 12, 3, 4).toISOString(),
    platform: 'facebook',
    word: 'acknowledged',
    previousWord: 'sent',
    status: 'IN_PROGRESS',
    previousStatus: 'IN_PROGRESS',
    attention: [],
    detail: {},
    ...change,
  };
}

describe('eventLine', () => {
  it('tells time, platform and change', () => {
    expect(eventLine(anEvent())).toBe('  12:03:04  facebook    sent → acknowledged');
  });

  it('tells the status where the event is about the whole report', () => {
    const event = anEvent({ type: 'report.status_changed', platform: null, word: null, previousWord: null });
    expect(eventLine({ ...event, status: 'RESOLVED' })).toBe(
      '  12:03:04  report      IN_PROGRESS → RESOLVED',
    );
    expect(eventLine({ ...event, previousStatus: null })).toBe('  12:03:04  report      IN_PROGRESS');
  });

  it('tells what needs a person where the status stays', () => {
    const event = anEvent({ type: 'report.status_changed', platform: null, word: null, previousWord: null });
    const line = '  12:03:04  report      IN_PROGRESS, ';
    expect(eventLine({ ...event, attention: ['staff_action'] })).toBe(`${line}needs a person: staff_action`);
    expect(eventLine(event)).toBe(`${line}nothing needs a person`);
  });

  it('names what happened where the word stays', () => {
    const event = anEvent({ type: 'submission.deferred', word: 'queued', previousWord: 'queued' });
    expect(eventLine(event)).toBe('  12:03:04  facebook    queued (submission.deferred)');
  });
});

it('shows a report as a table with a row for each submission', () => {
  const table = reportTable({
    reference: 'UF-2026-000001',
    status: 'IN_PROGRESS',
    attention: ['staff_action'],
    submissions: [
      {
        platform: 'whatsapp',
        word: 'staff_action',
        delivery: 'HANDOFF_PENDING',
        decision: 'NONE',
        verification: 'UNCHECKED',
        externalRef: null,
      },
      {
        platform: 'facebook',
        word: 'acknowledged',
        delivery: 'ACKNOWLEDGED',
        decision: 'NONE',
        verification: 'UNCHECKED',
        externalRef: 'SYN-1',
      },
    ],
  });
  expect(table.split('\n')).toEqual([
    '  UF-2026-000001: IN_PROGRESS',
    '  needs a person: staff_action',
    '',
    '  platform  word          delivery         decision  verification  their number',
    '  whatsapp  staff_action  HANDOFF_PENDING  NONE      UNCHECKED',
    '  facebook  acknowledged  ACKNOWLEDGED     NONE      UNCHECKED     SYN-1',
  ]);
});
