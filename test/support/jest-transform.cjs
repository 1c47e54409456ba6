/**
 * Jest transformer: TypeScript and ES-module packages become CommonJS by swc; CommonJS packages pass as they are, but
 * for their `import('…')`, which Jest cannot run in them.
 *
 * Why: Nest 12 ships ES modules only, which Jest 30 on Node 20 cannot load natively next to CommonJS packages.
 */
const { transformSync } = require('@swc/core');
const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { withEdits } = require('./planted.cjs');

const moduleKindByFolder = new Map();

function isEsModule(file) {
  if (file.endsWith('.mjs')) return true;
  if (file.endsWith('.cjs')) return false;
  const walked = [];
  let folder = path.dirname(file);
  while (!moduleKindByFolder.has(folder)) {
    walked.push(folder);
    const manifest = path.join(folder, 'package.json');
    const parent = path.dirname(folder);
    if (fs.existsSync(manifest)) {
      const { type, name } = JSON.parse(fs.readFileSync(manifest, 'utf8'));
      if (type || name) {
        moduleKindByFolder.set(folder, type === 'module');
        break;
      }
    }
    if (parent === folder) {
      moduleKindByFolder.set(folder, false);
      break;
    }
    folder = parent;
  }
  const kind = moduleKindByFolder.get(folder);
  for (const each of walked) moduleKindByFolder.set(each, kind);
  return kind;
}

const dynamicImport = /\bimport\(('[^']+'|"[^"]+")\)/g;

const version = crypto.createHash('sha1').update(fs.readFileSync(__filename)).digest('hex');

module.exports = {
  getCacheKey: (source, file, options) =>
    crypto
      .createHash('sha1')
      .update(source)
      .update(file)
      .update(String(options.instrument))
      .update(version)
      .update(process.env['UNIFLAG_PLANTED'] ?? '')
      .digest('hex'),
  process(original, file) {
    const source = withEdits(file, original);
    const isTypeScript = /\.[cm]?ts$/.test(file);
    if (!isTypeScript && !isEsModule(file))
      return { code: source.replace(dynamicImport, 'Promise.resolve().then(() => require($1))') };
    const output = transformSync(source, {
      filename: file,
      sourceMaps: 'inline',
      swcrc: false,
      jsc: {
        parser: isTypeScript ? { syntax: 'typescript', decorators: true } : { syntax: 'ecmascript' },
        transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        target: 'es2022',
      },
      module: { type: 'commonjs', importInterop: 'swc' },
    });
    return {
      code: isTypeScript
        ? output.code
        : output.code.replace(/\b(const|let|var) (__dirname|__filename)\b/g, 'var $2'),
    };
  },
};
