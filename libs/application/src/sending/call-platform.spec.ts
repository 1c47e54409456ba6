import type { UnknownOutcomeRule } from '#core';
import { MemoryLog } from '#telemetry';
import { sixthExample } from '../../../../test/support/platforms/sixth-example/index.js';
import { KeyServiceFault } from '../ports/cipher.js';
import type { PlatformAdapter } from '../ports/platform-adapter.js';
import { PlatformFault, platformFaultKinds } from '../ports/platform-fault.js';
import type { ClaimedSubmission } from '../ports/send-store.js';
import { CallPlatform } from './call-platform.js';

const claimed = {
  ...{ submissionId: 'synthetic-1', platform: 'sixth-example', channel: 'sixth-mail', mode: 'rehearsed' },
  ...{
    idempotencyKey: 'UF-2026-000001-1-AAAAAA.0',
    messageId: 'synthetic-1.0@uniflag.example',
    sendId: 'synthetic-send',
    previousOutcome: null,
  },
} as unknown as ClaimedSubmission;
const claimedIds = { submissionId: 'synthetic-1', platform: 'sixth-example' };
const answer = { receipt: 'synthetic', facts: [] };
const fault = (kind: PlatformFault['kind'], retryAfterMs?: number) =>
  new PlatformFault('sixth-example', kind, 'SYNTHETIC.CODE', retryAfterMs);

/** Calls a platform that behaves so; `asked` says what reached it, in order. */
function aCall(
  adapter: Partial<PlatformAdapter>,
  rule: UnknownOutcomeRule = 'askPerson',
  opening?: () => Promise<never>,
) {
  const asked: string[] = [];
  const log = new MemoryLog();
  const noting = <Does extends ((...args: never[]) => unknown) | undefined>(name: string, does: Does): Does =>
    does &&
    (((...args: never[]) => {
      asked.push(name);
      return does(...args);
    }) as Does);
  const { submit = () => Promise.resolve(answer), findReceipt, describeSending } = adapter;
  const wrapped = {
    submit: noting('submit', submit),
    prepareHandoff: () => ({ fields: [{ label: 'text', value: 'synthetic', maxChars: null }] }),
    ...(describeSending ? { describeSending } : {}),
    ...(findReceipt ? { findReceipt: noting('findReceipt', findReceipt) } : {}),
  };
  const whole = new CallPlatform({
    platforms: new Map([
      [
        'sixth-example',
        {
          ...{ manifest: sixthExample.manifest, targets: sixthExample.targets, hasCredentials: false },
          ...{ onUnknown: { 'sixth-mail': rule }, mailDomains: [], mailTrust: {} },
          hasSecondContact: false,
        },
      ],
    ]),
    adapterFor: () => wrapped as unknown as PlatformAdapter,
    openNotice: {
      withSeal:
        opening ??
        (() => ({
          notice: { reference: 'synthetic', language: 'en', channel: { kind: 'API', languages: ['en'] } },
          seal: (text: string, field: string) => Buffer.from(`${field} ${text}`),
        })),
    } as never,
    ...{ log, deadlineMs: 1_000 },
  });
  /** What each call carried, sealed; undefined where nothing left. */
  const copies: (string | undefined)[] = [];
  const call = {
    run: async (...given: Parameters<CallPlatform['run']>) => {
      const { carried, ...result } = await whole.run(...given);
      expect(carried !== undefined).toBe(asked.includes('submit') && describeSending !== breaks);
      copies.push(carried && Buffer.from(carried).toString());
      return result;
    },
  };
  return { call, asked, log, copies };
}

const breaks = (): never => {
  throw new TypeError('synthetic mistake');
};

const now = () => performance.now();
const unknownBefore = { ...claimed, previousOutcome: 'unknown' } as ClaimedSubmission;

describe('CallPlatform', () => {
  it('answers what the platform answered', async () => {
    const { call } = aCall({});
    expect(await call.run(claimed, now())).toEqual({ outcome: 'answered', answer });
  });

  it('keeps what it carried, as staff would read it before, sealed for this send', async () => {
    const prepared = aCall({});
    await prepared.call.run(claimed, now());
    expect(prepared.copies).toEqual([
      'sent-synthetic-send [{"label":"text","value":"synthetic","maxChars":null}]',
    ]);
    const described = aCall({ describeSending: () => [{ label: 'own', value: 'words', maxChars: null }] });
    await described.call.run(claimed, now());
    expect(described.copies).toEqual([
      'sent-synthetic-send [{"label":"own","value":"words","maxChars":null}]',
    ]);
  });

  it('sends all the same where no copy can be made, and says so', async () => {
    const { call, log, copies } = aCall({ describeSending: breaks });
    expect(await call.run(claimed, now())).toEqual({ outcome: 'answered', answer });
    expect([copies, log.of('submission.no_copy')]).toMatchObject([[undefined], [{ fields: claimedIds }]]);
  });

  it.each(platformFaultKinds)('passes on a fault of the kind %s', async (kind) => {
    const { call } = aCall({ submit: () => Promise.reject(fault(kind, 7_000)) });
    expect(await call.run(claimed, now())).toEqual({
      outcome: 'fault',
      kind,
      code: 'SYNTHETIC.CODE',
      retryAfterMs: 7_000,
    });
  });

  it('takes what an adapter throws at once like what it throws later', async () => {
    const { call } = aCall({
      submit: () => {
        throw fault('refused');
      },
    });
    expect(await call.run(claimed, now())).toMatchObject({ kind: 'refused' });
  });

  it('says that nobody knows the outcome when an adapter breaks, and logs no content', async () => {
    const { call, log } = aCall({ submit: () => Promise.reject(new TypeError('synthetic mistake')) });
    expect(await call.run(claimed, now())).toEqual({
      outcome: 'fault',
      kind: 'outcomeUnknown',
      code: 'SEND.CRASHED',
    });
    expect(Object.keys(log.of('submission.send_crashed')[0]?.fields ?? {}).sort()).toEqual([
      'error',
      'platform',
      'submissionId',
    ]);
  });

  it('gives up a call that never ends, as one nobody knows the outcome of', async () => {
    jest.useFakeTimers();
    try {
      const { call } = aCall({ submit: () => new Promise(() => undefined) });
      const ended = call.run(claimed, now());
      await jest.advanceTimersByTimeAsync(1_000);
      expect(await ended).toEqual({
        outcome: 'fault',
        kind: 'outcomeUnknown',
        code: 'SEND.NO_ANSWER_IN_TIME',
      });
    } finally {
      jest.useRealTimers();
    }
  });

  it('lets nothing leave after its time: another worker may have taken over', async () => {
    const { call, asked } = aCall({});
    expect(await call.run(claimed, now() - 1_001)).toEqual({ outcome: 'notCalled', code: 'SEND.TOO_LATE' });
    expect(asked).toEqual([]);
  });

  it('knows that nothing left where the notice could not be prepared', async () => {
    const { call, asked } = aCall({}, 'askPerson', () => Promise.reject(new Error('no such key')));
    expect(await call.run(claimed, now())).toEqual({
      outcome: 'fault',
      kind: 'refused',
      code: 'SEND.NOT_PREPARED',
    });
    expect(asked).toEqual([]);
  });

  it('calls nothing while the key service is away: the notice waits', async () => {
    const away = new KeyServiceFault('KEYS.TOKEN', 'Synthetic.');
    const { call, asked } = aCall({}, 'askPerson', () => Promise.reject(away));
    expect(await call.run(claimed, now())).toEqual({ outcome: 'notCalled', code: 'SEND.KEYS_UNAVAILABLE' });
    expect(asked).toEqual([]);
  });
});

describe('a notice that may have arrived, at a platform that can be asked', () => {
  it('is not sent again where the platform has it', async () => {
    const { call, asked } = aCall({ findReceipt: () => Promise.resolve(answer) }, 'lookup');
    expect(await call.run(unknownBefore, now())).toEqual({ outcome: 'answered', answer, isFound: true });
    expect(asked).toEqual(['findReceipt']);
  });

  it('is not sent after one look that finds nothing: the index may lag behind what the platform took', async () => {
    const { call, asked } = aCall({ findReceipt: () => Promise.resolve(undefined) }, 'lookup');
    expect(await call.run(unknownBefore, now())).toEqual({ outcome: 'absent' });
    expect(asked).toEqual(['findReceipt']);
  });

  it('is sent after a second look that finds nothing', async () => {
    const { call, asked } = aCall({ findReceipt: () => Promise.resolve(undefined) }, 'lookup');
    expect(await call.run({ ...unknownBefore, previousOutcome: 'absent' }, now())).toEqual({
      outcome: 'answered',
      answer,
    });
    expect(asked).toEqual(['findReceipt', 'submit']);
  });

  it('is not sent where the second look finds it after all', async () => {
    const { call, asked } = aCall({ findReceipt: () => Promise.resolve(answer) }, 'lookup');
    expect(await call.run({ ...unknownBefore, previousOutcome: 'absent' }, now())).toEqual({
      outcome: 'answered',
      answer,
      isFound: true,
    });
    expect(asked).toEqual(['findReceipt']);
  });

  it.each(['temporary', 'refused', 'unreadable', 'outcomeUnknown'] as const)(
    'stays unknown, and is not sent, where asking ends as %s',
    async (kind) => {
      const { call, asked } = aCall({ findReceipt: () => Promise.reject(fault(kind)) }, 'lookup');
      expect(await call.run(unknownBefore, now())).toEqual({
        outcome: 'fault',
        kind: 'outcomeUnknown',
        code: 'SYNTHETIC.CODE',
      });
      expect(asked).toEqual(['findReceipt']);
    },
  );

  it.each(['rateLimited', 'quotaExhausted', 'credentials'] as const)(
    'is not sent, and the platform is left alone, where asking ends as %s',
    async (kind) => {
      const { call, asked } = aCall({ findReceipt: () => Promise.reject(fault(kind, 9_000)) }, 'lookup');
      expect(await call.run(unknownBefore, now())).toMatchObject({ kind, retryAfterMs: 9_000 });
      expect(asked).toEqual(['findReceipt']);
    },
  );

  it('is not sent where the rule wants a lookup that the adapter does not have', async () => {
    const { call, asked } = aCall({}, 'lookup');
    expect(await call.run(unknownBefore, now())).toMatchObject({
      kind: 'outcomeUnknown',
      code: 'SEND.NO_LOOKUP',
    });
    expect(asked).toEqual([]);
  });
});

describe('a first notice, or one under another rule', () => {
  it('is sent without asking', async () => {
    const findReceipt = () => Promise.resolve(answer);
    for (const [rule, row] of [
      ['lookup', claimed],
      ['lookup', { ...claimed, previousOutcome: 'refused' }],
      ['replay', unknownBefore],
      ['resendMarked', unknownBefore],
    ] as const) {
      const { call, asked } = aCall({ findReceipt }, rule);
      await call.run(row, now());
      expect(asked).toEqual(['submit']);
    }
  });
});
