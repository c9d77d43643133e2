import { type SpawnOptions, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** What is made once and kept between rehearsals. */
export const CACHE = path.join(ROOT, '.cache', 'rehearsal');

/** How podman runs where nobody set it up: no more than a container may ask for on any machine, networks with names, no systemd. */
const CONTAINERS = `[containers]
default_ulimits = ["nofile=1024:4096", "nproc=1024:1024"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
[network]
network_backend = "netavark"
`;

/** Writes podman's settings beside the images and lets every program started from here use them. */
export function setUpPodman(): void {
  mkdirSync(CACHE, { recursive: true });
  const file = path.join(CACHE, 'containers.conf');
  writeFileSync(file, CONTAINERS);
  process.env.CONTAINERS_CONF = file;
}

export interface Ended {
  code: number;
  /** what it answers */
  out: string;
  /** both outputs, as they came */
  text: string;
}

/** Runs a program to its end and gives what it said; never throws for its code. */
export function run(program: string, args: readonly string[], options: SpawnOptions = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk;
      text += chunk;
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      text += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, out, text }));
  });
}

/** As `run`, of what must succeed: throws with the last lines of what it said. */
export async function must(program: string, args: readonly string[], options: SpawnOptions = {}): Promise<string> {
  const { code, out, text } = await run(program, args, options);
  if (code !== 0)
    throw new Error(`${program} ${args.slice(0, 3).join(' ')} … ended with ${code}:\n${lastLines(text, 15)}`);
  return out.trim();
}

export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

/** Asks until it is so; throws after `seconds` with what it waited for. */
export async function until(what: string, seconds: number, probe: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + seconds * 1_000; ; ) {
    if (await probe()) return;
    if (Date.now() > end) throw new Error(`Never happened within ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}
