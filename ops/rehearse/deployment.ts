import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { CACHE, type Ended, lastLines, must, ROOT, run, until } from './engine.ts';

const PROJECT = 'passerelle-rehearsal';
/** With the mail catcher. */
const PROFILE = 'trial';
/** Jobs that are run by hand. */
const JOBS_PROFILE = 'backup';
/** What docker-compose.yml mounts from beside itself. */
const BESIDE = ['ops/proxy.cfg', 'ops/postgres-roles.sh', 'ops/postgres-server.sh', 'ops/temporal.yaml'];
/** Ports of this rehearsal: those of a real deployment may be taken here. */
const HTTPS_PORT = 18_443;
const HTTP_PORT = 18_080;
const HEALTHY_WITHIN_S = 300;
/** A job may begin before what it asks is there; more than this is no waiting. */
const MOST_RESTARTS = 5;
/** The users of the images that read a key. */
const PROXY_USER = 99;
const CATCHER_USER = 1000;
/** The one of PostgreSQL, whose the folder of backups is. */
const SERVER_USER = 999;

type Variables = Record<string, string>;

interface Service {
  name: string;
  image: string;
  after: string[];
  /** it ends by itself: others wait until it has */
  job: boolean;
}

export interface Container {
  id: string;
  /** or the name that somebody gave to one that is run by hand */
  service: string;
  state: string;
  exitCode: number;
}

/** As podman lists one. */
interface Listed {
  Id: string;
  Names: string[];
  State: string;
  ExitCode: number;
  Labels: Variables;
}

/** docker-compose.yml unchanged, laid out in a place of its own as an administrator would: `.env` and `certificates/` beside it. */
export class Deployment {
  readonly place = path.join(CACHE, 'place');
  readonly base = `https://localhost:${HTTPS_PORT}`;
  readonly plainBase = `http://localhost:${HTTP_PORT}`;
  readonly httpsPort = HTTPS_PORT;
  readonly authorities = path.join(this.place, 'certificates/authorities/authorities.pem');
  readonly variables: Variables = {
    PUBLIC_URL: this.base,
    HTTPS_PORT: String(HTTPS_PORT),
    HTTP_PORT: String(HTTP_PORT),
    EXTRA_AUTHORITIES: '/certificates/authorities.pem',
    OWNER_DATABASE_PASSWORD: word(),
    APP_DATABASE_PASSWORD: word(),
    PURGE_DATABASE_PASSWORD: word(),
    BACKUP_DATABASE_PASSWORD: word(),
    TEMPORAL_DATABASE_PASSWORD: word(),
    ENCRYPTION_KEYS: `rehearsal:${randomBytes(32).toString('base64')}`,
    SMTP_URL: 'smtp://mail:1025?requireTLS=true',
    MAIL_FROM: 'Passerelle <ne-pas-repondre@passerelle.localhost>',
    CAF_MAILBOX: 'agent@caf{caf}.localhost',
  };

  private readonly services = servicesOf(readFileSync(path.join(ROOT, 'docker-compose.yml'), 'utf8'));

  /** Images that the file uses, each once. */
  images(): string[] {
    return [...new Set(this.services.map(({ image }) => image))];
  }

  /** Lays it out anew, with secrets and certificates of this rehearsal alone. */
  async layOut(): Promise<void> {
    rmSync(this.place, { recursive: true, force: true });
    for (const file of ['docker-compose.yml', ...BESIDE]) {
      mkdirSync(path.dirname(path.join(this.place, file)), { recursive: true });
      copyFileSync(path.join(ROOT, file), path.join(this.place, file));
    }
    const backups = path.join(this.place, 'backups');
    mkdirSync(backups, { mode: 0o700 });
    chownSync(backups, SERVER_USER, SERVER_USER);
    await this.certificates();
  }

  /** `podman-compose` on it with `.env` as it should be, but for what `over` sets or, by null, leaves out. */
  compose(args: readonly string[], over: Record<string, string | null> = {}): Promise<Ended> {
    const lines = Object.entries({ ...this.variables, ...over }).flatMap(([name, value]) =>
      value === null ? [] : [`${name}=${value}`],
    );
    writeFileSync(path.join(this.place, '.env'), `${lines.join('\n')}\n`, { mode: 0o600 });
    const { PATH, HOME, CONTAINERS_CONF } = process.env;
    // podman alone would make more places writable than the file says
    const engine = ['--podman-run-args=--read-only-tmpfs=false'];
    return run('podman-compose', ['-p', PROJECT, '--profile', PROFILE, ...engine, ...args], {
      cwd: this.place,
      env: { PATH, HOME, CONTAINERS_CONF },
    });
  }

  /** Runs a job by hand, as `docker compose run --rm` does; what it said. Throws where it does not end as it should. */
  async job(service: string, args: readonly string[] = [], { fails = false } = {}): Promise<string> {
    const asked = ['--profile', JOBS_PROFILE, 'run', '--rm', '--no-deps', '-T', service, ...args];
    const { code, text } = await this.compose(asked);
    if ((code !== 0) !== fails)
      throw new Error(`${service} ${args.join(' ')} ended with ${code}:\n${lastLines(text, 15)}`);
    return text;
  }

  /**
   * Starts it, or these and whom they wait for, and waits until every service is healthy and every job done. This engine knows no `service_healthy`:
   * what others wait for, as their `depends_on` says, is started and awaited first.
   */
  async up(wanted: readonly string[] = this.services.map(({ name }) => name)): Promise<void> {
    for (const stage of stagesOf(neededBy(this.services, wanted))) {
      const { code, text } = await this.compose(['up', '-d', '--no-build', '--no-deps', ...stage]);
      if (code !== 0)
        throw new Error(`podman-compose up ${stage.join(' ')} ended with ${code}:\n${lastLines(text, 15)}`);
      await this.healthy();
    }
  }

  /** Waits until all that was started is healthy, or has done its work. */
  async healthy(): Promise<void> {
    const jobs = new Set(this.services.filter(({ job }) => job).map(({ name }) => name));
    let awaited: string[] = [];
    await until('all services healthy', HEALTHY_WITHIN_S, async () => {
      awaited = [];
      for (const one of await this.containers()) {
        awaited.push(one.service);
        if (await isWell(one, jobs.has(one.service))) awaited.pop();
      }
      return awaited.length === 0;
    }).catch(async (error: Error) => {
      const said = await Promise.all(
        awaited.map(async (service) => `${service}:\n${lastLines(await this.logs(service), 8)}`),
      );
      throw new Error(`${error.message}\n${said.join('\n')}`);
    });
  }

  async containers(): Promise<Container[]> {
    const text = await must('podman', [
      'ps',
      '-a',
      '--filter',
      `label=io.podman.compose.project=${PROJECT}`,
      '--format',
      'json',
    ]);
    return (JSON.parse(text) as Listed[]).map((one) => ({
      id: one.Id,
      service: one.Names.find((name) => !name.startsWith(PROJECT)) ?? one.Labels['com.docker.compose.service'] ?? '',
      state: one.State,
      exitCode: one.ExitCode,
    }));
  }

  async container(service: string): Promise<string> {
    const found = (await this.containers()).find((one) => one.service === service);
    if (found === undefined) throw new Error(`No container of ${service}.`);
    return found.id;
  }

  async logs(service: string): Promise<string> {
    return (await run('podman', ['logs', await this.container(service)])).text;
  }

  /** Runs a command in a service's container. */
  async exec(service: string, command: readonly string[], variables: Variables = {}): Promise<string> {
    const set = Object.entries(variables).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
    return must('podman', ['exec', ...set, await this.container(service), ...command]);
  }

  /** One value of a database, asked as the owner of the server. */
  sql(query: string, database = 'passerelle'): Promise<string> {
    return this.exec('postgres', [
      'psql',
      '-h',
      '/var/run/postgresql',
      '-U',
      'passerelle',
      '-d',
      database,
      '-Atc',
      query,
    ]);
  }

  /** Takes one service away. */
  async remove(service: string): Promise<void> {
    await must('podman', ['rm', '-f', '-t', '20', await this.container(service)]);
  }

  /** Stops it; with `volumes`, nothing of it remains. */
  async down({ volumes = false } = {}): Promise<void> {
    await this.compose(['down', '--remove-orphans', ...(volumes ? ['-v'] : [])]);
  }

  /** A small authority, and what it vouches for: the proxy, the catcher. Each key is its reader's alone. */
  private async certificates(): Promise<void> {
    const at = (file: string) => path.join(this.place, 'certificates', file);
    for (const folder of ['authorities', 'proxy', 'mail']) mkdirSync(at(folder), { recursive: true });
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    const authority = ['-x509', '-subj', '/CN=Rehearsal', '-keyout', at('authority.key'), '-out', this.authorities];
    await must('openssl', ['req', ...key, ...authority]);
    for (const [folder, name, user] of [
      ['proxy', 'localhost', PROXY_USER],
      ['mail', 'mail', CATCHER_USER],
    ] as const) {
      const [cert, secret] = [at(`${folder}/${folder}.pem`), at(`${folder}/${folder}.key`)];
      const by = ['-CA', this.authorities, '-CAkey', at('authority.key'), '-addext', `subjectAltName=DNS:${name}`];
      await must('openssl', ['req', '-x509', ...key, '-subj', `/CN=${name}`, ...by, '-keyout', secret, '-out', cert]);
      if (folder === 'proxy')
        writeFileSync(at('proxy/passerelle.pem'), `${readFileSync(cert, 'utf8')}${readFileSync(secret, 'utf8')}`);
      for (const file of folder === 'proxy' ? [at('proxy/passerelle.pem')] : [cert, secret]) {
        chownSync(file, user, user);
        chmodSync(file, 0o400);
      }
    }
  }
}

/** The services of a compose file that a trial starts, each with its image and with what it waits for. */
function servicesOf(text: string): Service[] {
  const { services } = parse(text, { merge: true }) as {
    services: Record<
      string,
      { image: string; profiles?: string[]; depends_on?: Record<string, { condition: string }> }
    >;
  };
  const conditions = Object.values(services).flatMap((one) => Object.entries(one.depends_on ?? {}));
  const ending = conditions.filter(([, { condition }]) => condition === 'service_completed_successfully');
  const completed = new Set(ending.map(([name]) => name));
  return Object.entries(services)
    .filter(([, { profiles }]) => profiles === undefined || profiles.includes(PROFILE))
    .map(([name, { image, depends_on }]) => ({
      name,
      image,
      after: Object.keys(depends_on ?? {}),
      job: completed.has(name),
    }));
}

/** These, and whom they wait for. */
function neededBy<T extends Pick<Service, 'name' | 'after'>>(services: readonly T[], wanted: readonly string[]): T[] {
  const needed = new Set(wanted);
  for (const name of needed)
    for (const other of services.find((one) => one.name === name)?.after ?? []) needed.add(other);
  return services.filter(({ name }) => needed.has(name));
}

/** Who may start together, one stage after the other; throws where services wait for each other. */
export function stagesOf(services: readonly Pick<Service, 'name' | 'after'>[]): string[][] {
  const stages: string[][] = [];
  for (let left = services; left.length > 0; ) {
    const free = left.filter(({ after }) => !left.some(({ name }) => after.includes(name)));
    if (free.length === 0) throw new Error(`These wait for each other: ${left.map(({ name }) => name).join(', ')}.`);
    stages.push(free.map(({ name }) => name));
    left = left.filter((one) => !free.includes(one));
  }
  return stages;
}

/** A job that has ended well, or a service that runs and is healthy where it has a check. Throws for one that only begins again and again. */
async function isWell({ id, service, state, exitCode }: Container, isJob: boolean): Promise<boolean> {
  const [begun = '0', checked] = (
    await must('podman', ['inspect', id, '--format', '{{.RestartCount}} {{if .Config.Healthcheck}}checked{{end}}'])
  ).split(' ');
  if (Number(begun) > MOST_RESTARTS) throw new Error(`${service} was started ${begun} times over`);
  if (isJob) return state === 'exited' && exitCode === 0;
  if (state !== 'running') return false;
  return checked !== 'checked' || (await run('podman', ['healthcheck', 'run', id])).code === 0;
}

function word(): string {
  return randomBytes(18).toString('base64url');
}
