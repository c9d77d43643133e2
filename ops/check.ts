// Dependency direction (architecture.md § Layout): who may import what. Fails with one line per wrong import.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

interface Rule {
  /** folder, or file of the root, the rule is about */
  of: string;
  /** what may be imported from outside the folder: package names, `node:`, or folders and files of the repository; `*`: anything */
  may: readonly string[];
  /** folders of which only types may be imported */
  types?: readonly string[];
}

export const RULES: readonly Rule[] = [
  { of: 'config.ts', may: ['zod', 'domain', 'node:'] },
  { of: 'domain', may: ['zod', 'luxon', 'date-holidays'] },
  { of: 'workflows', may: ['@temporalio/workflow', 'domain'], types: ['activities'] },
  { of: 'activities', may: ['@temporalio/activity', 'domain'], types: ['adapters'] },
  {
    of: 'api',
    may: [
      'domain',
      'adapters',
      'activities',
      'generated',
      'config.ts',
      'ops/parent.ts',
      'ops/devMailbox.ts',
      'web',
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
  { of: 'web', may: ['domain', 'adapters', 'api', 'express', 'zod', '@kitajs/html', 'multer', 'node:'] },
  // adapters/mail/drain.ts gives the long activity its outbox and mail server
  { of: 'adapters', may: ['*', 'activities/drainOutbox.ts'], types: ['config.ts', 'activities'] },
  { of: 'worker.ts', may: ['*'] },
];

/** Folders that production code never imports. */
const NEVER = ['test', 'ops/bench', 'ops/demo', 'ops/seed'];
/** Folders of the repository: `*` stands for packages, these stay bound by what is said of them. */
const LAYERS = ['workflows', 'activities', 'api', 'web', 'config.ts', 'worker.ts', 'ops'];

/** `import … from`, `export … from`, `import '…'`, `import('…')` and `require('…')`, in either kind of quotes, over several lines. */
const IMPORTS = [
  /^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm,
  /\b(?:import|require)(type)?\(\s*['"`]([^'"`]+)['"`]/g,
];

/** Faults of one file, given its path in the repository and its text. */
export function importFaults(file: string, text: string): string[] {
  const rule = RULES.find((one) => file === one.of || file.startsWith(`${one.of}/`));
  if (rule === undefined || /\.test\.tsx?$/.test(file) || /Builder\.ts$/.test(file)) return [];
  const faults: string[] = [];
  for (const [, typeOnly, target] of IMPORTS.flatMap((pattern) => [...text.matchAll(pattern)])) {
    if (target === undefined) continue;
    const wanted = target.startsWith('.')
      ? path.posix.normalize(path.posix.join(path.posix.dirname(file), target))
      : target;
    if (!/\.ts$/.test(rule.of) && wanted.startsWith(`${rule.of}/`)) continue;
    if (mayImport(rule, wanted, typeOnly !== undefined)) continue;
    const asType = within(rule.types ?? [], wanted) ? ' (only its types)' : '';
    faults.push(`${file}: ${rule.of} may not import ${target}${asType}`);
  }
  // one reader of the environment, so that every fault of it is told at the start
  if (file !== 'config.ts' && /\bprocess\.env\b/.test(text)) faults.push(`${file}: only config.ts reads process.env`);
  return faults;
}

function mayImport(rule: Rule, wanted: string, typeOnly: boolean): boolean {
  if (within(NEVER, wanted)) return false;
  if (within(rule.may, wanted)) return true;
  if (typeOnly && within(rule.types ?? [], wanted)) return true;
  // `*` is any package for adapters; worker.ts, which puts everything together, takes any layer too
  return rule.may.includes('*') && (rule.of === 'worker.ts' || !within(LAYERS, wanted));
}

function within(list: readonly string[], wanted: string): boolean {
  return list.some((one) => wanted === one || wanted.startsWith(one.endsWith(':') ? one : `${one}/`));
}

function* sources(place: string): Generator<string> {
  if (!existsSync(place)) return;
  if (!statSync(place).isDirectory()) yield place;
  else for (const entry of readdirSync(place)) yield* sources(path.join(place, entry));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
  const files = RULES.flatMap(({ of }) => [...sources(path.join(root, of))]).filter((file) => /\.tsx?$/.test(file));
  const faults = files.flatMap((file) =>
    importFaults(path.relative(root, file).split(path.sep).join('/'), readFileSync(file, 'utf8')),
  );
  for (const fault of faults) console.error(fault);
  process.exit(faults.length === 0 && files.length > 0 ? 0 : 1);
}
