import net, { type AddressInfo } from 'node:net';
import { isTaken, simulatedFaults } from '#platform-kit/simulation';
import { InboundMailServer } from '#mail';
import {
  aNotice,
  aSimulator,
  opened,
  closeSimulators,
  ourMailServer,
  ourSender,
} from '../../../test/support/synthetic-simulator.js';

closeSimulators();

describe('the mail side', () => {
  it('takes a notice and answers to our mail server, in the same thread', async () => {
    const ours = await ourMailServer();
    const { simulator, clock, call } = await aSimulator({ replyTo: { host: '127.0.0.1', port: ours.port } });
    const outcome = await ourSender(simulator.smtpPort).send(
      aNotice({ references: ['earlier@helpline.example'] }),
    );
    expect(outcome).toEqual({ outcome: 'accepted', response: expect.stringMatching(/queued as SIM\d+$/) });
    expect((await call('GET', '/_received')).json.data).toMatchObject([
      {
        platform: 'letters',
        via: 'mail',
        kind: 'mail',
        text: expect.stringContaining('[UF-2026-000123-2-K7QM9A]\nhttps://letters.example/post/42/comment/7'),
        body: { replyTo: 'replies+letters@helpline.example', messageId: 'notice-1@helpline.example' },
      },
    ]);
    clock.advance(10);
    const [answer] = await ours.until(1);
    expect(answer).toMatchObject({
      recipientTag: 'letters',
      from: 'partners@letters.simulator.invalid',
      subject: 'Re: Notice [UF-2026-000123-2-K7QM9A]',
      text: 'Synthetic: acknowledge.',
      inReplyTo: 'notice-1@helpline.example',
      references: ['earlier@helpline.example', 'notice-1@helpline.example'],
      isAutoReply: true,
    });
  });

  it.each([
    'partners@nobody.simulator.invalid',
    'partners@tubes.simulator.invalid',
    'partners@elsewhere.example',
  ])('refuses mail to %s', async (to) => {
    const { simulator } = await aSimulator();
    expect(await ourSender(simulator.smtpPort).send(aNotice({ to }))).toMatchObject({ outcome: 'rejected' });
  });

  it('keeps mails to staff apart from notices, and answers none', async () => {
    const { simulator, call } = await aSimulator();
    const to = 'on-call@staff.simulator.invalid';
    expect(await ourSender(simulator.smtpPort).send(aNotice({ to }))).toMatchObject({ outcome: 'accepted' });
    expect((await call('GET', '/_received?all=true')).json.data).toEqual([]);
    expect((await call('GET', '/_staff-mail')).json.data).toMatchObject([
      { to, subject: expect.stringContaining('UF-2026-000123') },
    ]);
    expect((await call('POST', '/_staff-mail')).status).toBe(405);
  });

  it.each(simulatedFaults.filter((fault) => fault !== 'silence'))(
    'plays the fault %s, and goes on behind it',
    async (fault) => {
      const ours = await ourMailServer();
      const { simulator, script, clock, call } = await aSimulator({
        replyTo: { host: '127.0.0.1', port: ours.port },
      });
      await script('letters', [
        { afterMs: 0, fault },
        { afterMs: 0, reply: 'removed' },
      ]);
      const sender = ourSender(simulator.smtpPort, fault === 'slow' ? 300 : 2_000);
      const outcome = await sender.send(aNotice());
      expect(outcome.outcome).toBe(isTaken(fault) ? 'unknown' : 'deferred');
      expect((await call('GET', '/_received')).json.data).toHaveLength(isTaken(fault) ? 1 : 0);
      if (!isTaken(fault)) expect(await sender.send(aNotice())).toMatchObject({ outcome: 'accepted' });
      expect((await call('GET', '/_received')).json.data).toHaveLength(1);
      clock.advance(0);
      expect(await ours.until(1)).toMatchObject([{ text: 'Synthetic: removed.' }]);
    },
  );

  it('says nothing more after a silence', async () => {
    const { simulator, script, clock } = await aSimulator();
    await script('letters', [{ afterMs: 0, fault: 'silence' }]);
    expect(await ourSender(simulator.smtpPort).send(aNotice())).toMatchObject({ outcome: 'accepted' });
    expect(clock.waits).toEqual([]);
  });

  it('tries an answer again while our mail server is away, and keeps the order of answers', async () => {
    const unused = net.createServer();
    await new Promise<void>((done) => unused.listen(0, '127.0.0.1', done));
    const { port } = unused.address() as AddressInfo;
    await new Promise((done) => unused.close(done));
    const { simulator, script, clock, call } = await aSimulator({ replyTo: { host: '127.0.0.1', port } });
    await script('letters', [
      { afterMs: 0, reply: 'acknowledge' },
      { afterMs: 0, reply: 'removed' },
    ]);
    await ourSender(simulator.smtpPort).send(aNotice());
    clock.advance(0);
    while (clock.waits.length === 0) await call('GET', '/health/live');
    expect(clock.waits).toEqual([1_000]);

    const texts: string[] = [];
    let wake = (): void => undefined;
    const ours = new InboundMailServer({
      domain: 'helpline.example',
      onMail: async ({ text }) => {
        texts.push(text);
        wake();
      },
    });
    await ours.listen({ host: '127.0.0.1', port });
    opened.push(ours);
    const arrived = new Promise<void>((resolve) => (wake = resolve));
    clock.advance(1_000);
    await arrived;
    while (clock.waits.length === 0) await call('GET', '/health/live');
    const arrivedToo = new Promise<void>((resolve) => (wake = resolve));
    clock.advance(0);
    await arrivedToo;
    expect(texts).toEqual(['Synthetic: acknowledge.', 'Synthetic: removed.']);
  });

  it('sends a mail server’s report as one: without a sender, with what it says of our mail', async () => {
    const ours = await ourMailServer();
    const { simulator, script, clock, call } = await aSimulator({
      replyTo: { host: '127.0.0.1', port: ours.port },
    });
    await script('letters', [
      { afterMs: 0, reply: 'bounce' },
      { afterMs: 0, reply: 'bounce_plain' },
    ]);
    await ourSender(simulator.smtpPort).send(aNotice());
    clock.advance(0);
    await ours.until(1);
    while (clock.waits.length === 0) await call('GET', '/health/live');
    clock.advance(0);
    const bounce = { failedMessageId: 'notice-1@helpline.example', isPermanent: true, statusCode: '5.1.1' };
    expect(await ours.until(2)).toMatchObject([
      { envelopeFrom: '', bounce },
      { envelopeFrom: '', bounce },
    ]);
  });

  it('shows an answer that nobody took, and stops trying', async () => {
    const ours = await ourMailServer();
    const { simulator, clock, call } = await aSimulator({ replyTo: { host: '127.0.0.1', port: ours.port } });
    await ourSender(simulator.smtpPort).send(aNotice({ replyTo: 'nobody@helpline.example' }));
    clock.advance(10);
    const undelivered = async () => (await call('GET', '/_received?platform=letters')).json.undelivered;
    while ((await undelivered()).length === 0);
    expect(await undelivered()).toEqual([
      {
        atMs: clock.nowMs,
        platform: 'letters',
        via: 'mail',
        subject: 'Re: Notice [UF-2026-000123-2-K7QM9A]',
        tries: 1,
        reason: 'answered 550',
      },
    ]);
    expect(clock.waits).toEqual([]);
  });
});
