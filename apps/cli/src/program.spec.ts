import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aPlatform, FakeApi, problem } from './testing/fake-api.js';
import { runUniflag } from './testing/run-uniflag.js';

const list = ['platform', 'list'];

describe('uniflag', () => {
  let folder: string;
  let api: FakeApi;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'uniflag-cli-'));
    api = new FakeApi().on('GET /v1/platforms', { data: [aPlatform()] });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function runs(where: string, apiUrl: string, apiKey: string): string {
    mkdirSync(join(folder, where, '.uniflag'), { recursive: true });
    writeFileSync(join(folder, where, '.uniflag', 'run.json'), JSON.stringify({ apiUrl, apiKey }));
    writeFileSync(join(folder, where, 'package.json'), '{"version":"0.0.1"}');
    return join(folder, where);
  }
  const keySent = () => api.calls[0]?.headers.get('authorization');

  it('takes address and key from options before the environment', async () => {
    const seen: string[] = [];
    const fetch = (request: Request) => {
      seen.push(request.url);
      return api.fetch(request);
    };
    await runUniflag({ fetch }, [...list, '--api-url', 'http://other.example:81/', '--api-key', 'uf_option']);
    expect(seen).toEqual(['http://other.example:81/v1/platforms']);
    expect(keySent()).toBe('Bearer uf_option');
  });

  it('finds the run file upwards from the current folder, then in its own checkout', async () => {
    const here = runs('here', 'http://here.example', 'uf_here');
    const own = runs('own', 'http://own.example', 'uf_own');
    mkdirSync(join(here, 'a/b'), { recursive: true });
    await runUniflag(api, list, { env: {}, cwd: join(here, 'a/b'), checkout: own });
    expect(keySent()).toBe('Bearer uf_here');
    api.calls.length = 0;
    await runUniflag(api, list, { env: {}, cwd: folder, checkout: own });
    expect(keySent()).toBe('Bearer uf_own');
  });

  it('passes over a run file that somebody else laid in the way', async () => {
    const here = runs('here', 'http://here.example', 'uf_here');
    const notMine = (process.getuid?.() ?? 0) + 1;
    const world = {
      env: {},
      cwd: here,
      checkout: runs('own', 'http://own.example', 'uf_own'),
      userId: notMine,
    };
    await runUniflag(api, list, world);
    // Root may do so; whoever else wrote it may not.
    expect(keySent()).toBe(process.getuid?.() === 0 ? 'Bearer uf_here' : 'Bearer uf_own');
  });

  it('sends the key of a run file to the address beside it alone', async () => {
    const here = runs('here', 'http://here.example:3000', 'uf_here');
    const at = (url: string) =>
      runUniflag(api, [...list, '--api-url', url], { env: {}, cwd: here, checkout: here });
    expect(await at('http://other.example:3000')).toMatchObject({ exitCode: 2 });
    expect(api.calls).toEqual([]);
    expect(await at('http://here.example:3000/v1')).toMatchObject({ exitCode: 0 });
  });

  it('says how to start it, and ends with 3, where no API is known or none answers', async () => {
    const nothing = { env: {}, cwd: folder, checkout: runs('own', '', '') };
    rmSync(join(folder, 'own/.uniflag'), { recursive: true });
    const unknown = await runUniflag(api, list, nothing);
    const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    const silent = { fetch: () => Promise.reject(new TypeError('fetch failed', { cause })) };
    const away = await runUniflag(silent, list);
    const elsewhere = await runUniflag(
      { fetch: () => Promise.resolve(new Response('<h1>It works</h1>')) },
      list,
    );
    for (const { exitCode, err } of [unknown, away, elsewhere]) {
      expect(exitCode).toBe(3);
      expect(err.replaceAll('\n', ' ')).toContain('Start Uniflag with npm start');
    }
    expect(away.err).toContain('No answer from http://uniflag.example (ECONNREFUSED).');
    expect(elsewhere.err).toContain('is not the API of Uniflag');
    const machines = await runUniflag(silent, [...list, '--json']);
    expect(JSON.parse(machines.err)).toMatchObject({ code: 'API.ECONNREFUSED' });
  });

  it('says where a key came from that the API does not know, and never the key', async () => {
    api.on('GET /v1/platforms', () => problem(401, 'ACCESS.KEY_NEEDED', 'Send a valid API key.'));
    const { exitCode, err } = await runUniflag(api, list);
    expect(exitCode).toBe(1);
    expect(err).toContain('The key came from UNIFLAG_API_KEY.');
    expect(err).not.toContain('uf_synthetic');
  });

  it.each([
    ['an address that is none', ['--api-url', 'uniflag']],
    ['a key of two words', ['--api-key', 'uf_a uf_b']],
  ])('ends with 2 at %s, without repeating it', async (_, options) => {
    const { exitCode, err } = await runUniflag(api, [...list, ...options]);
    expect(exitCode).toBe(2);
    expect(err).not.toContain('uf_a');
  });

  it.each([[[]], [['report']], [['report', 'lost']], [['nothing']]])(
    'ends with 2 and shows its use at %j',
    async (args) => {
      const { exitCode, err } = await runUniflag(api, args);
      expect(exitCode).toBe(2);
      expect(err).toMatch(/Usage: uniflag|unknown command|too many arguments/);
    },
  );

  it('shows help for each command in 80 columns', async () => {
    for (const args of [
      [],
      ['report'],
      ['report', 'file'],
      ['report', 'list'],
      ['target', 'resolve'],
      ['platform', 'arm'],
    ]) {
      const { exitCode, out } = await runUniflag(api, [...args, '--help']);
      expect(exitCode).toBe(0);
      expect(out).toContain(`Usage: ${['uniflag', ...args].join(' ')}`);
      expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    }
  });

  it('prints its version', async () => {
    expect((await runUniflag(api, ['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
