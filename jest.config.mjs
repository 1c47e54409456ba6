/** Shared by every layer; `npm test` picks layers by path. */
export default {
  runtime: '<rootDir>/test/support/jest-runtime.cjs',
  testEnvironment: '<rootDir>/test/support/jest-environment.cjs',
  testEnvironmentOptions: { customExportConditions: ['uniflag-src', 'node', 'node-addons'] },
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/config', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.uniflag'],
  transform: { '\\.(mjs|[cm]?ts)$': '<rootDir>/test/support/jest-transform.cjs' },
  moduleNameMapper: { '^(\\.{1,2}/.+)\\.js$': '$1' },
  testSequencer: '<rootDir>/test/support/jest-sequencer.cjs',
  globalSetup: '<rootDir>/test/support/services/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/services/global-teardown.ts',
  testTimeout: 30_000,
};
