import type { Edit, Plant } from './plant.js';

const sendStore = 'libs/persistence/src/stores/pg-send-store.ts';
const callPlatform = 'libs/application/src/sending/call-platform.ts';
const closeSends = 'libs/application/src/sending/close-sends.ts';
const staleSends = 'libs/application/src/sending/resolve-stale-sends.ts';
const settleSend = 'libs/application/src/sending/settle-send.ts';

/** A second belt under claims and fencing: a submission has one open send. */
const severalOpenSends: Edit = {
  file: 'libs/persistence/src/migrations/1763900000000-first-schema.ts',
  find: 'CREATE UNIQUE INDEX sends_one_open',
  replace: 'CREATE INDEX sends_one_open',
};

export const sendingPlants: readonly Plant[] = [
  {
    name: 'no-intent',
    says: 'nothing is written before a notice leaves: what is under way when its lease ends is sent again',
    edits: [
      {
        file: sendStore,
        find: `c.idempotency_key, c.message_id, 'intent'`,
        replace: `c.idempotency_key, c.message_id, 'deferred'`,
      },
      {
        file: sendStore,
        find: `s.delivery IN ('QUEUED', 'RETRY_WAIT')
          AND s.next_try_at <= now() AND s.lease_until IS NULL`,
        replace: `(s.delivery IN ('QUEUED', 'RETRY_WAIT') AND s.next_try_at <= now() AND s.lease_until IS NULL
          OR s.delivery = 'SENDING' AND s.lease_until < now())`,
      },
    ],
  },
  {
    name: 'no-mark',
    says: 'a repeat does not say that it may be one',
    edits: [
      {
        file: 'libs/application/src/sending/open-notice.ts',
        find: 'claimed.round > (claimed.unmarkedRound ?? 0)',
        replace: 'claimed.round > 1_000',
      },
    ],
  },
  {
    name: 'no-fencing',
    says: 'a worker that lost its lease writes its result over that of its successor',
    edits: [
      severalOpenSends,
      {
        file: closeSends,
        find: 'return report.submissions.get(submissionId)?.epoch === epoch;',
        replace: 'return report.submissions.get(submissionId)?.epoch !== epoch - 1;',
      },
    ],
  },
  {
    name: 'no-lookup',
    says: 'a platform that could be asked is sent the notice again',
    edits: [
      {
        file: callPlatform,
        find: 'if (looksFirst) {',
        replace: 'if (looksFirst && performance.now() < 0) {',
      },
    ],
  },
  {
    name: 'timeout-is-temporary',
    says: 'a call that ended without an answer counts as not sent',
    edits: [
      {
        file: 'libs/platform-kit/src/http/http-fault.ts',
        find: `: { kind: 'outcomeUnknown', code: 'PLATFORM.NO_ANSWER' }`,
        replace: `: { kind: 'temporary', code: 'PLATFORM.NO_ANSWER' }`,
      },
    ],
  },
  {
    name: 'resend-unasked',
    says: 'a channel that leaves the decision to a person repeats by itself',
    edits: [
      {
        file: settleSend,
        find: `    case 'resendMarked':
      if (round`,
        replace: `    case 'askPerson':
    case 'resendMarked':
      if (round`,
      },
      { file: settleSend, find: `    case 'askPerson':\n      return uncertain;\n`, replace: '' },
    ],
  },
  {
    name: 'new-key',
    says: 'each replay has a key of its own',
    edits: [
      {
        file: sendStore,
        find: `s.reference || '.' || s.round AS idempotency_key`,
        replace: `s.reference || '.' || s.epoch AS idempotency_key`,
      },
    ],
  },
  {
    name: 'worker-clock',
    says: "leases end by the clock of the worker's machine",
    edits: [
      {
        file: sendStore,
        find: 'const values = [platform, limit, leaseMs, sendIds',
        replace: 'const values = [platform, limit, Date.now() + leaseMs, sendIds',
      },
      {
        file: sendStore,
        find: `next_try_at = NULL, lease_until = now() + $3 * interval '1 millisecond'`,
        replace: `next_try_at = NULL, lease_until = to_timestamp($3 / 1000.0)`,
      },
    ],
  },
  {
    name: 'claim-unlocked',
    says: 'a claim reads what is due and takes it a moment later, without a lock: two workers may take the same',
    edits: [
      severalOpenSends,
      {
        file: sendStore,
        find: 'ORDER BY s.turn, s.next_try_at LIMIT $2 FOR UPDATE OF s SKIP LOCKED',
        replace: 'ORDER BY s.turn, s.next_try_at LIMIT $2',
      },
      {
        file: sendStore,
        find: 'SELECT s.id, row_number() OVER () AS place',
        replace: 'SELECT s.id, row_number() OVER () AS place, (SELECT pg_sleep(0.1) IS NULL) AS is_late',
      },
    ],
  },
  {
    name: 'open-send-left',
    says: 'a send whose worker vanished stays open where a reply came first',
    edits: [
      {
        file: staleSends,
        find: `        sends.push({ sendId: send.sendId, outcome: 'unknown', code: 'SEND.WORKER_LOST', receipt: null });`,
        replace: `        if (current?.state.delivery === 'SENDING')
          sends.push({ sendId: send.sendId, outcome: 'unknown', code: 'SEND.WORKER_LOST', receipt: null });`,
      },
    ],
  },
];
