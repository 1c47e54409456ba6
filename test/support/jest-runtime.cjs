/**
 * Jest runtime: Node itself loads packages, once for all suites of a worker, and everything runs in Node's own context, so
 * that errors and dates of packages are those of the tests. Our own files are loaded anew for each suite, as ever.
 *
 * Why: a suite of the API needs four thousand modules of packages; to compile those anew took most suites longer than
 * their tests. No test replaces a module of a package.
 */
const { createRequire, isBuiltin } = require('node:module');
const { compileFunction } = require('node:vm');
const { default: Runtime } = require('jest-runtime');
const { offeredToImportAlone } = require('./services/load-typescript.cjs');

const isOwn = (name) => /^[./#]/.test(name);
const jestGlobals = '@jest/globals';

module.exports = class NodePackagesRuntime extends Runtime {
  constructor(...parts) {
    super(...parts);
    if (typeof this.executor?.compile !== 'function') throw new Error('this Jest compiles in another way');
    // Jest's own way wants a context apart.
    this.executor.compile = (source, filename) =>
      compileFunction(source, this.executor.injectedModuleParameters, { filename });
    this.requires = new Map();
  }

  requireModuleOrMock(from, name) {
    if (isOwn(name) || isBuiltin(name) || name === jestGlobals) return super.requireModuleOrMock(from, name);
    let load = this.requires.get(from);
    if (!load) this.requires.set(from, (load = createRequire(from)));
    return load(offeredToImportAlone[name] ?? name);
  }

  /** `process` is Node's own here. */
  installGetBuiltinModule() {}
};
module.exports.default = module.exports;
