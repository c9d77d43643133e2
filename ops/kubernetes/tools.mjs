// What checks the manifests, where the machine has it or can have it: kustomize and kubeconform by `go install`, Kubernetes' own schemas out of a
// package of PyPI. Kept in .cache.
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const CACHE = path.join(path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url)))), '.cache');
const BIN = path.join(CACHE, 'bin');
const PROGRAMS = {
  kustomize: 'sigs.k8s.io/kustomize/kustomize/v5@v5.7.1',
  kubeconform: 'github.com/yannh/kubeconform/cmd/kubeconform@v0.7.0',
};
const SCHEMAS = { package: 'kubernetes-validate==1.37.0', version: 'v1.34.0-local-strict' };
/** They are compiled here, some minutes on a small machine. */
const PATIENCE_MS = 1_500_000;

/** Where this program is: on PATH, in the cache, or made now. Throws one line with the remedy. */
export function program(name) {
  const there = (process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, name));
  const kept = path.join(BIN, name);
  const found = [...there, kept].find((file) => existsSync(file));
  if (found !== undefined) return found;
  mkdirSync(BIN, { recursive: true });
  try {
    execFileSync('go', ['install', PROGRAMS[name]], {
      ...{ stdio: 'pipe', timeout: PATIENCE_MS },
      env: { ...process.env, GOBIN: BIN, GOFLAGS: '-p=1' },
    });
  } catch (error) {
    throw new Error(`${name} is not here: go install ${PROGRAMS[name]} (it needs Go). ${String(error).split('\n')[0]}`);
  }
  return kept;
}

/** Folder of Kubernetes' schemas, strict: an unknown key is a fault. Throws one line with the remedy. */
export function schemas() {
  const kept = path.join(CACHE, `kubernetes-${SCHEMAS.version}`);
  if (existsSync(kept)) return kept;
  const folder = mkdtempSync(path.join(tmpdir(), 'kubernetes-'));
  try {
    const run = (args) => execFileSync('python3', args, { cwd: folder, stdio: 'pipe', timeout: PATIENCE_MS });
    run(['-m', 'pip', 'download', '--no-deps', '--quiet', '--dest', folder, SCHEMAS.package]);
    const [wheel = ''] = readdirSync(folder).filter((name) => name.endsWith('.whl'));
    run(['-m', 'zipfile', '-e', wheel, 'unpacked']);
    const unpacked = path.join(folder, 'unpacked/kubernetes_validate/kubernetes-json-schema', SCHEMAS.version);
    const draft = `${kept}.${process.pid}`;
    mkdirSync(draft, { recursive: true });
    for (const name of readdirSync(unpacked)) {
      // they name each other by addresses of their own: here they lie beside each other
      const text = readFileSync(path.join(unpacked, name), 'utf8')
        .replaceAll('"/api/_definitions.json#', '"_definitions.json#')
        .replace(/,\s*"\$id": "[^"]*"/, '')
        .replace(/"\$id": "[^"]*",/, '');
      writeFileSync(path.join(draft, name), text);
    }
    renameSync(draft, kept);
    return kept;
  } catch (error) {
    throw new Error(
      `Kubernetes' schemas are not here: pip download ${SCHEMAS.package} (it needs Python). ${String(error).split('\n')[0]}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
