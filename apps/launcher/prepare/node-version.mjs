import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Compares the running Node with `engines.node` of package.json, which has the form `>=20.19`.
 *
 * @param {string} running such as `20.20.2`
 * @param {string} range   such as `>=20.19`
 */
export function isNewEnough(running, range) {
  const wanted = range.replace(/^>=/, '').split('.').map(Number);
  const have = running.split('.').map(Number);
  for (let index = 0; index < wanted.length; index += 1) {
    if (have[index] !== wanted[index]) return have[index] > wanted[index];
  }
  return true;
}

/**
 * Ends with a clear message where Node is too old.
 *
 * @param {string} root folder of package.json
 */
export function requireNode(root) {
  const range = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node;
  if (isNewEnough(process.versions.node, range)) return;
  process.stderr.write(
    `Uniflag needs Node ${range}; this is Node ${process.versions.node} (${process.execPath}).\n` +
      'Install a newer one, for example from nodejs.org or with a version manager, and start again.\n',
  );
  process.exit(1);
}
