import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NightlyScan, type OutgoingMail, type SignedPictureScan } from '#application';
import { PgPictureScans, pictureScanText } from '#persistence';
import { signatureCheck, signingKeyFrom } from '#security';
import { MemoryLog } from '#telemetry';
import { openHouse, type House } from '../../../test/support/house.js';

const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
const seed = randomBytes(32).toString('base64');
let house: House;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'uniflag-scan-'));
  mkdirSync(join(folder, 'logs'));
  house = await openHouse({
    hasWorker: true,
    env: {
      UNIFLAG_PRIVACY__SCAN_AT: '00:00',
      UNIFLAG_PRIVACY__LOG_FOLDERS: join(folder, 'logs'),
      UNIFLAG_PRIVACY__ALERT_TO: 'operator@staff.simulator.invalid',
      UNIFLAG_AUDIT__SIGNING_KEY: seed,
    },
  });
});
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true });
});
const rows = async (sql: string) => (await house.database.pool.query(sql)).rows;
const listed = async () => (await house.request<any>('GET', '/v1/retention/picture-scans')).body.data;
const ended = (count: number) =>
  house.until('a scan has ended', async () => {
    await house.worker().sweep();
    return house.log.of('privacy.scanned').length === count;
  });
/** The next night, for all who ask. */
const anotherNight = () =>
  rows(`UPDATE picture_scans SET day = day - 1, began_at = began_at - interval '1 day',
    ended_at = ended_at - interval '1 day'`);

describe('the nightly scan', () => {
  it('looks through everything that its user may read, and is kept with a signature', async () => {
    await ended(1);
    const [{ scan, endedAt }] = await listed();
    expect(endedAt).toEqual(expect.any(String));
    const { signed, ...result } = scan as SignedPictureScan;
    expect(result.places).toMatchObject([
      { place: 'DATABASE', findings: [] },
      { place: 'LOGS', findings: [] },
    ]);
    expect(result.places[0]).not.toHaveProperty('unread');
    expect(result.places[0]?.looked).toBeGreaterThan(5);
    const check = signatureCheck(signingKeyFrom(seed, 'test').publicPem);
    const signature = {
      keyId: signed?.keyId ?? '',
      signature: Buffer.from(signed?.signature ?? '', 'base64'),
    };
    expect(check(pictureScanText(result), signature)).toBe(true);
    expect(check(pictureScanText({ ...result, at: '2026-01-01T00:00:00.000Z' }), signature)).toBe(false);
    const metrics = await (await fetch(`${house.apiUrl}/metrics`)).text();
    expect(metrics).toMatch(/^uniflag_privacy_scan_findings 0$/m);
    expect(metrics).toMatch(/^uniflag_privacy_scan_age_seconds \d+$/m);
  });

  it('is made once a day, also by another worker and after a restart', async () => {
    await house.restartWorker();
    await house.worker().sweep();
    await house.worker().settled();
    expect(house.log.of('privacy.scanned')).toHaveLength(1);
    expect(await listed()).toHaveLength(1);
  });

  it('names where a picture lies, shows nothing of it, and mails the operator once', async () => {
    await anotherNight();
    const { pool } = house.database;
    await pool.query('CREATE TABLE planted (id int PRIMARY KEY, a bytea, b jsonb)');
    const encoded = png.toString('base64');
    await pool.query('INSERT INTO planted VALUES (1, $1, $2)', [png, { deep: [encoded] }]);
    writeFileSync(join(folder, 'logs', 'worker.log'), `{"x":"${encoded}"}\n`);
    await house.restartWorker();
    await ended(2);
    await house.worker().settled();
    const [{ scan }] = await listed();
    expect(scan.places.map(({ findings }: any) => findings)).toEqual([
      ['a', 'b'].map((column) => ({
        ...{ kind: 'PNG', where: expect.stringMatching(new RegExp(`planted\\.${column}$`)), row: '1' },
      })),
      [{ kind: 'PNG', where: 'worker.log' }],
    ]);
    const metrics = await (await fetch(`${house.apiUrl}/metrics`)).text();
    expect(metrics).toMatch(/^uniflag_privacy_scan_findings 3$/m);
    expect(house.log.of('privacy.picture_found')).toMatchObject([{ level: 'error', fields: { found: 3 } }]);
    expect(house.log.of('privacy.not_told')).toEqual([]);
    const [told] = await rows(
      'SELECT told_at IS NOT NULL AS told FROM picture_scans ORDER BY day DESC LIMIT 1',
    );
    expect(told).toEqual({ told: true });
    const said = JSON.stringify([scan, house.log.lines]);
    for (const content of [encoded.slice(0, 8), png.toString('hex').slice(0, 16)])
      expect(said).not.toContain(content);
    await pool.query('DROP TABLE planted');
  });

  it('is kept: no worker takes one away', async () => {
    await expect(
      house.database.pool.query('SET ROLE uniflag_worker; DELETE FROM picture_scans'),
    ).rejects.toThrow(/permission denied/);
  });
});

describe('a scan that does not come to an end', () => {
  const hourMs = 3_600_000;
  const sent: OutgoingMail[] = [];
  const log = new MemoryLog();
  // The hours that pass here are of one day.
  let nowMs = Date.parse(new Date().toISOString().slice(0, 10));
  let isAccepted = true;
  const aScan = (scan: () => Promise<any>) =>
    new NightlyScan({
      scans: new PgPictureScans(house.database.pool),
      ...{ scan, log, sign: () => null, now: () => nowMs },
      mail: {
        send: async (mail) => {
          sent.push(mail);
          return isAccepted
            ? { outcome: 'accepted', response: '250' }
            : { outcome: 'deferred', reason: '451' };
        },
      },
      settings: {
        ...{ atMinute: 0, timeZone: 'UTC', alertTo: ['operator@desk.invalid'] },
        ...{ from: 'uniflag@desk.invalid', messageDomain: 'uniflag.invalid' },
      },
    });
  const fails = async () => {
    throw new Error('synthetic: no folder');
  };
  const once = async (scan: NightlyScan) => {
    await scan.run();
    await scan.settled();
    nowMs += 60_000;
  };
  const earlier = (hours: number) =>
    rows(`UPDATE picture_scans SET began_at = began_at - interval '${hours} hours',
      ended_at = ended_at - interval '${hours} hours'`);
  beforeEach(async () => {
    sent.length = 0;
    isAccepted = true;
    await rows('DELETE FROM picture_scans');
  });

  it('is tried again after an hour, not before', async () => {
    let tries = 0;
    const scan = aScan(async () => {
      tries += 1;
      return fails();
    });
    await once(scan);
    await once(scan);
    expect(tries).toBe(1);
    await earlier(1);
    await once(scan);
    expect(tries).toBe(2);
    expect(log.of('privacy.scan_failed').length).toBe(2);
    expect(sent).toEqual([]);
  });

  it('for three days is told once, and again where the mail did not leave', async () => {
    await rows(
      `INSERT INTO picture_scans (day, began_at) VALUES (current_date - 4, now() - interval '73 hours')`,
    );
    isAccepted = false;
    const scan = aScan(fails);
    await once(scan);
    isAccepted = true;
    await once(scan);
    expect(sent).toHaveLength(1);
    nowMs += hourMs;
    await once(scan);
    await once(scan);
    expect(sent.map(({ subject }) => subject)).toEqual(
      Array(2).fill('Uniflag: the nightly scan for pictures does not come to an end'),
    );
    expect(sent[0]?.messageId).toBe(sent[1]?.messageId);
    expect(log.of('privacy.scan_late').length).toBe(2);
  });

  it('is given up when the worker ends, and begun anew by the next an hour later', async () => {
    const scan = new NightlyScan({
      ...(aScan(fails) as unknown as { parts: ConstructorParameters<typeof NightlyScan>[0] }).parts,
      scan: (signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
    });
    await scan.run();
    scan.stop();
    await scan.settled();
    nowMs += hourMs;
    await earlier(1);
    const places = [{ place: 'DATABASE' as const, looked: 1, bytes: 1, findings: [] }];
    await once(aScan(async () => ({ v: 1, at: '2026-11-28T03:00:00.000Z', places })));
    expect(await rows('SELECT found FROM picture_scans')).toEqual([{ found: 0 }]);
  });
});
