/**
 * Lets plain `require` load the TypeScript of this repository, for what runs outside Jest's module system: the global
 * setup of a test run, and processes that tests start. The same compiler as the tests; `./x.js` is found as `./x.ts`,
 * `#x` in the sources. What was compiled once is kept under its content, so that a process starts in half the time.
 *
 * @param edit takes a file's path and source and gives the source to compile: how a test plants a defect
 * @returns a function that undoes it
 */
const crypto = require('node:crypto');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const transformer = require('../jest-transform.cjs');

const root = path.resolve(__dirname, '../../..');
const cacheFolder = path.join(root, 'node_modules', '.cache', 'uniflag-typescript');
const { imports } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));

/** Packages that `require` does not find by their name, and where they are. */
const offeredToImportAlone = {
  canonicalize: path.join(root, 'node_modules/canonicalize/lib/canonicalize.js'),
};

module.exports = function loadTypescript(edit = (_file, source) => source) {
  const resolve = Module._resolveFilename;
  const loader = Module._extensions['.ts'];
  Module._resolveFilename = function (request, parent, ...rest) {
    return resolve.call(this, sourceOf(request, parent), parent, ...rest);
  };
  Module._extensions['.ts'] = (module, file) => {
    module._compile(compiled(edit(file, fs.readFileSync(file, 'utf8')), file), file);
  };
  return () => {
    Module._resolveFilename = resolve;
    if (loader) Module._extensions['.ts'] = loader;
    else delete Module._extensions['.ts'];
  };
};

module.exports.offeredToImportAlone = offeredToImportAlone;

function sourceOf(request, parent) {
  if (request.startsWith('#')) return path.join(root, imports[request]?.['uniflag-src'] ?? request);
  if (request in offeredToImportAlone) return offeredToImportAlone[request];
  if (!/^\.{1,2}\/.+\.js$/.test(request) || !parent?.filename?.endsWith('.ts')) return request;
  const source = path.resolve(path.dirname(parent.filename), request.replace(/\.js$/, '.ts'));
  return fs.existsSync(source) ? source : request;
}

function compiled(source, file) {
  const key = crypto
    .createHash('sha1')
    .update(transformer.getCacheKey(source, file, {}))
    .digest('hex');
  const kept = path.join(cacheFolder, `${key}.js`);
  if (fs.existsSync(kept)) return fs.readFileSync(kept, 'utf8');
  const { code } = transformer.process(source, file);
  fs.mkdirSync(cacheFolder, { recursive: true });
  // Renamed into place: processes that start side by side never read half a file.
  const unfinished = `${kept}.${process.pid}`;
  fs.writeFileSync(unfinished, code);
  fs.renameSync(unfinished, kept);
  return code;
}
