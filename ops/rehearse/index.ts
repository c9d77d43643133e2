// npm run rehearse [file.xlsx]: starts docker-compose.yml unchanged on stand-ins for its images, plays a campaign through it, holds its promises
// against what runs, and stops it. Long, and for a machine with containers: by hand or once a week, never from `npm test`.

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AFTER, BEFORE, type Check } from './checks.ts';
import { Deployment } from './deployment.ts';
import { setUpPodman } from './engine.ts';
import { makeImages } from './images.ts';
import { Load } from './load.ts';
import { missingHere } from './machine.ts';
import { releases } from './releases.ts';
import { backUp, lostAndRestored } from './restored.ts';

const at = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
/** The list of 60 stands beside the repository; without it, the sample. */
const LISTS = [at('../../../shared/data/partenaires-60.xlsx'), at('../sample/partenaires-exemple.xlsx')];
const CATCHER = 'http://127.0.0.1:8025';
const UNPROVEN = `What stand-ins cannot prove:
  - the images' own entrypoints of PostgreSQL and HAProxy, their users and their files; that the pinned tags exist
  - that \`docker compose\` waits for service_healthy: this engine does not know it, and the rehearsal waited in its place
  - that \`docker compose up\` sees that an image is another under the same name: the rehearsal took away what ran on the former one
  - that something runs the health checks: without systemd podman does not, and the rehearsal ran them
  - Temporal's own pages (profile « operators »), and a real relay: mails went to a catcher, by TLS`;

const password = randomBytes(12).toString('base64url');
const say = (line: string) => console.log(line);
const file = path.resolve(process.argv[2] ?? LISTS.find((one) => existsSync(one)) ?? '');

const missing = missingHere();
if (!existsSync(file)) missing.push(`${file} is not there: npm run rehearse -- file.xlsx`);
if (missing.length > 0) {
  for (const line of missing) console.error(line);
  process.exit(2);
}
setUpPodman();
const deployment = new Deployment();
let stopping: Promise<void> | null = null;
const stop = () => {
  stopping ??= deployment.down({ volumes: true });
  return stopping;
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => void stop().finally(() => process.exit(130)));

let code = 1;
try {
  code = await rehearse();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
} finally {
  say('\nStopping …');
  await stop();
}
process.exit(code);

async function rehearse(): Promise<number> {
  const begun = performance.now();
  const since = () => `${Math.round((performance.now() - begun) / 1_000)} s`;
  say('Images, under the names of docker-compose.yml:');
  await makeImages(deployment.images(), say);
  say(`  (${since()})\n`);
  await deployment.layOut();
  // what a rehearsal that was killed may have left
  await deployment.down({ volumes: true });
  await hold(BEFORE);
  await deployment.up();
  say(`\nUp and healthy: ${(await deployment.containers()).map(({ service }) => service).join(', ')} (${since()})`);
  const backup = await backUp(deployment);
  say(`\nBacked up while it works: ${backup} (${since()})`);
  // the demonstration's accounts
  await deployment.exec('api', ['node', '--import', 'tsx', 'ops/rehearse/people.ts'], { DEMO_PASSWORD: password });
  const played = await play(file);
  say('');
  await hold(AFTER);
  await hold(releases(new Load({ ...people(), FOLDER: deployment.place }), CATCHER));
  say(`  (${since()})`);
  await hold([lostAndRestored(backup, (another) => play(another, { quiet: true }))]);
  say(`\n${UNPROVEN}\n\nRehearsed in ${since()}.`);
  return played;
}

async function hold(checks: readonly Check[]): Promise<void> {
  for (const [name, run] of checks) say(`✓ ${name}\n    ${await run(deployment)}`);
}

/** Where people come in, and read their mails. */
function people(): Record<string, string> {
  const trusted = { NODE_EXTRA_CA_CERTS: deployment.authorities };
  return { BASE: deployment.base, CATCHER, DEMO_PASSWORD: password, ...trusted };
}

/** A campaign, in a process of its own that trusts the rehearsal's authority. Returns its code. */
async function play(list: string, { quiet = false } = {}): Promise<number> {
  const child = spawn(process.execPath, ['--import', 'tsx', at('./campaign.ts')], {
    env: { ...process.env, ...people(), FILE: list },
    stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit'],
  });
  return new Promise((resolve) => child.once('exit', (ended) => resolve(ended ?? 1)));
}
