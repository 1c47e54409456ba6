import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openHouse, type House } from '../support/house.js';

const path = '/v1/webhooks/endpoints';
let house: House;
let answer = 204;
const consumer = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(answer).end());
});
beforeAll(async () => {
  await new Promise<void>((resolve) => consumer.listen(0, '127.0.0.1', resolve));
  house = await openHouse({
    env: {
      UNIFLAG_WEBHOOKS__ALERT_TO: 'hooks@staff.simulator.invalid',
      UNIFLAG_WEBHOOKS__RETRY_SCHEDULE_MS: '1s',
      UNIFLAG_RETENTION__CHECK_EVERY_MS: '1s',
    },
  });
});
afterAll(async () => {
  consumer.close();
  expect(JSON.stringify(house.log.lines)).not.toContain('staff.simulator.invalid');
  await house.close();
});

it('mails whoever runs the endpoints that deliveries are used up, and destroys their attempts in their time', async () => {
  const url = `http://127.0.0.1:${(consumer.address() as AddressInfo).port}/hook`;
  const { body: endpoint } = await house.request<any>('POST', path, { url, description: 'canary words' });
  await house.settle();
  answer = 503;
  const filed = await house.request<any>('POST', '/v1/reports', {
    ...{ category: 'CYBERBULLYING', explanation: 'Synthetic explanation.', goodFaith: true, language: 'en' },
    ...{ targets: [{ input: 'https://youtu.be/SYNTH_mails' }], caller: { role: 'PARENT' } },
  });
  expect(filed.status).toBe(201);
  const deliveries = async (state: string) =>
    (await house.request<any>('GET', `${path}/${endpoint.id}/deliveries?state=${state}`)).body.data;
  await house.settle();
  await house.pass(60_000);
  await house.until('the first event is used up', async () => (await deliveries('EXHAUSTED')).length === 1);
  await house.until('somebody is mailed', () => house.simulator.staffMails().length > 0);
  const [mail, ...others] = house.simulator.staffMails();
  expect(others).toEqual([]);
  expect(mail).toMatchObject({
    to: 'hooks@staff.simulator.invalid',
    subject: `Uniflag: 1 delivery to webhook endpoint ${endpoint.id} used up`,
  });
  expect(mail?.text).toContain('ended with: HTTP 503');
  expect(mail?.text).toContain(`${house.config.api.publicUrl}${path}/${endpoint.id}/missed`);
  expect(JSON.stringify(mail)).not.toMatch(/canary|127\.0\.0\.1:\d+\/hook|SYNTH/);

  const [{ id }] = await deliveries('EXHAUSTED');
  const attempts = async () =>
    (await house.request<any>('GET', `/v1/webhooks/deliveries/${id}`)).body.attemptLog.length;
  expect(await attempts()).toBe(2);
  await house.database.pool.query(`UPDATE webhook_attempts SET at = at - interval '31 days'`);
  await house.until('its attempts are destroyed', async () => (await attempts()) === 0);
  expect(await deliveries('EXHAUSTED')).toHaveLength(1);
}, 60_000);
