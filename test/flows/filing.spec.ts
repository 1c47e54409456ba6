import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { openHouse, type House } from '../support/house.js';
import { readUntil } from '../support/read-until.js';

const report = (targets: readonly string[], more: object = {}) => ({
  category: 'CYBERBULLYING',
  targets: targets.map((input) => ({ input })),
  explanation: 'Synthetic explanation written for a test.',
  goodFaith: true,
  caller: { role: 'PARENT' },
  language: 'en',
  ...more,
});

/** Ten addresses of real shape with made-up ids. */
const tenAddresses = [
  'https://www.facebook.com/synthetic.example/posts/1000000000000001',
  'https://m.facebook.com/groups/100000000000002/posts/100000000000003/?mibextid=x',
  'https://www.instagram.com/reel/SynthReel01/?igsh=MTIz',
  'instagram.com/p/SynthPost02/',
  'https://youtu.be/SYNTHETIC_1?si=abc',
  'hxxps://www.youtube[.]com/shorts/SYNTHETIC_2',
  'https://chat.whatsapp.com/SyntheticInviteCode001',
  'https://wa.me/32470123456',
  'https://www.snapchat.com/add/synthetic.user',
  'https://www.snapchat.com/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYsyntheticid01',
];

describe('filing a report', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
    for (const platform of ['facebook', 'instagram', 'snapchat', 'whatsapp', 'youtube'])
      await house.scenario(platform, {}, [{ afterMs: 0, fault: 'silence' }]);
  });
  afterAll(() => house.close());

  it('sends each of ten targets over five platforms and shows one status with its timeline', async () => {
    const filed = await house.request<any>('POST', '/v1/reports', report(tenAddresses));
    expect(filed.status).toBe(201);
    expect(filed.headers.get('location')).toBe(`/v1/reports/${filed.body.id}`);
    expect(filed.body.submissions).toHaveLength(10);
    expect(new Set(filed.body.submissions.map((each: any) => each.platform)).size).toBe(5);
    await house.settle();

    const read = await house.request<any>('GET', `/v1/reports/${filed.body.reference}`);
    expect(read.body).toMatchObject({ status: 'IN_PROGRESS', counts: { sent: 10 }, attention: [] });
    const { body: timeline } = await house.request<any>(
      'GET',
      `/v1/reports/${filed.body.id}/events?limit=200`,
    );
    const sequences = timeline.data.map((event: any) => event.sequence);
    expect(sequences).toEqual(sequences.map((_: number, index: number) => index + 1));
    expect(timeline.data.filter((event: any) => event.type === 'submission.sent')).toHaveLength(10);
    const references = house.simulator.received().map((entry) => entry.text);
    for (const { reference } of filed.body.submissions.filter((each: any) => each.platform !== 'youtube'))
      expect(
        references.filter((text) => new RegExp(`${reference.slice(0, -7)}(?!\\d)`).test(text)),
      ).toHaveLength(1);
  });

  it('delivers every event of a report in order, signed so that the public library accepts it', async () => {
    const received: { headers: Record<string, string>; body: string }[] = [];
    const consumer = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        received.push({ headers: request.headers as Record<string, string>, body });
        response.writeHead(204).end();
      });
    });
    await new Promise<void>((resolve) => consumer.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(consumer.address() as AddressInfo).port}/hook`;
    const endpoint = await house.request<any>('POST', '/v1/webhooks/endpoints', { url });
    expect(endpoint.status).toBe(201);

    const { body: filed } = await house.request<any>(
      'POST',
      '/v1/reports',
      report(['https://youtu.be/SYNTHETIC_3']),
    );
    await house.settle();
    consumer.close();

    const webhook = new Webhook(endpoint.body.secret);
    const events = received.map(({ headers, body }) => webhook.verify(body, headers) as any);
    const own = events.filter((event) => event.data.reportId === filed.id);
    expect(own.map((event) => event.data.sequence)).toEqual([1, 2, 3, 4, 5].slice(0, own.length));
    expect(own.map((event) => event.type)).toEqual(
      expect.arrayContaining(['report.created', 'submission.sent', 'submission.verified']),
    );
    expect(JSON.stringify(own)).not.toContain('SYNTHETIC_3');
    expect(JSON.stringify(own)).not.toContain('Synthetic explanation');
  });

  it('answers the same to the same Idempotency-Key and refuses it with another body', async () => {
    const headers = { 'idempotency-key': 'synthetic-key-1' };
    const body = report(['https://youtu.be/SYNTHETIC_4']);
    const first = await house.request<any>('POST', '/v1/reports', body, headers);
    const again = await house.request<any>('POST', '/v1/reports', body, headers);
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    const other = await house.request<any>(
      'POST',
      '/v1/reports',
      report(['https://youtu.be/SYNTHETIC_5']),
      headers,
    );
    expect(other).toMatchObject({ status: 422, body: { code: 'IDEMPOTENCY_KEY.REUSED' } });
  });

  it('files once when the same key arrives many times at once', async () => {
    const headers = { 'idempotency-key': 'synthetic-key-2' };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        house.request<any>('POST', '/v1/reports', report(['https://youtu.be/SYNTHETIC_6']), headers),
      ),
    );
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
    const ids = new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.id));
    expect(ids.size).toBe(1);
  });

  it('makes one submission of two spellings and names the earlier report of the same content', async () => {
    const first = await house.request<any>(
      'POST',
      '/v1/reports',
      report(['https://www.instagram.com/p/SynthPost07/']),
    );
    const second = await house.request<any>(
      'POST',
      '/v1/reports',
      report(['instagram.com/p/SynthPost07/?igsh=abc', 'https://www.instagram.com/p/SynthPost07']),
    );
    expect(second.body.submissions).toHaveLength(1);
    expect(second.body.submissions[0].earlierReport).toBe(first.body.reference);
  });

  it('never links reports by a person', async () => {
    const person = ['https://www.snapchat.com/add/synthetic.person'];
    await house.request('POST', '/v1/reports', report(person));
    const second = await house.request<any>('POST', '/v1/reports', report(person));
    expect(second.body.submissions[0].earlierReport).toBeNull();
    const { rows } = await house.database.pool.query(
      'SELECT count(*)::int AS n FROM submissions WHERE names_person AND content_hash IS NOT NULL',
    );
    expect(rows[0].n).toBe(0);
  });

  it('keeps no explanation and no address in clear, in any table', async () => {
    const { rows: tables } = await house.database.pool.query(
      `SELECT table_name FROM information_schema.tables WHERE table_schema = '${house.schema}'`,
    );
    for (const { table_name } of tables) {
      const { rows } = await house.database.pool.query(`SELECT t::text AS row FROM ${table_name} t`);
      const all = rows.map(({ row }) => row).join('\n');
      for (const secret of [
        'Synthetic explanation',
        'synthetic.example',
        'SYNTHETIC_1',
        'SyntheticInviteCode',
        '470123456',
      ])
        expect(all).not.toContain(secret);
      for (const secret of ['Synthetic explanation', 'SYNTHETIC_1'])
        expect(all).not.toContain(Buffer.from(secret).toString('hex'));
    }
    expect(JSON.stringify(house.log.lines)).not.toMatch(
      /Synthetic explanation|SYNTHETIC_|synthetic\.example/,
    );
  });

  it('streams what happens and goes on after the last event a reader has seen', async () => {
    const { body: filed } = await house.request<any>(
      'POST',
      '/v1/reports',
      report(['https://youtu.be/SYNTHETIC_8']),
    );
    await house.settle();
    const { body: timeline } = await house.request<any>('GET', `/v1/reports/${filed.id}/events`);
    const abort = new AbortController();
    const stream = await fetch(`${house.apiUrl}/v1/stream?report=${filed.id}`, {
      headers: { authorization: `Bearer ${house.apiKey}`, 'last-event-id': timeline.data[0].id },
      signal: abort.signal,
    });
    const events = timeline.data.length - 1;
    const text = await readUntil(stream, (read) => (read.match(/^id: /gm) ?? []).length >= events);
    abort.abort();
    const ids = [...text.matchAll(/^id: (\S+)$/gm)].map((match) => match[1]);
    expect(ids).toEqual(timeline.data.slice(1).map((event: any) => event.id));
  });

  it('tells operators how many submissions stand where, by codes alone', async () => {
    const response = await fetch(`${house.apiUrl}/metrics`);
    const text = await response.text();
    expect(text).toMatch(/uniflag_submissions\{platform="youtube",word="sent"\} \d+/);
    expect(text).toMatch(
      /uniflag_request_seconds_count\{method="POST",route="\/v1\/reports",status="201"\} \d+/,
    );
    expect(text).not.toMatch(/UF-\d|rep_|SYNTHETIC/);
  });
});
