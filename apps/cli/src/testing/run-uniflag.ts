import { join } from 'node:path';
import { runCli } from '../program.js';
import type { World } from '../world.js';
import type { FakeApi } from './fake-api.js';

export interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command as from a shell, against a fake API, with nothing else of this machine. */
export async function runUniflag(
  api: Pick<FakeApi, 'fetch'>,
  args: readonly string[],
  world: Partial<World> & { readonly input?: string | Uint8Array } = {},
): Promise<Ran> {
  let out = '';
  let err = '';
  const { input = '', ...more } = world;
  const exitCode = await runCli(args, {
    env: { UNIFLAG_API_URL: 'http://uniflag.example', UNIFLAG_API_KEY: 'uf_synthetic' },
    cwd: '/nowhere',
    checkout: join(__dirname, '../../../..'),
    userId: undefined,
    fetch: api.fetch,
    wait: () => Promise.resolve(),
    out: (text) => (out += text),
    err: (text) => (err += text),
    readInput: () => Promise.resolve(typeof input === 'string' ? new TextEncoder().encode(input) : input),
    ask: undefined,
    interruption: () => new AbortController().signal,
    columns: 80,
    timeZone: 'Europe/Brussels',
    ...more,
  });
  return { exitCode, out, err };
}
