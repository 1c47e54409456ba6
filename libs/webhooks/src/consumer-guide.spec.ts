import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { eventTypes } from '#core';
import { newWebhookSecret, signWebhook } from './sign-webhook.js';

/** What docs/webhooks.md tells consumers is run here as it stands. */
const root = path.resolve(__dirname, '../../..');
const guide = readFileSync(path.join(root, 'docs/webhooks.md'), 'utf8');
const secret = newWebhookSecret();

function codeBlock(language: string): string {
  const code = new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(guide)?.[1];
  if (code === undefined) throw new Error(`the guide has no ${language} block`);
  return code;
}

/** Skips, visibly, where a tool of the recipe is not installed. */
function itWith(...tools: string[]): jest.It {
  const areInstalled = tools.every((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0);
  return areInstalled ? it : it.skip;
}

describe('the consumer guide', () => {
  let consumer: ChildProcess | undefined;
  afterEach(async () => {
    if (consumer?.kill()) await once(consumer, 'exit');
  });

  /** The Node recipe as a process, on a port that is free. */
  async function startNodeConsumer(): Promise<string> {
    const recipe = codeBlock('js').replace(
      'listen(3000)',
      'listen(0, () => console.log(server.address().port))',
    );
    consumer = spawn(process.execPath, ['--input-type=module', '-e', recipe], {
      cwd: root,
      env: { ...process.env, UNIFLAG_WEBHOOK_SECRET: secret },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [port] = (await once(consumer.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    return `http://127.0.0.1:${port.toString().trim()}/`;
  }

  it('has a Node recipe that takes what we sign and nothing else', async () => {
    const url = await startNodeConsumer();
    const body = '{"type":"submission.sent","data":{"id":"evt_synthetic"}}';
    const timestampSeconds = Math.floor(Date.now() / 1_000);
    const headers = { ...signWebhook({ secrets: [secret], id: 'evt_synthetic', timestampSeconds, body }) };
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(204);
    expect((await fetch(url, { method: 'POST', headers, body: `${body} ` })).status).toBe(400);
  });

  itWith(
    'curl',
    'openssl',
    'od',
    'base64',
  )('has a shell recipe whose delivery the Node recipe takes', async () => {
    const url = await startNodeConsumer();
    const deliver = (used: string) =>
      execFileSync('sh', ['-c', codeBlock('sh')], {
        env: { ...process.env, UNIFLAG_WEBHOOK_SECRET: used, CONSUMER_URL: url },
        encoding: 'utf8',
      }).trim();
    expect(deliver(secret)).toBe('204');
    expect(deliver(newWebhookSecret())).toBe('400');
  });

  itWith('python3')(
    'has a Python recipe that takes what we sign, also with two secrets, and nothing else',
    () => {
      const body = '{"text":"synthetic é"}';
      const nowSeconds = Math.floor(Date.now() / 1_000);
      const verdictOn = (sent: string, timestampSeconds: number, secrets: string[]): string => {
        const headers = signWebhook({ secrets, id: 'evt_synthetic', timestampSeconds, body });
        const call = `import json, sys\nsecret, headers, body = json.load(sys.stdin)
try:
    verify(secret, headers, body.encode())
    print("taken")
except ValueError as error:
    print(error)`;
        const input = JSON.stringify([secret, headers, sent]);
        return execFileSync('python3', ['-c', `${codeBlock('python')}\n${call}`], {
          input,
          encoding: 'utf8',
        }).trim();
      };
      expect(verdictOn(body, nowSeconds, [secret])).toBe('taken');
      expect(verdictOn(body, nowSeconds, [newWebhookSecret(), secret])).toBe('taken');
      expect(verdictOn(body, nowSeconds, [newWebhookSecret()])).toBe('no matching signature');
      expect(verdictOn(`${body} `, nowSeconds, [secret])).toBe('no matching signature');
      expect(verdictOn(body, nowSeconds - 301, [secret])).toBe('timestamp too old or too new');
    },
  );

  it('lists every event type and no other', () => {
    const listed = [...guide.matchAll(/^\| `([a-z]+\.[a-z_]+)`\s*\|/gm)].map(([, type]) => type);
    expect(listed.sort()).toEqual([...eventTypes].sort());
  });
});
