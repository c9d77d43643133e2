// node ops/watch/promtool.mjs [arguments]: runs promtool, which comes with Prometheus; where the machine has none, out of Debian's package.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const KEPT = path.join(path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url)))), '.cache', 'bin');

/** Where promtool is: on PATH, in this project's cache, or taken out of Debian's package now. Throws one line with the remedy. */
export function promtool() {
  const there = (process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, 'promtool'));
  const kept = path.join(KEPT, 'promtool');
  return [...there, kept].find((file) => existsSync(file)) ?? unpacked(kept);
}

function unpacked(target) {
  const folder = mkdtempSync(path.join(tmpdir(), 'promtool-'));
  const run = (program, args) => execFileSync(program, args, { cwd: folder, stdio: 'pipe', timeout: 300_000 });
  try {
    try {
      run('apt-get', ['download', 'prometheus']);
    } catch {
      run('apt-get', ['update']); // a machine that has never looked knows no package
      run('apt-get', ['download', 'prometheus']);
    }
    const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('.deb'));
    run('dpkg', ['-x', file, 'unpacked']);
    mkdirSync(KEPT, { recursive: true });
    copyFileSync(path.join(folder, 'unpacked/usr/bin/promtool'), target);
    return target;
  } catch (error) {
    throw new Error(
      `promtool is not here: install Prometheus so that promtool is on PATH (Debian: apt-get install prometheus). ${error instanceof Error ? error.message.split('\n')[0] : ''}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { status } = spawnSync(promtool(), process.argv.slice(2), { stdio: 'inherit' });
  process.exit(status ?? 1);
}
