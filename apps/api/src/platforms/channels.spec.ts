import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHouse, type House } from '../../../../test/support/house.js';

let folder: string;
let house: House;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'uniflag-channels-'));
  const overlay = join(folder, 'channels.yaml');
  writeFileSync(
    overlay,
    `facebook:
  facebook-partner-mail: { contact: the synthetic desk, checkedOn: '2020-01-01' }
  facebook-in-app: { isUsable: false, reason: a synthetic reason }
  facebook-legal-form: { address: 'https://form.example/new', checkedOn: '2026-11-20' }
instagram:
  instagram-partner-mail: { from: '2999-01-01', isUsable: false, reason: far away }
`,
  );
  house = await openHouse({ hasWorker: false, env: { UNIFLAG_CHANNELS__OVERLAY: overlay } });
});
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true });
});

const channelsOf = async (key: string): Promise<Record<string, any>> => {
  const { body } = await house.request<any>('GET', '/v1/platforms');
  const { channels } = body.data.find((platform: any) => platform.key === key);
  return Object.fromEntries(channels.map((channel: any) => [channel.id, channel]));
};
const mark = (channel: string, body: object, key = 'facebook') =>
  house.request<any>('POST', `/v1/platforms/${key}/channels/${channel}/mark`, body);
let count = 0;
const report = (more: object = {}) => ({
  category: 'CYBERBULLYING',
  targets: [
    { input: `https://www.facebook.com/synthetic.example/posts/${1_000_000_000_000_000 + (count += 1)}` },
  ],
  explanation: 'Synthetic explanation written for a test.',
  goodFaith: true,
  caller: { role: 'PARENT' },
  language: 'fr',
  ...more,
});
const file = async (more: object = {}) => {
  const { status, body } = await house.request<any>('POST', '/v1/reports', report(more));
  expect([status, body.errors]).toEqual([201, undefined]);
  return body.submissions[0];
};
const act = (submission: { id: string }, method: string, what: string, body: object) =>
  house.request<any>(method, `/v1/submissions/${submission.id}/${what}`, body);

describe('the channels of a platform', () => {
  it('are shown as the installation changed them, with what is to be checked', async () => {
    expect(await channelsOf('facebook')).toMatchObject({
      'facebook-partner-mail': {
        ...{ state: 'USABLE', contact: 'the synthetic desk', checkedOn: '2020-01-01', toBeChecked: true },
        ...{ mark: null, health: null },
      },
      'facebook-in-app': { state: 'OFF', closedBecause: 'a synthetic reason' },
      'facebook-legal-form': { address: 'https://form.example/new', toBeChecked: false },
    });
    expect((await channelsOf('instagram'))['instagram-partner-mail']).toMatchObject({
      ...{ state: 'USABLE', changesOn: '2999-01-01' },
    });
  });

  it('are stepped over once somebody marks one dead; what waits for it goes on over another', async () => {
    const waiting = await file();
    expect((await mark('facebook-partner-mail', { state: 'DEAD', reason: 'MOVED' })).body).toMatchObject({
      key: 'facebook',
    });
    expect((await channelsOf('facebook'))['facebook-partner-mail']).toMatchObject({
      ...{ state: 'DEAD', mark: { state: 'DEAD', reason: 'MOVED', by: 'test' } },
    });
    const next = await file();
    expect(next).toMatchObject({ channel: 'facebook-partner', plan: { because: 'PLAN.STEPPED_OVER' } });
    expect(next.plan.channels).toContainEqual({ channel: 'facebook-partner-mail', role: 'DEAD' });

    const { body: unchanged } = await act(waiting, 'POST', 'switch', { channel: 'facebook-fax' });
    expect(unchanged.errors[0]).toMatchObject({ pointer: '/channel', code: 'SWITCH.NOT_OFFERED' });
    const { body: off } = await act(waiting, 'POST', 'switch', { channel: 'facebook-partner-mail' });
    expect(off.code).toBe('CHANNEL.DEAD');
    const { status, body } = await act(waiting, 'POST', 'switch', { channel: 'facebook-legal-form' });
    expect([status, body.submissions[0]]).toMatchObject([
      200,
      { channel: 'facebook-legal-form', regime: 'DSA_ART16', word: 'staff_action' },
    ]);
    expect((await mark('facebook-partner-mail', { state: 'USABLE', reason: 'WORKS' })).status).toBe(200);
    expect((await file()).channel).toBe('facebook-partner-mail');
  });

  it.each([
    ['facebook-partner-mail', { state: 'DEAD', reason: 'WORKS' }, 422, 'REQUEST.INVALID'],
    ['facebook-partner-mail', { state: 'GONE', reason: 'MOVED' }, 422, 'REQUEST.INVALID'],
    ['facebook-fax', { state: 'DEAD', reason: 'MOVED' }, 404, 'CHANNEL.NOT_FOUND'],
    ['facebook-police', { state: 'DEAD', reason: 'MOVED' }, 409, 'CHANNEL.NOT_OURS'],
  ])('refuse a mark that makes no sense: %s %j', async (channel, body, status, code) => {
    const answer = await mark(channel, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});

describe('an explanation in a language that a channel does not read', () => {
  const snap = { targets: [{ input: 'https://www.snapchat.com/add/synthetic.user' }] };
  const translations = { en: 'A synthetic explanation, translated for a test.' };

  it('is said by the preview, which shows what a translation makes of it', async () => {
    const preview = (more: object) =>
      house.request<any>('POST', '/v1/reports/preview', report({ ...snap, ...more }));
    expect((await preview({})).body.data[0]).toMatchObject({
      ...{ reason: 'NOTICE.TRANSLATION_MISSING', translateInto: ['en', 'nl'], byHand: false },
    });
    const { body } = await preview({ translations, asks: ['REMOVE_CONTENT', 'IDENTIFY_ADMINS'] });
    expect(body.data[0]).toMatchObject({ reason: null, translateInto: null });
    expect(body.data[0].differences).toContainEqual({ code: 'TRANSLATED', from: 'fr', into: 'en' });
    expect(body.data[0].fields.some(({ value }: any) => value.includes(translations.en))).toBe(true);
  });

  it('is a task until somebody translates it', async () => {
    const held = await file(snap);
    expect(held).toMatchObject({ word: 'blocked', waitingFor: 'NOTICE.TRANSLATION_MISSING' });
    const { body: tasks } = await house.request<any>('GET', '/v1/tasks');
    expect(tasks.data).toContainEqual(
      expect.objectContaining({ kind: 'TRANSLATION', submissionId: held.id, languages: ['en', 'nl'] }),
    );
    const wrong = await act(held, 'PUT', 'translation', { translations: { de: 'Erfunden' } });
    expect([wrong.status, wrong.body.errors[0].code]).toEqual([422, 'TRANSLATION.LANGUAGE_NOT_READ']);
    const { body } = await act(held, 'PUT', 'translation', { translations });
    expect([body.translations, body.submissions[0].word]).toEqual([translations, 'queued']);
    expect((await act(held, 'PUT', 'translation', { translations })).status).toBe(200);
  });
});
