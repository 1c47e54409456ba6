import {
  anAttempt,
  anExampleNotice,
  deskAnswers,
  type DeskAnswer,
  startSimulationHost,
  type SimulationHost,
} from '#platform-kit/testing';
import type { Language } from '#core';
import { facebook } from './index.js';

const channel = facebook.manifest.channels[0]!;
const languages: readonly Language[] = ['en', 'fr', 'nl', 'de'];
let host: SimulationHost;

beforeEach(async () => {
  host = await startSimulationHost(facebook);
});
afterEach(() => host.close());

/** The desk's mails after one notice, each with what we read in it. */
async function answersTo(steps: readonly string[], language: Language = 'en') {
  await host.setSteps(steps.map((reply) => ({ afterMs: 1_000, reply })));
  const adapter = facebook.createAdapter(host.connection);
  await adapter.submit(anExampleNotice(facebook, channel, { language, explanation: 'synthetic' }), anAttempt);
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

async function factsAfter(reply: string, language: Language) {
  const [answer] = await answersTo([reply], language);
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

describe('the stand-in of Facebook and our reading of it', () => {
  describe.each(languages)('in %s', (language) => {
    it.each<DeskAnswer>([
      ['acknowledge', [{ kind: 'acknowledged' }]],
      ['removed', [actioned('CONTENT_REMOVED'), answered({ REMOVE_CONTENT: 'YES' })]],
      ['refused_no_violation', [{ kind: 'refused', reason: 'NO_POLICY_VIOLATION' }]],
      ['information_requested', [{ kind: 'informationRequested' }]],
      ['review_continues', [{ kind: 'reviewStarted' }]],
      ['partial', [actioned('CONTENT_LABELLED')]],
      ['geo_restricted', [{ ...actioned('GEO_RESTRICTED'), territories: ['BE'] }]],
      ['account_disabled', [actioned('ACCOUNT_SUSPENDED'), answered({ SUSPEND_ACCOUNT: 'YES' })]],
      ['group_disabled', [actioned('GROUP_DISABLED'), answered({ BLOCK_GROUP: 'YES' })]],
      ['already_removed', [{ kind: 'notFound' }]],
      ['reversed', [{ kind: 'reversed' }]],
      [
        'group_blocked_admins_via_police',
        [actioned('GROUP_DISABLED'), answered({ BLOCK_GROUP: 'YES', IDENTIFY_ADMINS: 'ONLY_VIA_POLICE' })],
      ],
      ['age_restricted', [actioned('AGE_RESTRICTED')]],
      [
        'partly_answered',
        [
          actioned('CONTENT_REMOVED'),
          answered({
            REMOVE_CONTENT: 'YES',
            SUSPEND_ACCOUNT: 'NO',
            PRESERVE_DATA: 'YES',
            IDENTIFY_ADMINS: 'ONLY_VIA_POLICE',
          }),
        ],
      ],
      ...deskAnswers,
    ])('agree on %s', async (reply, facts) => expect(await factsAfter(reply, language)).toEqual(facts));

    it('leave nonsense to a person', async () =>
      expect(await factsAfter('nonsense', language)).toBe('unreadable'));

    it('answers in the language of the notice', async () => {
      const [answer] = await answersTo(['acknowledge'], language);
      const opening = {
        en: 'Thanks for contacting',
        fr: 'Merci de nous',
        nl: 'Bedankt dat u',
        de: 'Vielen Dank',
      }[language];
      expect(answer?.mail.text).toContain(opening);
    });
  });

  it('gives the report number with the acknowledgement', async () => {
    const [answer] = await answersTo(['acknowledge']);
    const number = /\+\+(\d+)@/u.exec(answer?.mail.from ?? '')?.[1];
    expect(answer?.reading).toMatchObject({ facts: [{ kind: 'acknowledged', externalRef: number }] });
  });

  it('answers in the thread of the notice', async () => {
    const [answer] = await answersTo(['removed']);
    expect(answer?.mail).toMatchObject({
      to: expect.stringMatching(/^replies\+facebook\.[a-z0-9.]+@uniflag\.example$/),
      inReplyTo: anAttempt.messageId,
      references: [anAttempt.messageId],
    });
    expect(answer?.mail.from).toMatch(/^case\+\+\d+@facebook\.simulator\.invalid$/u);
    expect(answer?.mail.subject).toMatch(/^Re: \[UF-2026-000123-2-K7QM9A\]/u);
  });

  it('sends the same mail twice, with the same Message-ID', async () => {
    const answers = await answersTo(['duplicate_reply']);
    expect(answers).toHaveLength(2);
    expect(answers[0]?.mail.messageId).toBeDefined();
    expect(answers[0]?.mail).toEqual(answers[1]?.mail);
  });

  it('sends the decision before the acknowledgement', async () => {
    const kinds = (await answersTo(['out_of_order'])).map(({ reading }) =>
      reading?.outcome === 'understood' ? reading.facts.map(({ kind }) => kind) : [],
    );
    expect(kinds).toEqual([['acknowledged', 'actioned', 'asksAnswered'], ['acknowledged']]);
  });

  it('leaves the thread, with the report number alone', async () => {
    const [acknowledged, decided] = await answersTo(['acknowledge', 'wrong_thread']);
    const number = acknowledged?.reading?.outcome === 'understood' && acknowledged.reading.facts[0];
    expect(decided?.mail.inReplyTo).toBeUndefined();
    expect(`${decided?.mail.subject}\n${decided?.mail.text}`).not.toContain('UF-2026');
    expect(decided?.reading).toMatchObject({
      facts: [number, { kind: 'actioned' }, { kind: 'asksAnswered' }],
    });
  });

  it('writes without anything to match', async () => {
    const [answer] = await answersTo(['no_reference']);
    expect(answer?.mail.inReplyTo).toBeUndefined();
    expect(`${answer?.mail.subject}\n${answer?.mail.text}`).not.toMatch(/UF-2026|\d{6}/u);
  });

  it('reads our answer in its thread, goes on reviewing and decides', async () => {
    const [question] = await answersTo(['information_requested']);
    const adapter = facebook.createAdapter(host.connection);
    const attempt = {
      idempotencyKey: 'answer-1',
      messageId: 'answer.1@uniflag.example',
      mayLeave: () => true,
    };
    const notice = anExampleNotice(facebook, channel);
    await adapter.supplyInformation?.(notice, {
      text: 'Synthetic names.',
      inReplyTo: 'question.1@facebook.simulator.invalid',
      mayRepeat: false,
      attempt,
    });
    expect(question?.mail.text).toContain('usernames');
    expect(host.wire.at(-1)?.request).toMatchObject({ inReplyTo: 'question.1@facebook.simulator.invalid' });
    expect(host.mails.at(-1)).toMatchObject({
      inReplyTo: 'answer.1@uniflag.example',
      text: expect.stringContaining('reviewing your report'),
    });
    await host.advance(10_000);
    const { subject = '', text = '' } = host.mails.at(-1) ?? {};
    const atMs = host.connection.now();
    const decision = { via: 'EMAIL', receivedAtMs: atMs, writtenAtMs: atMs, subject, text } as const;
    expect(adapter.readReply?.(decision)).toMatchObject({
      facts: expect.arrayContaining([{ kind: 'actioned', atMs, effects: ['CONTENT_REMOVED'] }]),
    });
  });

  it('takes a reminder for what it is, and no answer: it is still reviewing, and then decides', async () => {
    await answersTo(['information_requested']);
    const adapter = facebook.createAdapter(host.connection);
    await adapter.remind?.(anExampleNotice(facebook, channel), {
      ...{
        to: 'DESK',
        sentAtMs: host.connection.now(),
        inReplyTo: null,
        externalRef: null,
        mayRepeat: false,
      },
      attempt: { ...anAttempt, messageId: 'reminder.1@uniflag.example' },
    });
    expect(host.mails).toHaveLength(1);
    await host.advance(10_000);
    expect(host.mails.slice(1).map(({ text }) => text)).toEqual([
      expect.stringContaining('Thank you for your reminder'),
      expect.stringContaining('removed it'),
    ]);
  });

  it('acknowledges and then removes by default', async () => {
    const adapter = facebook.createAdapter(host.connection);
    await adapter.submit(anExampleNotice(facebook, channel), anAttempt);
    await host.advance(1_000);
    expect(host.mails).toHaveLength(1);
    await host.advance(10_000);
    expect(host.mails).toHaveLength(2);
  });
});
