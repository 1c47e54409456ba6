import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './run-logged.mjs';

/** Files that are written by a program from others, and kept in the repository so that changes are seen in review. */
const files = {
  openApi: 'apps/api/openapi.json',
  clientTypes: 'libs/client/src/generated/api.d.ts',
  editorSchema: 'config/uniflag.schema.json',
};

/**
 * Generates them anew in a temporary folder and compares. Needs dist/.
 *
 * @param {string} root
 * @param {(step: string) => string} logFileOf
 * @returns {Promise<string[]>} what is wrong, a sentence each
 */
export async function staleGeneratedFiles(root, logFileOf) {
  const folder = mkdtempSync(join(tmpdir(), 'uniflag-generated-'));
  try {
    const openApi = join(folder, 'openapi.json');
    const clientTypes = join(folder, 'api.d.ts');
    const editorSchema = join(folder, 'uniflag.schema.json');
    const bin = (...path) => join(root, 'node_modules', ...path);
    const commands = [
      [join(root, 'dist/apps/api/src/write-openapi.js'), openApi],
      [join(root, 'dist/config/write-editor-schema.js'), editorSchema],
      [bin('openapi-typescript', 'bin', 'cli.js'), openApi, '-o', clientTypes],
      [
        bin('prettier', 'bin', 'prettier.cjs'),
        '--config',
        '.prettierrc.json',
        '--write',
        openApi,
        clientTypes,
        editorSchema,
      ],
    ];
    for (const [index, args] of commands.entries()) {
      const logFile = logFileOf(`generated-${index + 1}`);
      const code = await runCommand(process.execPath, args, { cwd: root, logFile });
      if (code !== 0) return [`${args[0].replace(`${root}/`, '')} failed:\n${readFileSync(logFile, 'utf8')}`];
    }
    const made = { openApi, clientTypes, editorSchema };
    return Object.entries(files)
      .filter(([name, file]) => readFileSync(join(root, file), 'utf8') !== readFileSync(made[name], 'utf8'))
      .map(
        ([, file]) =>
          `${file} is not what its sources give. Run npm run build && npm run generate, and commit it.`,
      );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
