import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import yauzl from 'yauzl';
import { text } from 'node:stream/consumers';
import { fromTypeId, type Role } from '#core';
import { fingerprintOf, readZip, verifyDossier } from '#outcomes';
import { signingKeyFrom } from '#security';
import { openHouse, type House } from '../support/house.js';
import { addKey, withKey } from '../support/keys.js';
import { pdfInfo, pdfText, whyNoPoppler } from '../support/poppler.js';

const seed = randomBytes(32).toString('base64');
const secret = 'CANARYdossier';
const why = whyNoPoppler();
const itOrSkip = why === undefined ? it : it.skip;

let house: House;
let folder: string;
const keys = new Map<Role, string>();
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'uniflag-dossier-'));
  house = await openHouse({ env: { UNIFLAG_DOSSIERS__SIGNING_KEY: seed } });
  await house.scenario('instagram', {}, [{ afterMs: 0, reply: 'removed' }]);
  for (const role of ['STAFF', 'ANALYST', 'SUPERVISOR', 'ADMINISTRATOR', 'INTEGRATOR', 'AUDITOR'] as const)
    keys.set(role, await addKey(house, [role]));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  // Neither what a dossier says nor that of whom is in any log line.
  expect(JSON.stringify(house.log.lines)).not.toContain(secret);
  await house.close();
});

async function aReport(category: string): Promise<{ id: string; reference: string }> {
  const { status, body } = await house.request<any>('POST', '/v1/reports', {
    ...{ category, goodFaith: true, caller: { role: 'PARENT' }, language: 'nl' },
    targets: [{ input: 'https://www.instagram.com/p/Synthetic01/', locator: `${secret}locator` }],
    explanation: `Synthetische uitleg ${secret}.`,
  });
  expect(status).toBe(201);
  await house.until('the platform answered', async () => {
    const { body: read } = await house.request<any>('GET', `/v1/reports/${body.id}`);
    return read.submissions[0].decision === 'ACTIONED';
  });
  await house.settle();
  return body;
}

async function fetched(id: string, role: Role, accept: string, query = '') {
  const url = `${house.apiUrl}/v1/reports/${id}/dossier${query}`;
  const answer = await fetch(url, { headers: { ...withKey(keys.get(role)), accept } });
  const body = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, headers: answer.headers, body };
}

/** The files of a ZIP, as text. */
async function opened(zip: Buffer): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  const file = await yauzl.fromBufferPromise(zip, { lazyEntries: true });
  for await (const entry of file.eachEntry())
    files[entry.fileName] = await text(await file.openReadStreamPromise(entry));
  return files;
}

async function checked(zip: Buffer) {
  const path = join(folder, 'dossier.zip');
  writeFileSync(path, zip);
  return verifyDossier(await readZip(path), fingerprintOf(signingKeyFrom(seed, 'test').publicPem));
}

it('a supervisor makes a dossier, which whoever gets it checks without the installation', async () => {
  const { id, reference } = await aReport('CYBERBULLYING');
  const { status, headers, body } = await fetched(id, 'SUPERVISOR', 'application/zip', '?language=fr');
  expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
    200,
    'application/zip',
    'no-store',
  ]);
  expect(headers.get('content-disposition')).toBe(`attachment; filename="${reference}-dossier.zip"`);
  const check = await checked(body);
  const { body: timeline } = await house.request<any>('GET', `/v1/reports/${id}/events?limit=200`);
  expect(check).toMatchObject({ reference, faults: [], isExpectedKey: true, events: timeline.data.length });

  const files = await opened(body);
  const events = files['events.jsonl']!.trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).event);
  expect(events).toEqual(timeline.data);
  expect(files['report.json']).toContain(`Synthetische uitleg ${secret}`);
  const { notices } = JSON.parse(files['notices.json']!);
  expect(notices).toMatchObject([{ text: 'AS_SENT', attempts: [{ number: 1, outcome: 'confirmed' }] }]);
  const [sent] = house.simulator
    .received('instagram')
    .filter((each) => JSON.stringify(each).includes(reference));
  const explained = notices[0].fields.find(({ value }: { value: string }) => value.includes(secret));
  expect(JSON.stringify(sent)).toContain(explained.value.split('\n')[0]);
  expect(JSON.parse(files['replies.json']!).replies.length).toBeGreaterThan(0);
  expect(JSON.parse(files['report.json']!).targets[0].isRehearsed).toBe(true);
  expect(files['READ-ME.txt']).toContain('DOSSIER DU SIGNALEMENT');
});

it('of a report to which nothing happened has the same events and manifest each time', async () => {
  const { id } = await aReport('THREAT');
  const [one, other] = [await fetched(id, 'ANALYST', 'application/zip'), await fetched(id, 'ANALYST', '*/*')];
  const [first, second] = [await opened(one.body), await opened(other.body)];
  for (const name of ['events.jsonl', 'manifest.json', 'report.json']) expect(second[name]).toBe(first[name]);
});

itOrSkip(
  'the PDF alone is tagged, in the language that was asked for, else in that of the report',
  async () => {
    const { id, reference } = await aReport('HATE');
    const { headers, body } = await fetched(id, 'SUPERVISOR', 'application/pdf');
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(pdfInfo(body)).toMatch(new RegExp(`Title: +Dossier van melding ${reference}\\n[^]*Tagged: +yes`));
    expect(pdfText(body)).toContain(`Synthetische uitleg ${secret}.`);
    expect(pdfText(body)).toContain('Oefening: dit ging naar een simulator');
    const german = await fetched(id, 'SUPERVISOR', 'application/pdf', '?language=de');
    expect(pdfInfo(german.body)).toContain(`Akte der Meldung ${reference}`);
  },
);

it('leaves out what whoever makes it may not read, and names it', async () => {
  const { id } = await aReport('CSAM');
  const supervisor = await fetched(id, 'SUPERVISOR', 'application/zip');
  const files = await opened(supervisor.body);
  expect(JSON.parse(files['manifest.json']!).withheld).toEqual([
    'EXPLANATION',
    'ADDRESSES',
    'NOTICES',
    'REPLIES',
  ]);
  for (const [name, content] of Object.entries(files))
    expect([name, content.includes(secret)]).toEqual([name, false]);
  for (const content of Object.values(files)) expect(content).not.toContain('Synthetic01');
  const replies = JSON.parse(files['replies.json']!).replies as { textState: string; text: string }[];
  expect(replies.map(({ textState, text: shown }) => [textState, shown])).toEqual(
    replies.map(() => ['NEEDS_ROLE', '']),
  );
  expect((await checked(supervisor.body)).withheld).toHaveLength(4);

  const analyst = await opened((await fetched(id, 'ANALYST', 'application/zip')).body);
  expect(JSON.parse(analyst['manifest.json']!).withheld).toEqual([]);
  expect(analyst['report.json']).toContain(secret);
});

it('says what was sent as it was sent, whatever the report says now', async () => {
  const { id } = await aReport('CYBERBULLYING');
  const before = await opened((await fetched(id, 'ANALYST', 'application/zip')).body);
  const { headers } = await house.request<any>('GET', `/v1/reports/${id}`);
  const correction = { category: 'THREAT' };
  const corrected = await house.request('PATCH', `/v1/reports/${id}`, correction, {
    'if-match': headers.get('etag') ?? '',
  });
  expect(corrected.status).toBe(200);
  await house.settle();
  const after = await opened((await fetched(id, 'ANALYST', 'application/zip')).body);
  expect(JSON.parse(after['report.json']!).report.category).toBe('THREAT');
  const noticeIn = (files: Record<string, string>) => JSON.parse(files['notices.json']!).notices[0];
  expect(noticeIn(after).fields).toEqual(noticeIn(before).fields);
  expect(noticeIn(after).text).toBe('AS_SENT');
});

it('is for analysts and supervisors, and each stands in the record', async () => {
  const { id } = await aReport('CYBERBULLYING');
  for (const role of ['STAFF', 'ADMINISTRATOR', 'INTEGRATOR', 'AUDITOR'] as const) {
    const refused = await fetched(id, role, 'application/zip');
    expect([role, refused.status, JSON.parse(refused.body.toString()).code]).toEqual([
      role,
      403,
      'ACCESS.ROLE',
    ]);
  }
  expect((await fetched(id, 'ANALYST', 'application/pdf')).status).toBe(200);
  const { rows } = await house.database.pool.query(
    `SELECT act, subject FROM audit_entries WHERE operation = 'readDossier' AND subject @> ARRAY[$1]`,
    [id],
  );
  expect(rows).toEqual([{ act: 'READ', subject: [id] }]);
});

it.each([
  ['image/png', '', 406, 'DOSSIER.NOT_ACCEPTABLE'],
  ['application/zip', '?language=es', 422, 'REQUEST.INVALID'],
  ['application/zip', '?lang=fr', 422, 'REQUEST.INVALID'],
])('says what is wrong with %s%s', async (accept, query, status, code) => {
  const { id } = await aReport('HATE');
  const answer = await fetched(id, 'SUPERVISOR', accept, query);
  expect([answer.status, JSON.parse(answer.body.toString()).code]).toEqual([status, code]);
});

it('says of a report that was erased that nothing is left to hand out', async () => {
  const { id, reference } = await aReport('CYBERBULLYING');
  const erased = await house.request<any>('POST', `/v1/reports/${id}/erase`, { reference });
  expect(erased.status).toBe(204);
  const { rows } = await house.database.pool.query(
    'SELECT carried FROM sends WHERE submission_id IN (SELECT id FROM submissions WHERE report_id = $1)',
    [fromTypeId('rep', id)],
  );
  expect(rows).toEqual([{ carried: null }]);
  const answer = await fetched(id, 'SUPERVISOR', 'application/zip');
  expect([answer.status, JSON.parse(answer.body.toString()).code]).toEqual([410, 'REPORT.ERASED']);
  const nowhere = await fetched('rep_00000000000000000000000000', 'SUPERVISOR', 'application/zip');
  expect([nowhere.status, JSON.parse(nowhere.body.toString()).code]).toEqual([404, 'REPORT.NOT_FOUND']);
});

it('publishes the key that dossiers are signed with', async () => {
  const { keys: published } = (await (
    await fetch(`${house.apiUrl}/.well-known/dossiers/jwks.json`)
  ).json()) as {
    keys: object[];
  };
  expect(published).toMatchObject([{ kid: signingKeyFrom(seed, 'test').id, alg: 'EdDSA' }]);
});
