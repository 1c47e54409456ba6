/** Jest environment without a context of its own, for `jest-runtime.cjs`: what a suite leaves there is taken away. */
const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

module.exports = class NodeContextEnvironment {
  constructor({ projectConfig }) {
    this.global = globalThis;
    this.conditions = projectConfig.testEnvironmentOptions.customExportConditions;
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimers = null;
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
    this.stackTraceLimit = Error.stackTraceLimit;
    this.env = { ...process.env };
  }

  async setup() {
    Error.stackTraceLimit = 100;
  }

  async teardown() {
    this.fakeTimersModern.dispose();
    Error.stackTraceLimit = this.stackTraceLimit;
    for (const name of Object.keys(process.env)) if (!(name in this.env)) delete process.env[name];
    Object.assign(process.env, this.env);
    for (const key of Object.getOwnPropertySymbols(globalThis))
      if (isOfJest(key)) Reflect.deleteProperty(globalThis, key);
  }

  exportConditions() {
    return this.conditions;
  }

  getVmContext() {
    return null;
  }
};

/** How Jest keeps what it knows of a suite: its tests, matchers, retries. */
function isOfJest(symbol) {
  return /jest|EVENT_HANDLERS|TEST_TIMEOUT|RETRY/i.test(symbol.description ?? '');
}
