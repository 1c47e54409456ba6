/** Shared by every layer; `npm test` picks layers by path. */
export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['uniflag-src', 'node', 'node-addons'] },
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/config', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.uniflag'],
  transform: { '\\.[cm]?[jt]s$': '<rootDir>/test/support/jest-transform.cjs' },
  transformIgnorePatterns: [],
  moduleNameMapper: {
    '^(\\.{1,2}/.+)\\.js$': '$1',
    // Offered to `import` alone, which `require` in tests is not.
    '^canonicalize$': '<rootDir>/node_modules/canonicalize/lib/canonicalize.js',
  },
  testSequencer: '<rootDir>/test/support/jest-sequencer.cjs',
  globalSetup: '<rootDir>/test/support/services/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/services/global-teardown.ts',
  testTimeout: 30_000,
};
