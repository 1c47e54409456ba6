import {
  anAttempt,
  anExampleNotice,
  deskAnswers,
  type DeskAnswer,
  startSimulationHost,
  type SimulationHost,
} from '#platform-kit/testing';
import { whatsapp } from './index.js';

const channel = whatsapp.manifest.channels[0]!;
let host: SimulationHost;

beforeEach(async () => {
  host = await startSimulationHost(whatsapp);
});
afterEach(() => host.close());

/** Support's mails after one notice, each with what we read in it. */
async function answersTo(...steps: readonly string[]) {
  await host.setSteps(steps.map((reply) => ({ afterMs: 1_000, reply })));
  const adapter = whatsapp.createAdapter(host.connection);
  await adapter.submit(anExampleNotice(whatsapp, channel), anAttempt);
  await host.advance(60_000);
  return host.mails.map((mail) => {
    const atMs = host.connection.now();
    const { subject, text } = mail;
    return {
      mail,
      reading: adapter.readReply?.({ via: 'EMAIL', receivedAtMs: atMs, writtenAtMs: atMs, subject, text }),
    };
  });
}

async function factsAfter(reply: string) {
  const [answer] = await answersTo(reply);
  if (answer?.reading?.outcome !== 'understood') return 'unreadable';
  const { facts } = answer.reading;
  const told = facts.length > 1 ? facts.filter(({ kind }) => kind !== 'acknowledged') : facts;
  return told.map((fact) => {
    const said = Object.entries(fact).filter(([name]) => name !== 'atMs' && name !== 'externalRef');
    return Object.fromEntries(said);
  });
}

const actioned = (...effects: string[]) => ({ kind: 'actioned', effects });
const answered = (answers: Record<string, string>) => ({ kind: 'asksAnswered', answers });

describe('the stand-in of WhatsApp and our reading of it', () => {
  it('says nothing by default', async () => {
    await whatsapp.createAdapter(host.connection).submit(anExampleNotice(whatsapp, channel), anAttempt);
    await host.advance(30 * 24 * 3_600_000);
    expect(host.ledger).toHaveLength(1);
    expect(host.mails).toEqual([]);
  });

  it('asks for a member’s report first, and that alone: no receipt, although a ticket number stands there', async () => {
    const [answer] = await answersTo('member_first');
    expect(answer?.mail.text).toMatch(/Ticket: WA-\d+/u);
    expect(answer?.reading).toMatchObject({
      outcome: 'understood',
      facts: [{ kind: 'memberReportRequired', channel: 'wa-in-app' }],
    });
  });

  it.each<DeskAnswer>([
    ['acknowledge', [{ kind: 'acknowledged' }]],
    ['removed', [actioned('CONTENT_REMOVED'), answered({ REMOVE_CONTENT: 'YES' })]],
    ['refused_no_violation', [{ kind: 'refused', reason: 'NO_POLICY_VIOLATION' }]],
    ['information_requested', [{ kind: 'informationRequested' }]],
    ['review_continues', [{ kind: 'reviewStarted' }]],
    ['geo_restricted', [actioned('GEO_RESTRICTED')]],
    ['account_disabled', [actioned('ACCOUNT_SUSPENDED'), answered({ SUSPEND_ACCOUNT: 'YES' })]],
    ['group_disabled', [actioned('GROUP_DISABLED'), answered({ BLOCK_GROUP: 'YES' })]],
    ['already_removed', [{ kind: 'notFound' }]],
    ['reversed', [{ kind: 'reversed' }]],
    [
      'group_blocked_admins_via_police',
      [actioned('GROUP_DISABLED'), answered({ BLOCK_GROUP: 'YES', IDENTIFY_ADMINS: 'ONLY_VIA_POLICE' })],
    ],
    [
      'partly_answered',
      [
        actioned('GROUP_DISABLED'),
        answered({
          BLOCK_GROUP: 'YES',
          SUSPEND_ACCOUNT: 'NO',
          PRESERVE_DATA: 'YES',
          IDENTIFY_ADMINS: 'ONLY_VIA_POLICE',
        }),
      ],
    ],
    ...deskAnswers,
  ])('agree on %s', async (reply, facts) => expect(await factsAfter(reply)).toEqual(facts));

  it('leave nonsense to a person', async () => expect(await factsAfter('nonsense')).toBe('unreadable'));

  it('answers in the thread of the notice with its ticket number', async () => {
    const [answer] = await answersTo('group_disabled');
    expect(answer?.mail).toMatchObject({
      to: expect.stringMatching(/^replies\+whatsapp\.[a-z0-9.]+@uniflag\.example$/),
      inReplyTo: anAttempt.messageId,
    });
    expect(answer?.mail.from).toMatch(/^case\+\+wa-\d+@whatsapp\.simulator\.invalid$/u);
    const number = /WA-\d+/u.exec(answer?.mail.text ?? '')?.[0];
    expect(answer?.reading).toMatchObject({ facts: [{ kind: 'acknowledged', externalRef: number }, {}, {}] });
  });

  it('sends the same mail twice, with the same Message-ID', async () => {
    const answers = await answersTo('duplicate_reply');
    expect(answers).toHaveLength(2);
    expect(answers[0]?.mail.messageId).toBeDefined();
    expect(answers[0]?.mail).toEqual(answers[1]?.mail);
  });

  it('sends the decision before the acknowledgement', async () => {
    const texts = (await answersTo('out_of_order')).map(({ mail }) => mail.text);
    expect(texts[0]).toContain('terminated');
    expect(texts[1]).toContain('received');
  });

  it('leaves the thread, with the ticket number alone or with nothing', async () => {
    const [numbered, bare] = await answersTo('wrong_thread', 'no_reference');
    for (const { mail } of [numbered!, bare!]) {
      expect(mail.inReplyTo).toBeUndefined();
      expect(`${mail.subject}\n${mail.text}`).not.toContain('UF-2026');
    }
    expect(numbered?.mail.text).toMatch(/WA-\d+/u);
    expect(bare?.mail.text).not.toMatch(/\d{3}/u);
  });

  it('reads our answer in its thread and decides', async () => {
    await answersTo('information_requested');
    const attempt = {
      idempotencyKey: 'answer-1',
      messageId: 'answer.1@uniflag.example',
      mayLeave: () => true,
    };
    const inReplyTo = 'question.1@whatsapp.simulator.invalid';
    const answer = { text: 'Synthetic.', inReplyTo, mayRepeat: false, attempt };
    await whatsapp
      .createAdapter(host.connection)
      .supplyInformation?.(anExampleNotice(whatsapp, channel), answer);
    expect(host.wire.at(-1)?.request).toMatchObject({ inReplyTo, references: [inReplyTo] });
    expect(host.mails.at(-1)?.text).toContain('looking into your report');
    await host.advance(10_000);
    expect(host.mails.at(-1)?.text).toContain('The group has been terminated.');
  });
});
