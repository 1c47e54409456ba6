import { HTTP, type CloudEventV1 } from 'cloudevents';
import { Webhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { eventTypes, type ReportEvent, type WebhookFormat } from '#core';
import { eventBody } from './event-body.js';
import { pingBody } from './ping-body.js';
import { newWebhookSecret } from './sign-webhook.js';
import { SignedWebhookTransport } from './signed-transport.js';
import type { WebhookRequest, WebhookSender } from './webhook-sender.js';

const event: ReportEvent = {
  ...{ id: '01890a5d-ac96-774b-bcce-b302099a8057', reportId: '01890a5d-ac96-774b-bcce-b302099a8058' },
  ...{ sequence: 7, type: 'submission.decided', v: 1, atMs: Date.UTC(2026, 10, 23, 12) },
  ...{ submissionId: null, platform: 'facebook', word: 'removed', previousWord: 'under_review' },
  ...{ status: 'IN_PROGRESS', previousStatus: null, attention: [], detail: { actor: 'PLATFORM' } },
};
const apiUrl = 'https://uniflag.example';
const formats: WebhookFormat[] = ['STANDARD', 'CLOUDEVENTS_STRUCTURED', 'CLOUDEVENTS_BINARY'];
const secret = newWebhookSecret();
const nowMs = Date.now();

/** What would be posted, by the shipped transport. */
async function postedOf(
  format: WebhookFormat,
  about: Partial<ReportEvent> | 'ping' = {},
  atMs = nowMs,
): Promise<WebhookRequest> {
  const posted: WebhookRequest[] = [];
  const send = (request: WebhookRequest) => {
    posted.push(request);
    return Promise.resolve({ outcome: 'delivered' as const, durationMs: 1 });
  };
  const transport = new SignedWebhookTransport({ send } as WebhookSender, apiUrl, () => atMs);
  const to = { url: 'https://consumer.example/', format, secrets: [secret] };
  await (about === 'ping'
    ? transport.ping({ ...to, type: null, endpointId: event.reportId, pingId: event.id })
    : transport.deliver({
        ...{ ...to, event: { ...event, ...about }, reportReference: 'UF-2026-000123', category: 'SYNTHETIC' },
      }));
  return posted[0]!;
}

const read = ({ headers, body }: WebhookRequest) => HTTP.toEvent({ headers, body }) as CloudEventV1<any>;

describe.each(formats)('%s', (format) => {
  it.each([
    ['standardwebhooks', Webhook],
    ['svix', SvixWebhook],
  ])('is verified by %s; another secret, a changed body and an old time are not', async (_name, Verifier) => {
    const { headers, body } = await postedOf(format);
    expect(new Verifier(secret).verify(body, headers)).toEqual(JSON.parse(body));
    expect(() => new Verifier(newWebhookSecret()).verify(body, headers)).toThrow('No matching signature');
    expect(() => new Verifier(secret).verify(`${body} `, headers)).toThrow('No matching signature');
    const old = await postedOf(format, {}, nowMs - 301_000);
    expect(() => new Verifier(secret).verify(old.body, old.headers)).toThrow('too old');
  });

  it('carries the id of the event in every part that names one', async () => {
    const { headers, body } = await postedOf(format);
    const { id, data } = JSON.parse(body);
    const ids = [headers['webhook-id'], headers['ce-id'], id, data?.id].filter(Boolean);
    expect(new Set(ids)).toEqual(new Set(['evt_01h455vb4pex5vsknk084sn02q']));
  });
});

describe.each(['CLOUDEVENTS_STRUCTURED', 'CLOUDEVENTS_BINARY'] as const)('%s', (format) => {
  it.each(eventTypes)('is read and found valid by the package cloudevents: %s', async (type) => {
    const { headers, body } = await postedOf(format, { type });
    const parsed = read({ url: '', headers, body });
    expect((parsed as unknown as { validate(): boolean }).validate()).toBe(true);
    const context = { reportReference: 'UF-2026-000123', categoryCode: 'SYNTHETIC' };
    const self = `${apiUrl}/v1/reports/rep_01h455vb4pex5vsknk084sn02r`;
    const { timestamp, data } = eventBody({ ...event, type }, { ...context, links: { self } });
    expect(parsed).toMatchObject({
      ...{ specversion: '1.0', id: headers['webhook-id'], source: apiUrl, type },
      ...{ time: timestamp, subject: data.reportId },
      data: { type, timestamp, ...data },
    });
  });

  it('has pings too, which are about no report', async () => {
    const parsed = read(await postedOf(format, 'ping'));
    const { data } = pingBody(event.reportId, event.id, nowMs);
    expect(parsed).toMatchObject({ type: 'ping', id: data.id, data });
    expect(parsed.subject).toBeUndefined();
  });
});

describe('a changed attribute', () => {
  it('shows in binary, where headers are not signed: the signed body says type and time too', async () => {
    const posted = await postedOf('CLOUDEVENTS_BINARY');
    const forged = read({ ...posted, headers: { ...posted.headers, 'ce-type': 'report.created' } });
    expect(forged.type).not.toBe(forged.data.type);
  });
});
