/**
 * Jest transformer: our TypeScript and `.mjs` become CommonJS by swc. Packages are left to Node; see jest-runtime.cjs.
 *
 * The same compiler serves processes that tests start: see services/load-typescript.cjs.
 */
const { transformSync } = require('@swc/core');
const crypto = require('node:crypto');
const fs = require('node:fs');
const { withEdits } = require('./planted.cjs');

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
    const isTypeScript = !file.endsWith('.mjs');
    const { code } = transformSync(withEdits(file, original), {
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
      code: isTypeScript ? code : code.replace(/\b(const|let|var) (__dirname|__filename)\b/g, 'var $2'),
    };
  },
};
