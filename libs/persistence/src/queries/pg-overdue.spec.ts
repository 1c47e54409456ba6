import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { readOverdue } from './pg-overdue.js';

let workshop: Workshop;
beforeEach(async () => {
  workshop = await openWorkshop();
});
afterEach(() => workshop.close());

it('counts answers that should have left by now, and those nobody works on any more', async () => {
  const { submissions } = await workshop.file(['lookup-example']);
  await workshop.sendDue();
  const { id: submissionId, reference } = submissions[0]!;
  await workshop.reply({ reference, platform: 'lookup-example' }, [
    { kind: 'informationRequested', atMs: Date.now() },
  ]);
  await workshop.cases.applyReplies.run();
  await workshop.cases.answerQuestion.run({
    ...{ submissionId, text: 'Synthetic.', by: 'test', idempotency: null },
  });
  const { pool } = workshop.schema;
  expect((await readOverdue(pool)).count).toBe(0);
  await workshop.schema.pass(121_000);
  expect((await readOverdue(pool)).count).toBe(1);
  await workshop.stores.platforms.setMode('lookup-example', 'stopped', 'test');
  expect((await readOverdue(pool)).count).toBe(0);
  await workshop.stores.platforms.setMode('lookup-example', 'rehearsed', 'test');
  const claim = { platform: 'lookup-example', limit: 1, leaseMs: 1_000, messageDomain: 'uniflag.example' };
  await workshop.stores.followUps.claimDue(claim);
  expect((await readOverdue(pool)).count).toBe(0);
  await workshop.schema.pass(122_000);
  expect((await readOverdue(pool)).count).toBe(1);
});
