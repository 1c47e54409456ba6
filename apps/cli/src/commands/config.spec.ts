import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeApi } from '../testing/fake-api.js';
import { runUniflag } from '../testing/run-uniflag.js';

const secret = 'synthetic-secret-2718';
const key = Buffer.alloc(32, 7).toString('base64');
const needed = {
  UNIFLAG_DATABASE__URL: `postgres://uniflag:${secret}@db.example:5432/uniflag`,
  UNIFLAG_SECURITY__WRAPPING_KEY: key,
  UNIFLAG_SECURITY__CONTENT_KEY: key,
};

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'uniflag-settings-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const fileWith = (name: string, content: string) => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};
const run = (args: string[], env: Record<string, string> = {}) =>
  runUniflag(new FakeApi(), ['config', ...args], {
    ...{ cwd: folder, columns: 10_000, env: { ...needed, ...env } },
  });

describe('uniflag config check', () => {
  it('says so where everything can be used', async () => {
    expect(await run(['check'])).toEqual({
      ...{ exitCode: 0, err: '', out: 'The configuration can be used.\n' },
    });
  });

  it('lists every fault at once, wherever it is, each with its setting and the way out', async () => {
    const own = fileWith(
      'own.yaml',
      `
worker: { leaseMS: 45s, sendTimeoutMs: soon }
platforms: { facebook: { defaultChannel: fb-mail } }
deadlines: { platforms: { snapchatt: { critical: { decision: 1h } } } }
channels: { overlay: ${fileWith('channels.yaml', 'youtube: { none: {} }')} }
`,
    );
    const { exitCode, out } = await run(['check', '--json'], {
      ...{ UNIFLAG_CONFIG: own, UNIFLAG_API_PORT: '1', UNIFLAG_API__PORT: '70000' },
      ...{ UNIFLAG_WEBHOOKS__SIGNING_KEY: secret, UNIFLAG_AUDIT__SIGNING_KEY_FILE: '/nowhere/audit.key' },
    });
    const { isUsable, problems } = JSON.parse(out);
    expect([exitCode, isUsable]).toEqual([1, false]);
    const said = (sentence: string) => expect.stringContaining(sentence);
    const expected = [
      said('UNIFLAG_API_PORT is no setting. Write UNIFLAG_API__PORT'),
      said('api.port must be at most 65535, but is "70000" (from UNIFLAG_API__PORT)'),
      said('audit.signingKeyFile (from UNIFLAG_AUDIT__SIGNING_KEY_FILE) names /nowhere/audit.key'),
      said('webhooks.signingKey must be 32 bytes in base64'),
      said('worker.leaseMS is no setting'),
      said('worker.sendTimeoutMs must be a duration such as 250ms'),
      said('platforms.facebook.defaultChannel names fb-mail, which is no channel'),
      said('snapchatt'),
      said('youtube.none names no channel of it'),
    ];
    expect(problems).toEqual(expect.arrayContaining(expected));
    expect(problems).toHaveLength(expected.length);
    expect(out).not.toContain(secret);
  });

  it('ends with 1 and one line a fault for people', async () => {
    const { exitCode, out } = await run(['check'], {
      UNIFLAG_LOG__LEVEL: 'loud',
      UNIFLAG_QUEUE__BACKEND: 'none',
    });
    expect([exitCode, out.trim().split('\n').length]).toEqual([1, 2]);
  });
});

describe('uniflag config print', () => {
  it('shows what holds and where it comes from, and no secret', async () => {
    const own = fileWith(
      'printed.yaml',
      `worker: { leaseMs: 45s }\nsecurity: { wrapingKey: ${secret} }\naudit: { signingKey: { a: ${secret} } }\n`,
    );
    const { exitCode, out } = await run(['print'], {
      ...{ UNIFLAG_CONFIG: own, UNIFLAG_PLATFORMS__YOUTUBE__CREDENTIALS__API_KEY: secret },
      ...{ UNIFLAG_SIMULATOR__HTTP_URL: `http://simulator:${secret}@127.0.0.1:3900` },
      UNIFLAG_MAIL__OUTBOUND__PASSWORD_FILE: fileWith('password', `${secret}\n`),
    });
    const lines = out.trim().split('\n');
    expect(exitCode).toBe(0);
    expect(lines).toEqual(
      expect.arrayContaining([
        `worker.leaseMs: 45s  # ${own}`,
        'worker.sendTimeoutMs: 20s',
        'worker.retryScheduleMs: [ 10s, 1m, 5m, 30m, 2h, 6h, 12h, 24h ]',
        'database.url: "[not shown]"  # UNIFLAG_DATABASE__URL',
        'mail.outbound.password: "[not shown]"  # UNIFLAG_MAIL__OUTBOUND__PASSWORD_FILE',
        'mail.outbound.user: null',
        `security.wrapingKey: "[not shown]"  # ${own}`,
        'platforms.youtube.credentials.apiKey: "[not shown]"  # UNIFLAG_PLATFORMS__YOUTUBE__CREDENTIALS__API_KEY',
      ]),
    );
    expect(out).not.toContain(secret);
    expect(out).not.toContain(key);
  });

  it('shows the same to machines', async () => {
    const settings = JSON.parse((await run(['print', '--json'])).out);
    expect(settings).toContainEqual({ setting: 'api.port', value: 3000, origin: 'config/default.yaml' });
  });

  it('says where a file cannot be read as settings at all', async () => {
    const { exitCode, err } = await run(['print'], { UNIFLAG_CONFIG: fileWith('broken.yaml', 'a: [') });
    expect([exitCode, err]).toEqual([2, expect.stringContaining('is not usable YAML')]);
  });
});
