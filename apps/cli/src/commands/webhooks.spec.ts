import { Webhook } from 'standardwebhooks';
import { FakeApi, problem } from '../testing/fake-api.js';
import { runUniflag } from '../testing/run-uniflag.js';

const id = 'wep_01kb0000000000000000000001';
const endpoint = {
  ...{ id, url: 'https://consumer.example/hook', description: 'case tool', state: 'ACTIVE' },
  ...{ events: ['submission.*', 'report.former'], unknownEvents: ['report.former'], platforms: null },
  ...{ categories: null, sla: null, format: 'STANDARD', isOrdered: false, ratePerMinute: 60 },
  ...{ hearsSince: '2026-11-23T21:00:00.000Z' },
  lastPing: { at: '2026-11-23T21:01:00.000Z', outcome: 'delivered', status: 204 },
  ...{ earlierSecretUntil: null, createdAt: '2026-11-23T21:00:00.000Z' },
};
const path = '/v1/webhooks/endpoints';

describe('uniflag webhooks', () => {
  it('lists endpoints with what they get and how the last ping went', async () => {
    const fake = new FakeApi().on(`GET ${path}`, { data: [endpoint] });
    const { out } = await runUniflag(fake, ['webhooks', 'list']);
    expect(out).toMatch(/ACTIVE +https:\/\/consumer.example\/hook +case tool/);
    expect(out).toMatch(new RegExp(`gets submission.\\*, report.former +${id}`));
    expect(out).toContain('in any order, at most 60 a minute');
    expect(out).toContain('last ping 2026-11-23 22:01 delivered');
    expect(out).toContain('no longer an event: report.former');
  });

  it('creates one with its filter, and prints its secret', async () => {
    const fake = new FakeApi().on(`POST ${path}`, { ...endpoint, secret: 'whsec_synthetic' });
    const filter = ['--event', 'report.*', 'submission.sent', '--platform', 'youtube'];
    const format = ['--format', 'CLOUDEVENTS_BINARY'];
    const { out } = await runUniflag(fake, ['webhooks', 'create', endpoint.url, ...filter, ...format]);
    expect(fake.calls[0]?.body).toEqual({
      ...{ url: endpoint.url, events: ['report.*', 'submission.sent'], platforms: ['youtube'] },
      format: 'CLOUDEVENTS_BINARY',
    });
    expect(out).toContain('whsec_synthetic');
  });

  it('rotates a secret with the overlap it is given, once', async () => {
    const answer = { secret: 'whsec_fresh', earlierSecretUntil: '2026-11-23T23:00:00.000Z' };
    const fake = new FakeApi().on(`POST ${path}/${id}/rotate-secret`, answer);
    const { out } = await runUniflag(fake, ['webhooks', 'rotate', id, '--overlap', '2']);
    expect(fake.calls[0]?.body).toEqual({ overlapHours: 2 });
    expect(fake.calls[0]?.headers.get('idempotency-key')).toBeTruthy();
    expect(out).toContain('whsec_fresh');
    expect(out).toContain('2026-11-24 00:00');
    const wrong = await runUniflag(new FakeApi(), ['webhooks', 'rotate', id, '--overlap', '169']);
    expect(wrong.exitCode).toBe(2);
  });

  it.each([
    [['ping', id], {}, 'A ping is on its way'],
    [['trigger', id, 'submission.decided'], { type: 'submission.decided' }, 'A synthetic submission.decided'],
  ])('%j', async (given, body, says) => {
    const fake = new FakeApi().on(`POST ${path}/${id}/ping`, endpoint);
    expect(await runUniflag(fake, ['webhooks', ...given])).toMatchObject({
      ...{ exitCode: 0, out: expect.stringContaining(says) },
    });
    expect(fake.calls[0]?.body).toEqual(body);
  });

  it('says what the API refuses', async () => {
    const refuse = () => problem(422, 'REQUEST.INVALID', 'must be one of report.created');
    const fake = new FakeApi().on(`POST ${path}/${id}/ping`, refuse);
    const { exitCode, err } = await runUniflag(fake, ['webhooks', 'trigger', id, 'nothing']);
    expect([exitCode, err.includes('must be one of')]).toEqual([1, true]);
  });
});

describe('uniflag webhooks verify', () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const body = JSON.stringify({ type: 'ping', data: { id: 'png_1' } });
  const verify = (
    sent: string,
    at = new Date(),
    env: Record<string, string> = { UNIFLAG_WEBHOOK_SECRET: secret },
  ) =>
    runUniflag(
      new FakeApi(),
      [
        ...['webhooks', 'verify', '-', '--id', 'png_1'],
        ...['--timestamp', String(Math.floor(at.getTime() / 1_000))],
        ...['--signature', new Webhook(secret).sign('png_1', at, body)],
      ],
      { env, readInput: () => Promise.resolve(new TextEncoder().encode(sent)) },
    );

  it('says of a genuine delivery what it is', async () => {
    expect(await verify(body)).toMatchObject({ exitCode: 0, out: 'Genuine: ping.\n' });
  });

  it('says why another is not', async () => {
    expect(await verify(`${body} `)).toMatchObject({
      exitCode: 1,
      out: expect.stringMatching(/^Not genuine/),
    });
    const other = { UNIFLAG_WEBHOOK_SECRET: `whsec_${Buffer.alloc(32, 8).toString('base64')}` };
    expect(await verify(body, new Date(), other)).toMatchObject({ exitCode: 1 });
    expect(await verify(body, new Date(Date.now() - 301_000))).toMatchObject({ exitCode: 1 });
  });

  it('asks for the secret where there is none, which never stands in an option', async () => {
    expect(await verify(body, new Date(), {})).toMatchObject({
      ...{ exitCode: 2, err: expect.stringContaining('UNIFLAG_WEBHOOK_SECRET') },
    });
  });
});
