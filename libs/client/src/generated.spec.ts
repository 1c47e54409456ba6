import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(__dirname, '../../..');

describe('the generated types', () => {
  it('are what the generator makes of the API’s description', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'uniflag-client-'));
    try {
      const made = join(folder, 'api.d.ts');
      const program = (...path: string[]) => join(root, 'node_modules', ...path);
      await run(process.execPath, [
        program('openapi-typescript', 'bin', 'cli.js'),
        ...[join(root, 'apps/api/openapi.json'), '-o', made],
      ]);
      const prettier = program('prettier', 'bin', 'prettier.cjs');
      await run(process.execPath, [prettier, '--config', join(root, '.prettierrc.json'), '--write', made]);
      const kept = await readFile(join(__dirname, 'generated/api.d.ts'), 'utf8');
      // Compared as a whole: a difference of two long files says nothing that `npm run generate` does not.
      expect(kept === (await readFile(made, 'utf8'))).toBe(true);
    } finally {
      await rm(folder, { recursive: true });
    }
  }, 60_000);
});
