import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { openHouse, type House } from '../../../../test/support/house.js';

let house: House;
let server: SMTPServer;
const received: { readonly to: string; readonly raw: string }[] = [];
/** What the mail server answers to the message; undefined takes it. */
let refusal: Error | undefined;

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, { envelope }, answer) => {
      void text(stream).then((raw) => {
        received.push({ to: envelope.rcptTo.map(({ address }) => address).join(), raw });
        answer(refusal);
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  house = await openHouse({
    hasWorker: false,
    env: {
      UNIFLAG_MAIL__OUTBOUND__HOST: '127.0.0.1',
      UNIFLAG_MAIL__OUTBOUND__PORT: String(port),
      UNIFLAG_API__PUBLIC_URL: 'https://uniflag.example',
    },
  });
});
beforeEach(() => {
  received.length = 0;
  refusal = undefined;
});
afterAll(async () => {
  await house.close();
  await new Promise<void>((resolve) => server.close(resolve));
});

const person = (mail: string, more: object = {}) => ({
  ...{ name: 'CANARYname', mail, roles: ['STAFF'], language: 'nl', byMail: true },
  ...more,
});
const invite = (body: object) => house.request<any>('POST', '/v1/people', body);
const codeIn = (words: string) => /https:\/\/uniflag\.example\/welcome#code=(\S+)/.exec(words)?.[1];
const read = (code: string | undefined) => house.request('POST', '/v1/person-links/read', { code });
/** Everything of the tables as text, but what the schema calls itself. */
async function tables(): Promise<string> {
  const { rows } = await house.database.pool.query(
    `SELECT query_to_xml(format('SELECT * FROM %I', tablename), true, true, '')::text AS rows
     FROM pg_tables WHERE schemaname = current_schema()`,
  );
  return rows.map(({ rows: all }: { rows: string }) => all).join('\n');
}

it('goes to its person alone, in their language, and nobody else is shown it', async () => {
  const { status, body } = await invite(person('synthetic.one@staff.invalid'));
  expect([status, body.mail, body.link]).toEqual([201, 'SENT', null]);
  const [mail] = received;
  expect([received.length, mail?.to]).toEqual([1, 'synthetic.one@staff.invalid']);
  const parsed = await simpleParser(mail!.raw);
  expect(parsed.subject).toMatch(/uw account$/);
  expect(parsed.text).toContain('Kies hoe u zich aanmeldt');
  expect(parsed.text).not.toContain('CANARY');
  const code = codeIn(parsed.text ?? '');
  expect((await read(code)).status).toBe(200);
  for (const kept of [JSON.stringify(house.log.lines), await tables(), JSON.stringify(body)])
    expect(kept).not.toContain(code);
});

it('is sent anew, and for who lost every way in, the same way', async () => {
  const { body } = await invite(person('synthetic.two@staff.invalid', { byMail: false, language: 'fr' }));
  expect([body.mail, received.length]).toEqual([null, 0]);
  const path = `/v1/people/${body.person.id}`;
  const again = await house.request<any>('POST', `${path}/invitation`, { byMail: true });
  expect([again.body, received.length]).toEqual([{ mail: 'SENT', link: null }, 1]);
  await house.database.pool.query(`UPDATE people SET status = 'ACTIVE'`);
  const recovery = await house.request<any>('POST', `${path}/recovery`, { byMail: true });
  expect(recovery.body).toEqual({ mail: 'SENT', link: null });
  const parsed = await simpleParser(received[1]!.raw);
  expect(parsed.subject).toMatch(/se connecter à nouveau$/);
  expect((await read(codeIn(parsed.text ?? ''))).status).toBe(200);
});

it('is shown where the mail server does not take it, and works', async () => {
  refusal = Object.assign(new Error('synthetic'), { responseCode: 550 });
  const { status, body } = await invite(person('synthetic.three@staff.invalid'));
  expect([status, body.mail]).toEqual([201, 'FAILED']);
  expect((await read(body.link.code)).status).toBe(200);
});

it('is not promised where no mail server is set up', async () => {
  const without = await openHouse({ hasWorker: false });
  try {
    const refused = await without.request<any>('POST', '/v1/people', person('synthetic@staff.invalid'));
    expect([refused.status, refused.body.errors]).toMatchObject([
      ...[422, [{ pointer: '/byMail', code: 'LINK.NO_MAIL' }]],
    ]);
    const { body } = await without.request<any>('GET', '/v1/people');
    expect([body.data, body.canMail]).toEqual([[], false]);
  } finally {
    await without.close();
  }
});
