import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { openHouse, type House } from '../../../../test/support/house.js';

let folder: string;
let house: House;
const open = async (env: Record<string, string> = {}) => {
  house = await openHouse({ hasWorker: false, consoleFolder: folder, env });
};
const close = async () => {
  await house.close();
  rmSync(join(folder, '..'), { recursive: true });
};
const emptyFolder = () => {
  folder = join(mkdtempSync(join(tmpdir(), 'uniflag-console-')), 'built');
  mkdirSync(folder);
};

/** A console as small as can be, in the form that the build leaves. */
function build(): void {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><title>Synthetic</title><script nonce="nonce-of-this-page">',
  );
  writeFileSync(join(folder, 'assets', 'index-Ab12_cd.js'), 'export {};');
  writeFileSync(join(folder, 'assets', 'index-Ab12_cd.js.gz'), gzipSync('export {};'));
  writeFileSync(join(folder, 'service-worker.js'), 'self.synthetic = true;');
  writeFileSync(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, '.hidden'), 'hidden');
  writeFileSync(join(folder, '..', 'uniflag-beside.txt'), 'beside');
}
const get = async (path: string, headers: Record<string, string> = { accept: 'text/html,*/*' }) => {
  const response = await fetch(`${house.apiUrl}${path}`, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
};
const isPage = ({ status, text }: { status: number; text: string }) =>
  status === 200 && text.includes('<title>Synthetic</title>');

describe('the console', () => {
  beforeAll(async () => {
    emptyFolder();
    build();
    await open();
  });
  afterAll(close);

  it.each([
    '/',
    '/index.html',
    '/file',
    '/reports/UF-2026-000123',
    '/reports?status=OPEN',
    '/sign-in',
    '/v1x',
  ])('shows its page at %s, never kept by the browser', async (path) => {
    const answer = await get(path);
    expect(isPage(answer)).toBe(true);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it.each(['/v1', '/v1/nothing', '/v1/reports/x/y', '/health/nothing', '/metrics/x', '/openapi.json/x'])(
    'leaves %s to the API',
    async (path) => {
      const answer = await get(path);
      expect([answer.status, JSON.parse(answer.text).code]).toEqual([404, 'ROUTE.NOT_FOUND']);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    },
  );

  it('tells programs that there is nothing, rather than a page', async () => {
    expect((await get('/reports', { accept: 'application/json' })).status).toBe(404);
    expect((await fetch(`${house.apiUrl}/reports`, { method: 'POST' })).status).toBe(404);
    expect(isPage(await get('/', {}))).toBe(true);
  });

  it('lets assets be kept for good, because another content has another name', async () => {
    const asset = await get('/assets/index-Ab12_cd.js', { 'accept-encoding': 'identity' });
    expect([asset.status, asset.text]).toEqual([200, 'export {};']);
    expect(asset.headers.get('content-type')).toMatch(/^(text|application)\/javascript/);
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await get('/icon.svg')).headers.get('cache-control')).toBe('public, max-age=3600');
  });

  it('sends what the build compressed', async () => {
    const asset = await get('/assets/index-Ab12_cd.js', { 'accept-encoding': 'gzip' });
    expect([asset.headers.get('content-encoding'), asset.text]).toEqual(['gzip', 'export {};']);
  });

  it.each(['/assets/gone.js', '/gone.svg', '/assets/', '/assets/../index.html/x.js'])(
    'never gives the page in place of a file: %s',
    async (path) => {
      const answer = await get(path, { accept: '*/*' });
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([404, 'no-store']);
    },
  );

  it.each([
    '/.hidden',
    '/%2e%2e/uniflag-beside.txt',
    '/..%2funiflag-beside.txt',
    '/assets/..%2f..%2funiflag-beside.txt',
    '/assets/%2e%2e/%2e%2e/uniflag-beside.txt',
    '//uniflag-beside.txt',
    '/assets/%00.js',
    '/%',
  ])('gives no file but its own: %s', async (path) => {
    const answer = await get(path, { accept: '*/*' });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.text).not.toMatch(/hidden|beside/);
  });

  it('may run its own scripts and speak with its own API, and nothing else', async () => {
    const { headers, text } = await get('/reports');
    const [, nonce = ''] = /<script nonce="([A-Za-z0-9+/]{24})">/.exec(text) ?? [];
    expect(headers.get('content-security-policy')).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; ` +
        "connect-src 'self'; manifest-src 'self'; worker-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; " +
        "require-trusted-types-for 'script'; trusted-types default inert-document, " +
        `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    );
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('permissions-policy')).toContain('camera=()');
  });

  it('has a worker that may fetch its own files, and of which a new version is seen at once', async () => {
    const { headers, status } = await get('/service-worker.js', { accept: '*/*' });
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-cache']);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; connect-src 'self'; frame-ancestors 'none'",
    );
  });

  it('names its scripts anew with every page', async () => {
    const policies = [await get('/'), await get('/')].map(({ headers }) =>
      headers.get('content-security-policy'),
    );
    expect(new Set(policies).size).toBe(2);
  });

  it.each(['/', '/assets/index-Ab12_cd.js', '/v1/reports', '/v1/nothing', '/openapi.json', '/health/live'])(
    'is told how to treat %s',
    async (path) => {
      const { headers } = await get(path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('x-frame-options')).toBe('DENY');
      // In clear it would be ignored, and promise what is not so.
      expect(headers.get('strict-transport-security')).toBeNull();
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*frame-ancestors 'none'/);
    },
  );
});

describe('an API without a console', () => {
  beforeEach(emptyFolder);
  afterEach(close);

  it('says what is missing where the console is not built, and the API works', async () => {
    await open();
    expect(house.log.of('console.not_built')).toHaveLength(1);
    for (const path of ['/', '/reports']) {
      const answer = await get(path);
      expect([answer.status, JSON.parse(answer.text).code]).toEqual([503, 'CONSOLE.NOT_BUILT']);
      expect(answer.text).toContain('npm run build');
    }
    expect((await house.request('GET', '/v1/reports')).status).toBe(200);
  });

  it('is not served where the setting says so, and is asked by https alone where it has that', async () => {
    build();
    await open({ UNIFLAG_API__CONSOLE: 'false', UNIFLAG_API__PUBLIC_URL: 'https://uniflag.invalid' });
    const answer = await get('/');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('strict-transport-security')).toBe('max-age=63072000; includeSubDomains');
  });
});
