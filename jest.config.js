const swc = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', tsx: true },
    transform: { react: { runtime: 'automatic', importSource: '@kitajs/html' } },
  },
  module: { type: 'es6' },
};

/** Two projects: `unit` needs nothing but Node; `stack` needs the servers that test/global-setup.ts starts. */
const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.tsx?$': ['@swc/jest', swc] },
  modulePathIgnorePatterns: ['<rootDir>/.cache', '<rootDir>/.data'],
};

export default {
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/{domain,adapters,ops,config}/**/*.test.{ts,tsx}'], testPathIgnorePatterns: ['\\.db\\.test\\.ts$'] },
    {
      ...shared,
      displayName: 'stack',
      testMatch: ['<rootDir>/{workflows,activities,api,web,test}/**/*.test.{ts,tsx}', '<rootDir>/adapters/**/*.db.test.ts'],
    },
  ],
};
