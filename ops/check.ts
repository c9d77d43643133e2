// Dependency direction (architecture.md § Layout): who may import what. Fails with one line per wrong import.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

interface Rule {
  /** folder (or file) the rule is about */
  of: string;
  /** what may be imported from outside the folder: package names, `node:`, or folders of the repository */
  may: readonly string[];
  /** folders of which only types may be imported */
  types?: readonly string[];
}

export const RULES: readonly Rule[] = [
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
  { of: 'adapters', may: ['*'], types: ['config.ts', 'activities'] },
];

/** Folders that production code never imports. */
const NEVER = ['test', 'ops/bench', 'ops/demo'];

/** Faults of one file, given its path in the repository and its text. */
export function importFaults(file: string, text: string): string[] {
  const rule = RULES.find((one) => file.startsWith(`${one.of}/`));
  if (rule === undefined || /\.test\.tsx?$/.test(file) || /Builder\.ts$/.test(file)) return [];
  const faults: string[] = [];
  for (const [, typeOnly, target] of text.matchAll(
    /^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm,
  )) {
    if (target === undefined) continue;
    const wanted = target.startsWith('.')
      ? path.posix.normalize(path.posix.join(path.posix.dirname(file), target))
      : target;
    if (wanted.startsWith(`${rule.of}/`)) continue;
    const within = (list: readonly string[]) =>
      list.some((one) => one === '*' || wanted === one || wanted.startsWith(one.endsWith(':') ? one : `${one}/`));
    const forbidden = NEVER.some((one) => wanted.startsWith(`${one}/`));
    if (!forbidden && (within(rule.may) || (typeOnly !== undefined && within(rule.types ?? [])))) continue;
    faults.push(
      `${file}: ${rule.of}/ may not import ${target}${typeOnly === undefined && within(rule.types ?? []) ? ' (only its types)' : ''}`,
    );
  }
  return faults;
}

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(folder)) {
    const full = path.join(folder, entry);
    if (statSync(full).isDirectory()) yield* sources(full);
    else if (/\.tsx?$/.test(entry)) yield full;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
  const faults = RULES.flatMap(({ of }) => [...sources(path.join(root, of))]).flatMap((file) =>
    importFaults(path.relative(root, file).split(path.sep).join('/'), readFileSync(file, 'utf8')),
  );
  for (const fault of faults) console.error(fault);
  process.exit(faults.length === 0 ? 0 : 1);
}
