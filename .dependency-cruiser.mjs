// Who may import what (docs/architecture.md § Layout), for dependency-cruiser. ops/check.mjs runs it in `npm run check` and `npm test`.
import { existsSync, readdirSync } from 'node:fs';

/**
 * `of`: a folder (it ends in a slash) or a file of the repository. `may`: what it may import from outside of itself: packages, `node:`,
 * `*` for any package, folders and files of the repository. `types`: of these, only types.
 */
const LAYERS = [
  { of: 'config.ts', may: ['zod', 'config/', 'domain/', 'node:'] },
  // how its variables are read, and what they cannot be together
  { of: 'config/', may: ['zod', 'domain/', 'node:'] },
  // libphonenumber-js: tables and patterns, nothing else; FMT-16 alone needs them, and no workflow carries them (test/processes/bundle.test.ts)
  { of: 'domain/', may: ['zod', 'luxon', 'date-holidays', 'libphonenumber-js'] },
  { of: 'workflows/', may: ['@temporalio/workflow', 'domain/'], types: ['activities/'] },
  { of: 'activities/', may: ['@temporalio/activity', 'domain/'], types: ['adapters/'] },
  // adapters/mail/drain.ts gives the long activity its outbox and mail server
  {
    of: 'adapters/',
    may: ['*', 'node:', 'domain/', 'generated/', 'activities/drainOutbox.ts'],
    types: ['config.ts', 'activities/'],
  },
  {
    of: 'api/',
    may: [
      'domain/',
      'adapters/',
      'activities/',
      'generated/',
      'node:',
      'express',
      'zod',
      '@asteasolutions/zod-to-openapi',
      'helmet',
      'multer',
      'pino-http',
      'prom-client',
      'swagger-ui-dist',
    ],
  },
  // under every area: what pages are made of
  { of: 'web/kit/', may: ['domain/', 'api/', 'node:', 'express', 'zod', '@kitajs/html', 'multer', 'parse5'] },
  // d3-scale: geometry of the pictures (ADR 18)
  {
    of: 'web/',
    may: ['domain/', 'adapters/', 'api/', 'node:', 'express', 'zod', '@kitajs/html', 'multer', 'parse5', 'd3-scale'],
  },
];

/** What puts everything together imports any layer; nobody imports it. */
const TOP = ['worker.ts', 'server.ts'];

/** Kinds of processes that are told phase by phase: one folder each, with its `kind.ts`. */
const KINDS = readdirSync(new URL('./domain/', import.meta.url))
  .filter((room) => room !== 'dossier' && existsSync(new URL(`./domain/${room}/kind.ts`, import.meta.url)))
  .map((room) => `domain/${room}/`);

/** What lists them. */
const REGISTRIES = ['domain/kinds.ts', 'domain/dossierKinds.ts'];

/**
 * Within domain/. What all decisions share lies under all of them; what joins people and documents stands above both (DEL-10, ADM-4, ADM-10).
 * `may`: all that is imported of domain/ from outside of the room; `not`: what is not; `registry`: what lists the parts that areas tell.
 */
const ROOMS = [
  { of: 'domain/formats/', may: ['domain/codes.ts', 'domain/errors.ts'] },
  { of: 'domain/decision/', may: ['domain/policy/'] },
  {
    of: 'domain/task/',
    may: ['domain/codes.ts', 'domain/errors.ts', 'domain/formats/', 'domain/policy/', 'domain/decision/'],
    registry: ['domain/task/kinds.ts'],
  },
  // a draft of every decision: it lies beneath what decides (kinds of tasks and news of a mail are everybody's too)
  {
    of: 'domain/mail/',
    may: ['domain/errors.ts', 'domain/formats/', 'domain/policy/', 'domain/process/', 'domain/task/'],
  },
  {
    of: 'domain/dossier/',
    not: ['domain/people/', 'domain/appointment/', 'domain/succession/', ...REGISTRIES, ...KINDS],
    registry: ['domain/dossier/declared.ts'],
  },
  {
    of: 'domain/people/',
    not: ['domain/dossier/', 'domain/appointment/', 'domain/succession/', ...REGISTRIES, ...KINDS],
  },
  // no kind knows another: what they share are the verbs of domain/dossier
  ...KINDS.map((of) => ({ of, not: [...REGISTRIES, ...KINDS.filter((kind) => kind !== of)] })),
];

/** Production code never imports these. */
const NEVER = ['test/', 'ops/bench/', 'ops/demo/', 'ops/seed/'];

const TESTS = '\\.test\\.tsx?$|Builder\\.ts$';

/** Regular expressions of the paths that an entry stands for. */
function matching(entry) {
  if (entry === 'node:') return [];
  if (entry === '*') return ['^node_modules/'];
  if (entry.endsWith('/')) return [`^${entry}`];
  if (entry.endsWith('.ts')) return [`^${entry.replaceAll('.', '\\.')}$`];
  return [`^node_modules/${entry}/`, `^node_modules/@types/${entry}/`];
}

const paths = (entries) => entries.flatMap(matching);
const from = (of, but = []) => ({ path: matching(of), pathNot: [TESTS, ...paths(but)] });

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...LAYERS.map(({ of, may, types = [] }) => ({
      name: `${of} imports what it may`,
      severity: 'error',
      from: from(of),
      to: {
        pathNot: paths([...(of.endsWith('/') ? [of] : []), ...may, ...types]),
        ...(may.includes('node:') ? { dependencyTypesNot: ['core'] } : {}),
      },
    })),
    ...LAYERS.filter(({ types }) => types !== undefined).map(({ of, may, types }) => ({
      name: `${of} imports only types of ${types.join(', ')}`,
      severity: 'error',
      from: from(of),
      to: { path: paths(types), pathNot: paths(may), dependencyTypesNot: ['type-only'] },
    })),
    ...ROOMS.map(({ of, may, not = ['domain/'], registry = [] }) => ({
      name: `${of} lies below`,
      severity: 'error',
      from: from(of, registry),
      to: { path: paths(not), pathNot: paths([of, ...(may ?? [])]) },
    })),
    {
      // their dictionaries would weigh on every start and worker: only who judges a password loads them (ADR 13)
      name: 'passwords are judged by what is loaded then',
      severity: 'error',
      from: { path: paths([...LAYERS.map(({ of }) => of), ...TOP]) },
      to: { path: '^node_modules/@zxcvbn-ts/', dynamic: false, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'production code is not made of tests and tools',
      severity: 'error',
      from: { path: paths([...LAYERS.map(({ of }) => of), ...TOP]), pathNot: TESTS },
      to: { path: paths([...NEVER, ...TOP]) },
    },
    {
      name: 'no circle, of types neither',
      severity: 'error',
      from: { path: paths(LAYERS.map(({ of }) => of)) },
      to: { circular: true },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    preserveSymlinks: true,
    // parts of a package, as tsx/esm/api, are found by its exports
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    doNotFollow: { path: '^(node_modules|generated)/' },
  },
};
