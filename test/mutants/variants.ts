import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { mutantsOf, rewritten } from './mutate.ts';

const ROOT = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

/** The tree with another text in one file. */
export interface Variant {
  /** empty: the tree as it is */
  name: string;
  /** the file that differs, 'workflows/purge/workflow.ts' */
  file: string;
  code: string;
  /** what of it differs, as a person finds it */
  out: string;
  /** the workflows in which it shows, by their folders */
  workflows: readonly string[];
}

/** A file of the tree without each of its lines, one after the other. */
export function variantsOf(file: string, workflows: readonly string[]): Variant[] {
  const known = file.replaceAll(/\W+|workflows|workflow|ts$/g, '');
  return mutantsOf(read(file)).map((mutant, index) => ({ ...mutant, name: `${known}${index + 1}`, file, workflows }));
}

/** Workflow type of a variant's workflow: `purge`, or `purge__purge3`. */
export const typeOf = (workflow: string, { name }: Pick<Variant, 'name'>) =>
  name === '' ? workflow : `${workflow}__${name}`;

/**
 * One bundle of the tree as it is and of all these variants, each under names of its own. Its failures are told in clear. Returns its path;
 * it is the caller's to remove.
 */
export async function bundleOf(
  variants: readonly Variant[],
  workflows: readonly string[],
): Promise<{ path: string; remove(): void }> {
  mkdirSync(path.join(ROOT, '.cache'), { recursive: true });
  const folder = mkdtempSync(path.join(ROOT, '.cache', 'variants-'));
  const original = { name: '', file: '', code: '', out: '', workflows };
  const lines = [original, ...variants].flatMap((variant) => {
    const at = place(folder, variant);
    return variant.workflows.map((workflow) => {
      const where = variant.name === '' ? path.join(ROOT, fileOf(workflow)) : at(fileOf(workflow));
      // loaded when it runs: a run carries what it needs of its own variant
      return `exports.${typeOf(workflow, variant)} = (...args) => require(${JSON.stringify(where)}).${workflow}(...args);`;
    });
  });
  const index = path.join(folder, 'index.cjs');
  lines.push('exports.look = async () => undefined;');
  writeFileSync(index, `${lines.join('\n')}\n`);
  const bundle = path.join(folder, 'bundle.js');
  await promisify(execFile)(process.execPath, [path.join(ROOT, 'test', 'mutants', 'bundle.mjs'), index, bundle]);
  return { path: bundle, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Writes the variant's file, and its workflows that stand on it; says where each of its files is. */
function place(folder: string, variant: Variant): (file: string) => string {
  const own = new Set([variant.file, ...variant.workflows.map(fileOf)]);
  const at = (file: string) =>
    own.has(file) ? path.join(folder, `${variant.name}.${file.replaceAll('/', '.')}`) : path.join(ROOT, file);
  if (variant.name === '') return at;
  for (const file of own) {
    const source = file === variant.file ? variant.code : read(file);
    const found = (imported: string) =>
      imported.startsWith('.') ? at(path.join(path.dirname(file), imported)) : imported;
    writeFileSync(at(file), rewritten(source, found));
  }
  return at;
}

const fileOf = (workflow: string) => `workflows/${workflow}/workflow.ts`;
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
