/**
 * Lets plain `require` load the TypeScript of this repository, for what runs outside Jest's module system: the global
 * setup of a test run. The same compiler as the tests; `./x.js` is found as `./x.ts`, `#x` in the sources.
 *
 * @returns a function that undoes it
 */
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const transformer = require('../jest-transform.cjs');

const root = path.resolve(__dirname, '../../..');
const { imports } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));

module.exports = function loadTypescript() {
  const resolve = Module._resolveFilename;
  const loader = Module._extensions['.ts'];
  Module._resolveFilename = function (request, parent, ...rest) {
    return resolve.call(this, sourceOf(request, parent), parent, ...rest);
  };
  Module._extensions['.ts'] = (module, file) => {
    module._compile(transformer.process(fs.readFileSync(file, 'utf8'), file).code, file);
  };
  return () => {
    Module._resolveFilename = resolve;
    if (loader) Module._extensions['.ts'] = loader;
    else delete Module._extensions['.ts'];
  };
};

function sourceOf(request, parent) {
  if (request.startsWith('#')) return path.join(root, imports[request]?.['uniflag-src'] ?? request);
  if (!/^\.{1,2}\/.+\.js$/.test(request) || !parent?.filename?.endsWith('.ts')) return request;
  const source = path.resolve(path.dirname(parent.filename), request.replace(/\.js$/, '.ts'));
  return fs.existsSync(source) ? source : request;
}
