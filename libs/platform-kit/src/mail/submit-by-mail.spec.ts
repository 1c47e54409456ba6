import { PlatformFault, type MailOutcome, type OutgoingMail } from '#application';
import { submitByMail } from './submit-by-mail.js';

const letter = { subject: '[UF-2026-000123-2-K7QM9A] Notice', text: 'synthetic', language: 'fr' } as const;
const attempt = { idempotencyKey: 'key-1', messageId: 'notice-1@uniflag.example', mayLeave: () => true };
const route = { platform: 'example', channel: 'example-mail' };

function aConnection(outcome: MailOutcome) {
  const sent: OutgoingMail[] = [];
  return {
    sent,
    mailboxes: { 'example-mail': 'desk@platform.example' },
    sender: {
      organisation: 'Synthetic',
      from: 'notices@uniflag.example',
      replyTo: 'replies@uniflag.example',
    },
    mail: {
      send: async (mail: OutgoingMail) => {
        sent.push(mail);
        return outcome;
      },
    },
  };
}

async function faultOf(work: Promise<unknown>): Promise<PlatformFault> {
  const caught = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(caught instanceof PlatformFault)) throw new Error('no fault came');
  return caught;
}

describe('submitByMail', () => {
  it('sends with the attempt’s own Message-ID and our address for answers, and keeps the receipt', async () => {
    const connection = aConnection({ outcome: 'accepted', response: '250 queued as X1' });
    expect(await submitByMail(connection, route, letter, attempt)).toEqual({
      receipt: '250 queued as X1',
      facts: [],
    });
    expect(connection.sent).toEqual([
      {
        from: 'notices@uniflag.example',
        to: 'desk@platform.example',
        replyTo: 'replies@uniflag.example',
        subject: letter.subject,
        text: 'synthetic',
        messageId: 'notice-1@uniflag.example',
        headers: { 'Content-Language': 'fr' },
        mayLeave: attempt.mayLeave,
      },
    ]);
  });

  it('has answers come to an address of the mail’s own', async () => {
    const connection = aConnection({ outcome: 'accepted', response: '250' });
    const sender = { ...connection.sender, replyTo: 'replies+example@uniflag.example' };
    await submitByMail({ ...connection, sender }, route, letter, attempt);
    expect(connection.sent[0]?.replyTo).toBe('replies+example.notice-1@uniflag.example');
  });

  it('says that it was too late where the time of the attempt is over', async () => {
    const connection = aConnection({ outcome: 'deferred', reason: 'synthetic' });
    const late = { ...attempt, mayLeave: () => false };
    const fault = await faultOf(submitByMail(connection, route, letter, late));
    expect([fault.kind, fault.code]).toEqual(['temporary', 'SEND.TOO_LATE']);
  });

  it('stays in the thread of the message that it answers', async () => {
    const connection = aConnection({ outcome: 'accepted', response: '250' });
    await submitByMail(connection, { ...route, inReplyTo: 'question@platform.example' }, letter, attempt);
    expect(connection.sent[0]).toMatchObject({
      inReplyTo: 'question@platform.example',
      references: ['question@platform.example'],
    });
  });

  it.each([
    [{ outcome: 'deferred', reason: '451 desk@platform.example busy' }, 'temporary', 'MAIL.DEFERRED'],
    [{ outcome: 'rejected', reason: '550 desk@platform.example unknown' }, 'refused', 'MAIL.REJECTED'],
    [
      { outcome: 'unknown', reason: 'no answer from desk@platform.example' },
      'outcomeUnknown',
      'MAIL.OUTCOME_UNKNOWN',
    ],
  ] as const)('turns %j into a fault that tells nothing more', async (outcome, kind, code) => {
    const fault = await faultOf(submitByMail(aConnection(outcome), route, letter, attempt));
    expect(fault).toMatchObject({ platform: 'example', kind, code });
    expect(JSON.stringify([fault.message, fault.cause, fault.stack])).not.toContain('desk@');
  });

  it('sends nothing where the channel has no mailbox', async () => {
    const connection = aConnection({ outcome: 'accepted', response: '250' });
    const fault = await faultOf(
      submitByMail(connection, { ...route, channel: 'other-mail' }, letter, attempt),
    );
    expect(fault).toMatchObject({ kind: 'credentials', code: 'MAIL.NO_MAILBOX' });
    expect(connection.sent).toEqual([]);
  });
});
