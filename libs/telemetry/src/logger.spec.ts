import { createLogger } from './logger.js';
import type { LoggerOptions } from './logger.js';
import { silentLog } from './log.js';
import { MemoryLog } from './memory-log.js';

function capture(options: Partial<LoggerOptions> = {}) {
  const written: string[] = [];
  const destination = { write: (line: string) => void written.push(line) };
  return { written, log: createLogger({ service: 'worker', level: 'info', destination, ...options }) };
}

it('writes one JSON object a line, with service, time, event and fields', () => {
  const { log, written } = capture();
  log.child({ platform: 'youtube' }).info('submission.sent', { submissionId: 'sub_example', durationMs: 12 });
  expect(written).toHaveLength(1);
  const line = JSON.parse(written[0] ?? '') as Record<string, unknown>;
  expect(line).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as unknown,
    service: 'worker',
    platform: 'youtube',
    submissionId: 'sub_example',
    durationMs: 12,
    event: 'submission.sent',
  });
});

it('blots out secrets in lines and in the fields of a child', () => {
  const { log, written } = capture();
  log
    .child({ apiKey: 'canary' })
    .error('reply.failed', { explanation: 'canary', error: new Error('to <canary@a.example>') });
  expect(written.join('')).not.toContain('canary');
});

it('keeps its own fields when a caller uses their names', () => {
  const { log, written } = capture();
  log.warn('queue.failed', { event: 'report.filed', level: 3, service: 'x', time: 1 });
  expect(JSON.parse(written[0] ?? '')).toMatchObject({
    event: 'queue.failed',
    level: 'warn',
    ofEvent: 'report.filed',
  });
});

it('leaves out what is below its level', () => {
  const { log, written } = capture({ level: 'error' });
  log.info('a.b');
  log.warn('a.b');
  log.error('a.b');
  expect(written).toHaveLength(1);
});

it('writes lines for people where asked to', () => {
  const { log, written } = capture({ pretty: true });
  log.info('submission.sent', { platform: 'youtube', durationMs: 12 });
  expect(written[0]).toMatch(
    /^\d\d:\d\d:\d\d worker {4}info {2}submission\.sent platform=youtube durationMs=12\n$/,
  );
  log.error('submission.failed', { error: new Error('no answer') });
  expect(written[1]).toMatch(/submission\.failed\n {4}Error: no answer\n {8}at /);
});

it('keeps lines for tests as they would be written', () => {
  const log = new MemoryLog();
  log.child({ lane: 'replies' }).warn('queue.failed', { token: 'canary' });
  expect(log.of('queue.failed')).toEqual([
    { level: 'warn', event: 'queue.failed', fields: { lane: 'replies', token: '[redacted]' } },
  ]);
  silentLog.child({}).error('a.b');
});
