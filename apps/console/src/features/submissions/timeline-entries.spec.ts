import type { Note, ReportEvent } from '#client';
import { readTimelineSearch, sideOf, timelineOf } from './timeline-entries.js';

const event = (id: string, timestamp: string, detail = {}) =>
  ({ id, timestamp, type: 'submission.told', detail }) as ReportEvent;
const note = (id: string, at: string) => ({ id, at }) as Note;

describe('a timeline', () => {
  it('has events and notes in one line, the latest first, and keeps the order of one moment', () => {
    const entries = timelineOf(
      [
        event('a', '2026-01-01T10:00:00Z'),
        event('b', '2026-01-01T12:00:00Z'),
        event('c', '2026-01-01T12:00:00Z'),
      ],
      [note('n', '2026-01-01T11:00:00.5Z')],
    );
    expect(entries.map(({ id }) => id)).toEqual(['c', 'b', 'n', 'a']);
  });

  it('marks what was taken back', () => {
    const told = ['a', 'b', 'c'].map((id, index) => ({
      ...event(id, `2026-01-01T1${String(index)}:00:00Z`, id === 'c' ? { withdraws: [2] } : {}),
      sequence: index + 1,
    }));
    const entries = timelineOf(told, []);
    expect(entries.map((entry) => 'event' in entry && entry.isWithdrawn)).toEqual([false, true, false]);
  });

  it.each([
    ['submission.decided', 'PLATFORM', 'platform'],
    ['submission.decided', 'STAFF', 'people'],
    ['member.answered', 'MEMBER', 'people'],
    ['submission.sent', 'WORKER', 'system'],
    ['report.created', undefined, 'people'],
    ['report.status_changed', undefined, 'system'],
  ] as const)('says whose %s by %s is', (type, actor, side) => {
    expect(sideOf({ type, detail: { actor } })).toBe(side);
  });

  it('takes from the address what it knows alone', () => {
    expect(readTimelineSearch({ show: 'notes', other: 'x' })).toEqual({ show: 'notes' });
    expect(readTimelineSearch({ show: 'everything' })).toEqual({});
  });
});
