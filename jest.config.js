import { availableParallelism } from 'node:os';

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

const servers = {
  globalSetup: '<rootDir>/test/global-setup.ts',
  globalTeardown: '<rootDir>/test/global-teardown.ts',
};

/** Longer by nature: in `npm run test:full` only. */
const LONG = '\\.long\\.test\\.tsx?$';
/** What puts modules of its own in the place of ours. */
const MOCKED = '\\.mocked\\.test\\.ts$';
/** What needs programs that neither npm nor PyPI brings: `npm run test:tools`, by hand and before what they check is used. */
const TOOLS = '\\.tools\\.test\\.ts$';

/**
 * `unit` needs nothing but Node; `stack` runs on the real servers that test/global-setup.ts starts, in a runner that reads what test files
 * share once (test/runner); `mocked` puts modules in the place of ours, which jest's own runner does; `long` runs on servers too,
 * and is what `npm run test:full` adds: kill -9, whole tours in a browser, all variants of the workflows, every recorded branch.
 */
export default {
  // jest takes these here only, not by project; a test that hangs is told, one that shares its machine with others is not slow,
  // so no test names less than this
  testTimeout: 240_000,
  // the servers wait more than they work: on two cores two files at once. Each worker costs up to 0.7 GB, so more cores bring few more
  maxWorkers: Math.min(4, Math.max(2, availableParallelism() - 1)),
  // a worker keeps every module of every file that it ran: past this it begins anew, before the next file
  workerIdleMemoryLimit: '350MB',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{domain,adapters,ops}/**/*.test.{ts,tsx}', '<rootDir>/config.test.ts'],
      testPathIgnorePatterns: ['\\.db\\.test\\.ts$', LONG, TOOLS, '/node_modules/'],
    },
    {
      ...shared,
      ...servers,
      displayName: 'stack',
      runner: '<rootDir>/test/runner/index.mjs',
      setupFiles: ['<rootDir>/test/runner/setup.mjs'],
      testMatch: [
        '<rootDir>/{workflows,activities,api,web,test}/**/*.test.{ts,tsx}',
        '<rootDir>/adapters/**/*.db.test.ts',
      ],
      testPathIgnorePatterns: [LONG, MOCKED, TOOLS, '/node_modules/'],
    },
    {
      ...shared,
      ...servers,
      displayName: 'mocked',
      testMatch: ['<rootDir>/**/*.mocked.test.ts'],
    },
    {
      ...shared,
      ...servers,
      displayName: 'long',
      testMatch: ['<rootDir>/**/*.long.test.{ts,tsx}'],
    },
    { ...shared, displayName: 'tools', testMatch: ['<rootDir>/{adapters,ops,test}/**/*.tools.test.ts'] },
  ],
};
