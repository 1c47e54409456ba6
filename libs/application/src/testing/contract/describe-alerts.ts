import { uuidv7 } from 'uuidv7';
import type { AlertMoves, AlertSteps, NewAlert } from '../../ports/alert-store.js';
import type { StoreBench, StoreFixture } from './store-bench.js';

type Told = AlertMoves['told'][number];

/** What every `AlertStore` keeps. */
export function describeAlerts(bench: StoreBench, fixture: () => StoreFixture): void {
  const follow = async (moves: Partial<AlertMoves> = {}, limit = 100) => {
    await fixture().allTold?.();
    const types: string[] = [];
    await bench.stores.alerts.follow(limit, (events) => {
      types.push(...events.map(({ type }) => type));
      return { raised: [], told: [], ...moves };
    });
    return types;
  };
  /** Something happens, so that there is an event to follow. */
  const raise = async (...raised: readonly NewAlert[]) => {
    await bench.file(['one']);
    await follow({ raised });
  };
  const end = async (told: Pick<Told, 'reportId'> & Partial<Told>) => {
    await bench.file(['one']);
    const more = {
      reach: 'SUBMISSION',
      submissionId: null,
      word: null,
      isStaffAct: false,
      overtaken: null,
    } as const;
    await follow({ told: [{ ...more, ...told }] });
  };
  const take = async (answer: (id: string) => Partial<AlertSteps['alerts'][number]> = () => ({})) => {
    const taken: { id: string; isStanding: boolean }[] = [];
    await bench.stores.alerts.takeSteps(10, 1_000, (due) => {
      taken.push(...due.map(({ id, isStanding }) => ({ id, isStanding })));
      const alerts = due.map(({ id, step }) => ({
        ...{ id, step: step + 1, nextStepAtMs: null, isDone: false },
        ...answer(id),
      }));
      return { alerts, mails: [] };
    });
    return taken;
  };
  const nowMs = () =>
    bench.stores.reports.change([], (_locked, atMs) => ({ change: { reports: [] }, result: atMs }));

  async function anAlert(more: Partial<NewAlert> = {}): Promise<NewAlert> {
    const { id: reportId, submissions } = await bench.file(['one']);
    return {
      ...{ id: uuidv7(), reportId, submissionId: submissions[0]!.id, platform: 'one', kind: 'FAILED' },
      ...{ cause: 'failed', urgency: 'HIGH', standsAt: ['queued'], nextStepAtMs: await nowMs() },
      ...more,
    };
  }

  describe('following events for alerts', () => {
    it('gives each event once, in order, over all who follow', async () => {
      await bench.file(['one']);
      expect(await follow({}, 1)).toEqual(['report.created']);
      const [one, other] = await Promise.all([follow(), follow()]);
      expect([...one, ...other]).toEqual(['submission.queued']);
      expect(await follow()).toEqual([]);
    });

    it('raises what stands once, about a submission and about a report, and anew when it was over', async () => {
      const one = await anAlert();
      const whole = await anAlert({ submissionId: null, platform: null, kind: 'SYNTHETIC' });
      await raise(one, whole);
      await raise({ ...one, id: uuidv7() }, { ...whole, id: uuidv7() });
      expect((await take()).map(({ id }) => id).sort()).toEqual([one.id, whole.id].sort());
      const about = { reportId: one.reportId, submissionId: one.submissionId };
      await end({ ...about, word: 'queued' });
      await raise({ ...one, id: uuidv7() });
      expect(await take()).toEqual([]);
      for (const over of [{ word: 'sent' }, { isStaffAct: true }, { overtaken: 'FAILED' }] as const) {
        await end({ ...about, ...over });
        const again = { ...one, id: uuidv7() };
        await raise(again);
        expect((await take()).map(({ id }) => id)).toEqual([again.id]);
      }
    });

    it('ends what is about a report as far as it is told', async () => {
      const one = await anAlert();
      const whole = { ...(await anAlert({ kind: 'SYNTHETIC' })), submissionId: null, reportId: one.reportId };
      await raise(one, whole);
      await end({ reportId: (await anAlert()).reportId, reach: 'ALL' });
      await end({ reportId: one.reportId, reach: 'WHOLE' });
      expect((await take(() => ({ nextStepAtMs: 1 }))).map(({ id }) => id)).toEqual([one.id]);
      await end({ reportId: one.reportId, reach: 'ALL' });
      expect(await take()).toEqual([]);
    });
  });

  describe('steps and mails', () => {
    it('takes what is due with what its report has soon, and says what no longer stands', async () => {
      const first = await anAlert();
      const soon = { ...(await anAlert({ kind: 'OTHER' })), reportId: first.reportId, standsAt: [] };
      const at = first.nextStepAtMs ?? 0;
      const later = await anAlert({ nextStepAtMs: at + 1_000 });
      await raise(first, { ...soon, nextStepAtMs: at + 500 }, later);
      expect(await take(() => ({ isDone: true }))).toEqual([
        { id: first.id, isStanding: true },
        { id: soon.id, isStanding: false },
      ]);
      await fixture().pass(1_000);
      expect((await take()).map(({ id }) => id)).toEqual([later.id]);
    });

    it('gives a mail to one worker, again when its lease is over, and never after somebody took its alert', async () => {
      const { alerts } = bench.stores;
      const alert = await anAlert();
      await raise(alert);
      const mail = {
        id: uuidv7(),
        reportId: alert.reportId,
        alertIds: [alert.id],
        recipient: 'team',
        step: 0,
      };
      await alerts.takeSteps(10, 0, () => ({
        alerts: [{ id: alert.id, step: 1, nextStepAtMs: null, isDone: false }],
        mails: [{ ...mail, address: 'team@helpline.example', messageId: `${mail.id}@uniflag.example` }],
      }));
      const claims = await Promise.all([alerts.claimMails(5, 30_000), alerts.claimMails(5, 30_000)]);
      expect(claims.flat()).toMatchObject([
        { id: mail.id, epoch: 1, tries: 1, alerts: [{ kind: 'FAILED' }] },
      ]);
      await fixture().pass(30_000);
      expect(await alerts.claimMails(5, 30_000)).toMatchObject([{ epoch: 2, tries: 2 }]);
      const closing = { id: mail.id, state: 'QUEUED', nextTryInMs: 0, outcome: 'deferred' } as const;
      await alerts.closeMails([{ ...closing, epoch: 1 }]);
      expect(await alerts.claimMails(5, 30_000)).toEqual([]);
      await alerts.closeMails([{ ...closing, epoch: 2 }]);
      const before = (await bench.read(alert.reportId)).state.lastSequence;
      const taken = ['An', 'Bo'].map((by) => alerts.acknowledge(alert.id, by, uuidv7()));
      expect((await Promise.all(taken)).sort()).toEqual([false, true]);
      expect((await bench.read(alert.reportId)).state.lastSequence).toBe(before + 1);
      expect(await alerts.claimMails(5, 30_000)).toEqual([]);
      expect(await follow()).toContain('alert.acknowledged');
    });
  });
}
