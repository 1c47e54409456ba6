import type { ReportRow } from '#client';
import { nextGroups } from './next-groups.js';

const row = (reference: string, more: object = {}) =>
  ({
    ...{ reference, sla: 'ON_TRACK', clock: null, snoozedUntil: null, attention: [], looksDue: 0 },
    ...{ standing: [] },
    ...more,
  }) as unknown as ReportRow;

describe('what is handed over', () => {
  it('stands by what happens next, and in that by what ends first', () => {
    const standing = [{ platform: 'youtube', word: 'sent', count: 1 }];
    const putAside = { snoozedUntil: '2026-01-09T09:00:00Z' };
    const groups = nextGroups([
      row('UF-1', { standing }),
      row('UF-2', { sla: 'DUE_SOON', clock: { dueAt: '2026-01-02T10:00:00Z' }, attention: ['failed'] }),
      row('UF-3', { sla: 'DUE_SOON', clock: { dueAt: '2026-01-02T09:00:00Z' } }),
      row('UF-4', { sla: 'BREACHED', ...putAside }),
      row('UF-5', { attention: ['failed'], ...putAside }),
      row('UF-6', { looksDue: 1, standing }),
      row('UF-8', { attention: ['failed'] }),
      row('UF-7', { attention: ['failed'] }),
      row('UF-9'),
    ]);
    expect(groups.map(({ step, rows }) => [step, ...rows.map(({ reference }) => reference)])).toEqual([
      ['overdue', 'UF-4'],
      ['dueSoon', 'UF-3', 'UF-2'],
      ['needsPerson', 'UF-7', 'UF-8'],
      ['toLook', 'UF-6'],
      ['withPlatform', 'UF-1'],
      ['putAside', 'UF-5'],
      ['nothing', 'UF-9'],
    ]);
  });
});
