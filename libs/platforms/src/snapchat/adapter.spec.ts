import { PlatformFault, type OutgoingMail } from '#platform-kit';
import { anAttempt, anExampleNotice, startSimulationHost, type SimulationHost } from '#platform-kit/testing';
import { snapchat } from './index.js';

let host: SimulationHost;
beforeAll(async () => {
  host = await startSimulationHost(snapchat);
});
afterAll(() => host.close());

/** An adapter whose mails are kept in place of being sent. */
function anAdapter() {
  const sent: OutgoingMail[] = [];
  const mail = {
    send: async (outgoing: OutgoingMail) => {
      sent.push(outgoing);
      return { outcome: 'accepted', response: '250 2.0.0 synthetic' } as const;
    },
  };
  return { sent, adapter: snapchat.createAdapter({ ...host.connection, mail }) };
}

const mailChannel = snapchat.manifest.channels.find(({ kind }) => kind === 'EMAIL')!;
const handChannels = snapchat.manifest.channels.filter(({ kind }) => kind !== 'EMAIL');

describe('the adapter of snapchat', () => {
  it('keeps the mail server’s answer as receipt, and takes it for nothing more', async () => {
    const { adapter, sent } = anAdapter();
    const result = await adapter.submit(anExampleNotice(snapchat, mailChannel), anAttempt);
    expect(result).toEqual({ receipt: '250 2.0.0 synthetic', facts: [] });
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      to: host.connection.mailboxes[mailChannel.id],
      messageId: anAttempt.messageId,
    });
  });

  it.each(handChannels.map(({ id }) => id))('sends nothing through %s, which needs a person', async (id) => {
    const { adapter, sent } = anAdapter();
    const channel = handChannels.find((each) => each.id === id)!;
    const notice = { ...anExampleNotice(snapchat, mailChannel), channel };
    const answer = { text: 'synthetic', inReplyTo: null, mayRepeat: false, attempt: anAttempt };
    for (const work of [adapter.submit(notice, anAttempt), adapter.supplyInformation?.(notice, answer)])
      await expect(work).rejects.toEqual(new PlatformFault('snapchat', 'refused', 'CHANNEL.NEEDS_A_PERSON'));
    expect(sent).toEqual([]);
  });

  it('answers a question in its thread, or by the reference alone where its mail is not known', async () => {
    const { adapter, sent } = anAdapter();
    const notice = anExampleNotice(snapchat, mailChannel);
    for (const inReplyTo of ['question.1@snapchat.example', null])
      await adapter.supplyInformation?.(notice, {
        text: 'Synthetic answer.',
        inReplyTo,
        mayRepeat: false,
        attempt: anAttempt,
      });
    const [threaded, bare] = sent;
    expect(threaded).toMatchObject({
      inReplyTo: 'question.1@snapchat.example',
      references: ['question.1@snapchat.example'],
    });
    expect(bare?.inReplyTo).toBeUndefined();
    for (const { subject, text } of sent) {
      expect(subject).toContain(`[${notice.reference}]`);
      expect(text).toContain('Synthetic answer.');
      expect(text).not.toContain(notice.explanation);
    }
  });
});
