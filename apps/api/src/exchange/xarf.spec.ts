import { platforms } from '#platforms';
import { startApi } from '../api.js';
import { openHouse, type House } from '../../../../test/support/house.js';
import { addKey, withKey } from '../../../../test/support/keys.js';

let house: House;
let analyst: Record<string, string>;
beforeAll(async () => {
  house = await openHouse({ hasWorker: false });
  analyst = withKey(await addKey(house, ['ANALYST']));
});
afterAll(() => house.close());

async function filed(category: string, inputs: readonly string[]) {
  const { status, body } = await house.request<any>(
    'POST',
    '/v1/reports',
    {
      ...{
        category,
        goodFaith: true,
        caller: { role: 'VICTIM' },
        language: 'en',
        seenAt: '2026-01-02T03:04:05Z',
      },
      targets: inputs.map((input) => ({ input, locator: 'CANARYlocator' })),
      explanation: 'Synthetic explanation of CANARYperson.',
    },
    analyst,
  );
  expect(status).toBe(201);
  return body;
}
const xarf = (id: string, query = '', headers = analyst) =>
  house.request<any>('GET', `/v1/reports/${id}/xarf${query}`, undefined, headers);

it('gives a document a target, and says of which there is none', async () => {
  const report = await filed('SEXTORTION', ['https://www.instagram.com/p/SynTHetic01/', '+32470000001']);
  const { status, headers, body } = await xarf(report.id);
  expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(body.data).toMatchObject([
    {
      ...{
        category: 'content',
        type: 'csem',
        exploitation_type: 'sextortion',
        timestamp: '2026-01-02T03:04:05.000Z',
      },
      url: 'https://www.instagram.com/p/SynTHetic01/',
      reporter: { org: 'Example helpline (rehearsal)', contact: 'notices@uniflag.localhost' },
    },
  ]);
  const phone = report.submissions.find(({ platform }: any) => platform === 'whatsapp');
  expect(body.leftOut).toMatchObject([{ submissionId: phone.id, code: 'XARF.NO_ADDRESS' }]);
  expect(JSON.stringify(body)).not.toContain('CANARY');
  // The end of a reference opens a way for answers.
  for (const { reference } of report.submissions) {
    expect(JSON.stringify(body).toUpperCase()).not.toContain(reference.toUpperCase());
  }
});

it.each([
  ['CYBERBULLYING', '', 'XARF.NO_TYPE'],
  ['CSAM', '', 'XARF.CLASSIFICATION_UNKNOWN'],
  ['VOYEURISM', '', 'XARF.MINOR_UNKNOWN'],
])('makes nothing up about %s', async (category, query, code) => {
  const { id } = await filed(category, ['https://www.instagram.com/p/SynTHetic02/']);
  const { status, body } = await xarf(id, query);
  expect([status, body.code]).toEqual([409, code]);
  expect(body.detail.length).toBeGreaterThan(30);
});

it.each([
  ['CSAM', '?classification=A1', { type: 'csam', classification: 'A1' }],
  ['VOYEURISM', '?minor=true', { type: 'csem', exploitation_type: 'distribution' }],
])('takes what whoever exports says of %s', async (category, query, expected) => {
  const { id } = await filed(category, ['https://www.instagram.com/p/SynTHetic03/']);
  expect((await xarf(id, query)).body.data).toMatchObject([expected]);
});

it('refuses words that XARF has not, and reports that are not there', async () => {
  const { id } = await filed('CSAM', ['https://www.instagram.com/p/SynTHetic04/']);
  const answer = await xarf(id, '?classification=C1');
  expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/classification']);
  expect((await xarf('rep_01kb0000000000000000000000')).body.code).toBe('REPORT.NOT_FOUND');
});

it('shows addresses of abuse images to analysts alone, as everywhere', async () => {
  const { id } = await filed('CSAM', ['https://www.instagram.com/p/SynTHetic05/']);
  for (const role of ['STAFF', 'SUPERVISOR', 'ADMINISTRATOR', 'INTEGRATOR', 'AUDITOR'] as const)
    expect((await xarf(id, '?classification=A1', withKey(await addKey(house, [role])))).status).toBe(403);
  const { rows } = await house.database.pool.query(
    `SELECT act, subject FROM audit_entries WHERE operation = 'exportXarf' AND $1 = ANY(subject)`,
    [id],
  );
  expect(rows).toEqual([]);
  await xarf(id, '?classification=A1');
  const { rows: recorded } = await house.database.pool.query(
    `SELECT act FROM audit_entries WHERE operation = 'exportXarf' AND $1 = ANY(subject)`,
    [id],
  );
  expect(recorded).toEqual([{ act: 'READ' }]);
});

it('is none of what was withdrawn, and gone with the personal part of a report', async () => {
  const { id, reference } = await filed('SEXTORTION', ['https://www.instagram.com/p/SynTHetic06/']);
  const supervisor = withKey(await addKey(house, ['SUPERVISOR']));
  await house.request('POST', `/v1/reports/${id}/withdraw`, { reason: 'OTHER' });
  expect((await xarf(id)).body.code).toBe('XARF.WITHDRAWN');
  const { status } = await house.request('POST', `/v1/reports/${id}/erase`, { reference }, supervisor);
  expect(status).toBe(204);
  expect((await xarf(id)).body.code).toBe('REPORT.ERASED');
});

it('takes two persons where handing over a report does', async () => {
  const { id } = await filed('SEXTORTION', ['https://www.instagram.com/p/SynTHetic07/']);
  await house.closeApi();
  const { config } = house;
  const api = await startApi({
    config: { ...config, access: { ...config.access, fourEyes: ['EXPORT'] } },
    ...{ platforms, log: house.log, schema: house.schema },
  });
  try {
    const answer = await fetch(`${api.url}/v1/reports/${id}/xarf`, { headers: analyst });
    expect([answer.status, ((await answer.json()) as any).code]).toEqual([403, 'APPROVAL.NEEDED']);
  } finally {
    await api.close();
  }
});
