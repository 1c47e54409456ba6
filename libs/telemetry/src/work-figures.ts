import type { LogFields } from './log.js';
import type { Metrics } from './metrics.js';
import type { LineObserver } from './observed-log.js';

/** Figures of what a worker does, by the lines that end each unit of work. Codes alone become labels. */
export function workFigures(metrics: Metrics): LineObserver {
  const sends = metrics.counter('uniflag_sends_total', 'Notices given to a platform, by how that ended.', [
    'platform',
    'channel',
    'mode',
    'outcome',
  ]);
  const sendSeconds = metrics.histogram('uniflag_send_seconds', 'Time of one notice at a platform.', [
    'platform',
    'channel',
    'mode',
  ]);
  const followUps = metrics.counter(
    'uniflag_follow_ups_total',
    'Answers and reminders in the thread of a notice, by how that ended.',
    ['platform', 'channel', 'mode', 'outcome'],
  );
  const checks = metrics.counter(
    'uniflag_checks_total',
    'Looks at content by the lookup of a platform, by what was seen.',
    ['platform', 'outcome'],
  );
  const circuits = metrics.counter(
    'uniflag_circuits_opened_total',
    'Times a platform was left alone after failures in a row.',
    ['platform'],
  );
  const applied = metrics.counter(
    'uniflag_replies_applied_total',
    'Replies that were read, by what came of it.',
    ['platform', 'state'],
  );
  const attempts = metrics.counter(
    'uniflag_webhook_attempts_total',
    'Attempts to deliver a webhook, by how that ended.',
    ['outcome'],
  );
  const attemptSeconds = metrics.histogram('uniflag_webhook_attempt_seconds', 'Time of one attempt.');
  const endedSend = ({ platform, channel, mode, outcome, durationMs }: LogFields) => {
    sends.add(labels({ platform, channel, mode, outcome }));
    sendSeconds.observe(labels({ platform, channel, mode }), seconds(durationMs));
  };
  const endedFollowUp = ({ platform, channel, mode, outcome }: LogFields) =>
    followUps.add(labels({ platform, channel, mode, outcome }));

  return byEvent({
    'submission.send_closed': endedSend,
    'submission.send_fenced': (fields) => endedSend({ ...fields, outcome: 'fenced' }),
    'follow_up.closed': endedFollowUp,
    'follow_up.fenced': (fields) => endedFollowUp({ ...fields, outcome: 'fenced' }),
    'submission.checked': ({ platform, visibility }) => checks.add(labels({ platform, outcome: visibility })),
    'submission.check_failed': ({ platform }) => checks.add(labels({ platform, outcome: 'FAILED' })),
    'submission.check_crashed': ({ platform }) => checks.add(labels({ platform, outcome: 'FAILED' })),
    'platform.circuit_opened': ({ platform }) => circuits.add(labels({ platform })),
    'reply.applied': ({ platform, state }) => applied.add(labels({ platform, state })),
    'webhook.attempted': ({ outcome, durationMs }) => {
      attempts.add(labels({ outcome }));
      attemptSeconds.observe({}, seconds(durationMs));
    },
  });
}

/** Figures of every process: what came in from platforms, and what went wrong. */
export function processFigures(metrics: Metrics): LineObserver {
  const received = metrics.counter('uniflag_replies_received_total', 'Replies that came in and were kept.', [
    'platform',
    'via',
  ]);
  const troubles = metrics.counter(
    'uniflag_troubles_total',
    'Lines of the log that warn or tell of an error.',
    ['level', 'event'],
  );
  const ofReplies = byEvent({
    'reply.received': ({ platform, via, isNew }) => {
      if (isNew === true) received.add(labels({ platform, via }));
    },
  });
  return (event, fields, level) => {
    ofReplies(event, fields, level);
    if (level !== 'info') troubles.add({ level, event });
  };
}

function byEvent(count: Readonly<Record<string, (fields: LogFields) => void>>): LineObserver {
  return (event, fields) => {
    if (Object.hasOwn(count, event)) count[event]?.(fields);
  };
}

function labels<Name extends string>(fields: Readonly<Record<Name, unknown>>): Record<Name, string> {
  const named = Object.entries(fields).map(([name, value]) => [name, String(value)] as const);
  return Object.fromEntries(named) as Record<Name, string>;
}

function seconds(durationMs: unknown): number {
  return typeof durationMs === 'number' ? durationMs / 1_000 : 0;
}
