import type { CalendarDeadline } from '#application';
import { expectations, languages } from '#core';
import { deadlineCalendar } from './deadline-calendar.js';

const deadline: CalendarDeadline = {
  reference: 'UF-2026-000123',
  expectation: 'DECISION',
  // 11:00 in Brussels: an hour after its clocks went forward.
  dueAtMs: Date.parse('2026-03-29T09:00:00Z'),
  sequence: 7,
  updatedAtMs: Date.parse('2026-03-27T08:30:00Z'),
};
const options = { language: 'en', host: 'uniflag.example' } as const;

it('writes what is due, of which report and when, and nothing else', () => {
  const text = deadlineCalendar([deadline], options);
  expect(text.split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Uniflag//deadlines//EN',
    'METHOD:PUBLISH',
    'NAME:Uniflag: deadlines',
    'X-WR-CALNAME:Uniflag: deadlines',
    'REFRESH-INTERVAL;VALUE=DURATION:PT15M',
    'X-PUBLISHED-TTL:PT15M',
    'BEGIN:VEVENT',
    'UID:uf-2026-000123.decision@uniflag.example',
    'SEQUENCE:7',
    'DTSTAMP:20260327T083000Z',
    'DTSTART:20260329T090000Z',
    'SUMMARY:UF-2026-000123: decision due',
    'TRANSP:TRANSPARENT',
    'LAST-MODIFIED:20260327T083000Z',
    'CLASS:PRIVATE',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]);
});

it('is the same for the same deadlines, and keeps the name of an entry that moves', () => {
  const moved = { ...deadline, dueAtMs: deadline.dueAtMs + 3_600_000, sequence: 8 };
  const [before, again, after] = [deadline, deadline, moved].map((each) => deadlineCalendar([each], options));
  expect(again).toBe(before);
  expect(after).not.toBe(before);
  const nameOf = (text = '') => /^UID:.*$/m.exec(text)?.[0];
  expect(nameOf(after)).toBe(nameOf(before));
});

it('is a calendar of nothing where nothing is due', () => {
  expect(deadlineCalendar([], options)).not.toContain('VEVENT');
});

it.each(languages)('speaks %s, in lines that no program cuts', (language) => {
  const all = expectations.map((expectation) => ({ ...deadline, expectation }));
  const text = deadlineCalendar(all, { ...options, language });
  expect(new Set(text.match(/^UID:.*$/gm)).size).toBe(expectations.length);
  expect(new Set(text.match(/^SUMMARY:.*$/gm)).size).toBe(expectations.length);
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
});
