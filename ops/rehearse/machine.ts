import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';

const APT = 'apt-get install podman runc iptables netavark aardvark-dns debootstrap openssl';
const COMPOSE = 'pip install podman-compose';
/** Debian's own is older, and starts without a variable that the file demands. */
const COMPOSE_LEAST = [1, 6] as const;
/** Each program, and where it comes from. */
const PROGRAMS: Record<string, string> = {
  podman: APT,
  runc: APT,
  iptables: APT,
  debootstrap: APT,
  openssl: APT,
  go: 'install Go 1.25 or later',
  npm: 'install Node with its npm',
  'podman-compose': COMPOSE,
};
/** Helpers of podman's networks: without them no container knows another by its name. */
const HELPERS = ['/usr/lib/podman/netavark', '/usr/lib/podman/aardvark-dns'];

/** What this machine lacks for a rehearsal, a line each with its remedy. */
export function missingHere(
  found: (program: string) => boolean = onPath,
  root: boolean = process.getuid?.() === 0,
  composeVersion: () => string = askCompose,
): string[] {
  const missing = Object.entries(PROGRAMS).filter(([program]) => !found(program));
  const lines = missing.map(([program, remedy]) => `${program} is not here: ${remedy}`);
  for (const helper of HELPERS)
    if (!found(helper)) lines.push(`${path.basename(helper)} is not here: apt-get install ${path.basename(helper)}`);
  if (found('podman-compose') && !atLeast(composeVersion(), COMPOSE_LEAST))
    lines.push(`podman-compose is older than ${COMPOSE_LEAST.join('.')}: ${COMPOSE}`);
  if (!root)
    lines.push('This is not root, which debootstrap and the networks of containers ask for: sudo npm run rehearse');
  return lines;
}

function askCompose(): string {
  return spawnSync('podman-compose', ['--version'], { encoding: 'utf8' }).stdout ?? '';
}

/** Whether the first version in a text is this one or a later one. */
function atLeast(text: string, [major, minor]: readonly [number, number]): boolean {
  const [, first, second] = /(\d+)\.(\d+)/.exec(text) ?? [];
  return Number(first) > major || (Number(first) === major && Number(second) >= minor);
}

function onPath(program: string): boolean {
  if (program.startsWith('/')) return existsSync(program);
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Where this Debian's packages come from: REHEARSAL_SUITE and REHEARSAL_MIRROR, else as its apt has them. */
export function debianSource(env: NodeJS.ProcessEnv = process.env): { suite: string; mirror: string } {
  const ask = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: 'utf8' }).trim();
  const suite = env.REHEARSAL_SUITE || ask('sh', '-c', '. /etc/os-release && echo "$VERSION_CODENAME"');
  // an apt whose lists were never fetched has none
  const known = ask('apt-get', 'indextargets', '--format', '$(CODENAME) $(SITE)').split('\n');
  const mirror = env.REHEARSAL_MIRROR || known.find((line) => line.startsWith(`${suite} `))?.split(' ')[1];
  if (!mirror)
    throw new Error(
      `No mirror of Debian ${suite} is known here: run apt-get update, or give REHEARSAL_MIRROR (and REHEARSAL_SUITE).`,
    );
  return { suite, mirror };
}
