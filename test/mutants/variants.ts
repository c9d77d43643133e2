import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { mutantsOf, rewritten } from './mutate.ts';

const ROOT = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

/** The tree without a line of one file. */
export interface Variant {
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

/** The tree as it is, for whom a variant is played. */
export const AS_IT_IS = { name: '' };

/** Workflow type of a variant's workflow: `purge`, or `purge__purge3`. */
export const typeOf = (workflow: string, { name }: Pick<Variant, 'name'>) =>
  name === '' ? workflow : `${workflow}__${name}`;

/**
 * One bundle of the tree as it is and of all these variants, each under names of its own. The tree is written anew as variants are, nothing being out: what
 * does not pass there is no variant's fault. Its failures are told in clear. Returns its path;
 * it is the caller's to remove.
 */
export async function bundleOf(
  variants: readonly Variant[],
  workflows: readonly string[],
): Promise<{ path: string; remove(): void }> {
  mkdirSync(path.join(ROOT, '.cache'), { recursive: true });
  const folder = mkdtempSync(path.join(ROOT, '.cache', 'variants-'));
  const files = new Map(variants.map(({ file }) => [file, read(file)]));
  const texts = [
    { ...AS_IT_IS, files, workflows },
    ...variants.map((one) => ({ ...one, files: new Map([[one.file, one.code]]) })),
  ];
  const lines = texts.flatMap((text) => {
    const at = place(folder, text);
    return text.workflows.map((workflow) => {
      const where = JSON.stringify(at(fileOf(workflow)));
      // loaded when it runs: a run carries what it needs of its own variant
      return `exports.${typeOf(workflow, text)} = (...args) => require(${where}).${workflow}(...args);`;
    });
  });
  const index = path.join(folder, 'index.cjs');
  lines.push('exports.look = async () => undefined;');
  writeFileSync(index, `${lines.join('\n')}\n`);
  const bundle = path.join(folder, 'bundle.js');
  await promisify(execFile)(process.execPath, [path.join(ROOT, 'test', 'mutants', 'bundle.mjs'), index, bundle]);
  return { path: bundle, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Writes these files, and the workflows that stand on them; says where each file of the tree is. */
function place(
  folder: string,
  { name, files, workflows }: { name: string; files: ReadonlyMap<string, string>; workflows: readonly string[] },
): (file: string) => string {
  const own = new Set([...files.keys(), ...workflows.map(fileOf)]);
  const at = (file: string) =>
    own.has(file) ? path.join(folder, `${name}.${file.replaceAll('/', '.')}`) : path.join(ROOT, file);
  for (const file of own) {
    const found = (imported: string) =>
      imported.startsWith('.') ? at(path.join(path.dirname(file), imported)) : imported;
    writeFileSync(at(file), rewritten(files.get(file) ?? read(file), found));
  }
  return at;
}

const fileOf = (workflow: string) => `workflows/${workflow}/workflow.ts`;
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
