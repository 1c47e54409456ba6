import {
  deskAnswers,
  type DeskAnswer,
  startSimulationHost,
  type SimulationHost,
} from '#platform-kit/testing';
import { youtube } from './index.js';
import { formReplies } from './simulated-forms.js';

const reference = 'UF-2026-000123-2-K7QM9A';
let host: SimulationHost;

beforeEach(async () => {
  host = await startSimulationHost(youtube);
});
afterEach(() => host.close());

async function handIn(body: object) {
  const answer = await fetch(`${host.connection.httpBaseUrl}forms/yt-priority-form`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  return { status: answer.status, said: await answer.json() };
}

const form = {
  replyTo: 'replies+youtube@uniflag.example',
  text: `[${reference}] https://www.youtube.com/watch?v=SyntheticV1`,
};

/** What we read in the mails that follow a form. */
async function readAfter(...steps: string[]) {
  await host.setSteps(steps.map((reply) => ({ afterMs: 1_000, reply })));
  await handIn(form);
  await host.advance(60_000);
  const adapter = youtube.createAdapter(host.connection);
  return host.mails.map(({ subject, text, ...mail }) => {
    const times = { receivedAtMs: host.connection.now(), writtenAtMs: host.connection.now() };
    const reading = adapter.readReply?.({ via: 'EMAIL', ...times, subject, text });
    const facts = reading?.outcome === 'understood' ? reading.facts : [];
    const told = facts.length > 1 ? facts.filter(({ kind }) => kind !== 'acknowledged') : facts;
    const { outcome } = reading ?? {};
    return { ...{ mail, subject, text, outcome }, facts: told };
  });
}

describe('the stand-in of YouTube’s forms and our reading of it', () => {
  it.each<DeskAnswer>([
    ['acknowledge', [{ kind: 'acknowledged', externalRef: expect.stringMatching(/^3-\d{13}$/) }]],
    ['removed', [{ effects: ['CONTENT_REMOVED'] }, { answers: { REMOVE_CONTENT: 'YES' } }]],
    ['region_blocked', [{ effects: ['GEO_RESTRICTED'], territories: ['BE'] }]],
    ['age_restricted', [{ effects: ['AGE_RESTRICTED'] }]],
    ['channel_terminated', [{ effects: ['ACCOUNT_TERMINATED'] }, { kind: 'asksAnswered' }]],
    ['strike', [{ effects: ['ACCOUNT_WARNED'] }]],
    ['review_continues', [{ kind: 'reviewStarted' }]],
    ['information_requested', [{ kind: 'informationRequested' }]],
    ['refused_no_violation', [{ reason: 'NO_POLICY_VIOLATION' }]],
    ['already_removed', [{ kind: 'notFound' }]],
    ['reversed', [{ kind: 'reversed' }]],
    ...deskAnswers.filter(([step]) => formReplies.includes(step)),
  ])('agree on %s', async (step, facts) => {
    const [answer] = await readAfter(step);
    expect(answer?.facts).toMatchObject(facts);
    expect(answer?.text).toContain(reference);
  });

  it('leave nonsense to a person', async () => {
    expect(await readAfter('nonsense')).toMatchObject([{ outcome: 'unreadable' }]);
  });

  it('takes a removal for the video itself, too', async () => {
    await readAfter('removed');
    const address = new URL('v3/videos?part=status&id=SyntheticV1', host.connection.httpBaseUrl);
    address.searchParams.set('key', host.connection.credentials['apiKey'] ?? '');
    expect(await (await fetch(address)).json()).toMatchObject({ items: [] });
  });

  it('sends the same mail twice, with the same Message-ID', async () => {
    const [first, second, ...more] = (await readAfter('duplicate_reply')).map(({ mail }) => mail.messageId);
    expect([first !== undefined, second === first, more]).toEqual([true, true, []]);
  });

  it.each([{}, { ...form, replyTo: 'nowhere' }, { replyTo: form.replyTo }])('refuses %j', async (body) => {
    expect(await handIn(body)).toMatchObject({ status: 400 });
    expect(host.ledger).toEqual([]);
  });
});
