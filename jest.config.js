const swc = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', tsx: true },
    transform: { react: { runtime: 'automatic', importSource: '@kitajs/html' } },
  },
  module: { type: 'es6' },
};

const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.tsx?$': ['@swc/jest', swc] },
  modulePathIgnorePatterns: ['<rootDir>/.cache', '<rootDir>/.data'],
};

/** Two projects: `unit` needs nothing but Node; `stack` runs on the real servers that test/global-setup.ts starts. */
export default {
  // jest takes this here only, not by project; a test that hangs is told, one that shares its machine with others is not slow
  testTimeout: 30_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{domain,adapters,ops}/**/*.test.{ts,tsx}', '<rootDir>/config.test.ts'],
      testPathIgnorePatterns: ['\\.db\\.test\\.ts$', '/node_modules/'],
    },
    {
      ...shared,
      displayName: 'stack',
      testMatch: [
        '<rootDir>/{workflows,activities,api,web,test}/**/*.test.{ts,tsx}',
        '<rootDir>/adapters/**/*.db.test.ts',
      ],
      globalSetup: '<rootDir>/test/global-setup.ts',
      globalTeardown: '<rootDir>/test/global-teardown.ts',
    },
  ],
};
