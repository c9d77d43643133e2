// The gate of directions (docs/architecture.md § Layout): dependency-cruiser by the rules of .dependency-cruiser.mjs, one line per wrong import.
// `node ops/check.mjs [folder]`. Through its API, as its command line refuses Node 20; not under tsx, which breaks the visitor of swc.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import config from '../.dependency-cruiser.mjs';

/** What is looked at; tests and tools may import what they like. */
const LOOKED_AT = [
  'config.ts',
  'config',
  'domain',
  'workflows',
  'activities',
  'adapters',
  'api',
  'web',
  'worker.ts',
  'server.ts',
];

const { forbidden, options } = config;
const baseDir = path.resolve(process.argv[2] ?? path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const places = LOOKED_AT.filter((place) => existsSync(path.join(baseDir, place)));
const { output } = await cruise(places, { ...options, baseDir, ruleSet: { forbidden }, validate: true });
const { violations, totalCruised } = output.summary;
for (const { from, to, rule, cycle } of violations)
  console.error(`${from} → ${cycle?.map(({ name }) => name).join(' → ') ?? to} (${rule.name})`);
process.exit(violations.length === 0 && totalCruised > 0 ? 0 : 1);
