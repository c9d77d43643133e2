import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { createServer } from 'node:net';
import type { Deployment } from './deployment.ts';
import { type Ended, until } from './engine.ts';

/** Each check of what docker-compose.yml promises: its name, and a line of what was seen. Throws when it is otherwise. */
export type Check = readonly [name: string, run: (deployment: Deployment) => Promise<string>];

const PATIENCE_S = 120;

/** What holds before anything runs. */
export const BEFORE: readonly Check[] = [
  [
    'a variable is missing',
    async (deployment) => {
      const ended = await deployment.compose(['up', '-d', '--no-build'], { APP_DATABASE_PASSWORD: null });
      const line = lineOf(ended, /APP_DATABASE_PASSWORD/);
      expect(ended.code !== 0 && (await deployment.containers()).length === 0, 'nothing was started');
      return line;
    },
  ],
];

/** What holds while it runs and has played its campaign. */
export const AFTER: readonly Check[] = [
  ['only the proxy is published, and it hides what is inside', hidden],
  ['by http one is led to https', led],
  ['nobody is root, nothing is written, no capability is left', hardened],
  ['Temporal reaches its own databases alone', apart],
  ['a second up', secondUp],
  ['down, and up with its volumes, as a former release left the roles', downAndUp],
  ['a wrong secret', wrongSecret],
  ['a port in use', portInUse],
];

async function hidden(deployment: Deployment): Promise<string> {
  const paths = ['/metrics', '/Metrics', '/%6Detrics', '/docs', '/docs/start.js', '/api/v1/openapi.json'];
  for (const path of paths) expect((await ask(deployment, path)).status === 404, `${path} is hidden`);
  expect((await ask(deployment, '/connexion')).status === 200, 'the sign-in is served');
  const inside = await deployment.exec('api', [
    'node',
    '-e',
    "fetch('http://127.0.0.1:9464/metrics').then((a) => console.log(a.status))",
  ]);
  expect(inside === '200', 'metrics are there for who watches inside');
  return `${paths.join(', ')} : 404; /connexion : 200; inside, /metrics : 200`;
}

async function led(deployment: Deployment): Promise<string> {
  const answer = await fetch(`${deployment.plainBase}/connexion?a=1`, { redirect: 'manual' });
  const to = answer.headers.get('location');
  expect(answer.status === 308 && to === `${deployment.base}/connexion?a=1`, 'plain http leads to https');
  return `${answer.status} ${to}`;
}

async function hardened(deployment: Deployment): Promise<string> {
  const running = (await deployment.containers()).filter(({ state }) => state === 'running');
  for (const { service } of running) {
    // no program of the image's: what the kernel says of the first process
    const status = await deployment.exec(service, ['cat', '/proc/1/status']);
    expect(/^Uid:\t(?!0\t)\d+/m.test(status), `${service} is not root`);
    expect(/^CapEff:\t0+$/m.test(status) && /^NoNewPrivs:\t1$/m.test(status), `${service} has no rights`);
    const written = await deployment.exec(service, ['sh', '-c', 'touch /written 2>/dev/null && echo yes || echo no']);
    expect(written === 'no', `${service} cannot write to its own files`);
  }
  return running.map(({ service }) => service).join(', ');
}

async function apart(deployment: Deployment): Promise<string> {
  const may = (database: string) =>
    deployment.sql(`SELECT has_database_privilege('passerelle_temporal', '${database}', 'CONNECT')`);
  expect((await may('passerelle')) === 'f' && (await may('temporal')) === 't', 'its own alone');
  const owner = await deployment.sql(
    "SELECT string_agg(DISTINCT usename, ',') FROM pg_stat_activity WHERE datname LIKE 'temporal%'",
  );
  expect(owner === 'passerelle_temporal', `Temporal works as ${owner}`);
  return 'passerelle_temporal may not connect to passerelle';
}

async function secondUp(deployment: Deployment): Promise<string> {
  const ids = async () =>
    (await deployment.containers())
      .filter(({ state }) => state === 'running')
      .map(({ id }) => id)
      .sort()
      .join();
  const [before, facts] = [await ids(), await count(deployment)];
  await deployment.up();
  expect((await ids()) === before, 'what runs was left running');
  expect((await count(deployment)) === facts, 'the facts are the same');
  return `the same containers, ${facts}`;
}

/** A release that made no role for the backup, and none for Temporal, whose tables were the owner's; the owner's password was another. */
const FORMER_ROLES = [
  'DROP OWNED BY passerelle_backup; DROP ROLE passerelle_backup',
  "ALTER ROLE passerelle PASSWORD 'another'",
  'ALTER DATABASE temporal OWNER TO passerelle',
];
const FORMER_TABLES = 'ALTER TABLE executions OWNER TO passerelle';

async function downAndUp(deployment: Deployment): Promise<string> {
  const facts = await count(deployment);
  const histories = () => deployment.sql('SELECT count(*) FROM executions', 'temporal');
  const known = Number(await histories());
  for (const statement of FORMER_ROLES) await deployment.sql(statement);
  await deployment.sql(FORMER_TABLES, 'temporal');
  await deployment.exec('postgres', ['sh', '-c', 'sed -i /passerelle_backup/d "$PGDATA/pg_hba.conf"']);
  await deployment.down();
  expect((await deployment.containers()).length === 0, 'nothing remains but the volumes');
  await deployment.up();
  expect((await count(deployment)) === facts, 'the facts are the same');
  expect(Number(await histories()) >= known, 'so are Temporal’s histories');
  const owner = "SELECT relowner::regrole FROM pg_class WHERE relname = 'executions'";
  expect((await deployment.sql(owner, 'temporal')) === 'passerelle_temporal', 'Temporal owns its tables');
  expect(/made and noted/.test(await deployment.job('backup')), 'the role of the backup is there');
  await ready(deployment);
  return `${facts}; ready again, and backed up once more`;
}

/** The worker's, which the database refuses: it says so and stays out of service, and goes on once the secret is mended. */
async function wrongSecret(deployment: Deployment): Promise<string> {
  const worker = ['up', '-d', '--no-build', '--no-deps', 'worker'];
  await deployment.compose(worker, { APP_DATABASE_PASSWORD: 'notthispassword' });
  let line = '';
  await until('the worker says which secret is wrong', PATIENCE_S, async () => {
    line = (await deployment.logs('worker')).split('\n').find((one) => one.startsWith('DATABASE_URL: ')) ?? '';
    return line !== '';
  });
  await deployment.remove('worker');
  await deployment.compose(worker);
  await ready(deployment);
  return line.trim();
}

async function portInUse(deployment: Deployment): Promise<string> {
  const proxy = ['up', '-d', '--no-build', '--no-deps', 'proxy'];
  await deployment.remove('proxy');
  const taken = createServer().listen(deployment.httpsPort, '0.0.0.0');
  await new Promise((resolve) => taken.once('listening', resolve));
  try {
    const ended = await deployment.compose(proxy);
    expect(ended.code !== 0, 'it does not pass for started');
    return lineOf(ended, /address already in use/);
  } finally {
    await new Promise((resolve) => taken.close(resolve));
    await deployment.compose(proxy);
    await deployment.healthy();
    await ready(deployment);
  }
}

/** `/health/ready` names every part; through the proxy. */
export async function ready(deployment: Deployment): Promise<void> {
  await until('every part ready', PATIENCE_S, async () => (await ask(deployment, '/health/ready')).status === 200);
}

export async function count(deployment: Deployment): Promise<string> {
  return deployment.sql(
    "SELECT (SELECT count(*) FROM process) || ' processes, ' || (SELECT count(*) FROM mail) || ' mails, ' || (SELECT count(*) FROM audit_line) || ' lines of the journal'",
  );
}

/** Asks through the proxy, trusting the rehearsal's authority and no other. */
export function ask(deployment: Deployment, path: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const ca = readFileSync(deployment.authorities);
    const asked = request(`${deployment.base}${path}`, { ca, timeout: 10_000 }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    asked.on('timeout', () => asked.destroy(new Error(`${path} does not answer`)));
    asked.on('error', reject);
    asked.end();
  });
}

function lineOf({ text }: Ended, wanted: RegExp): string {
  const line = text.split('\n').find((one) => wanted.test(one));
  expect(line !== undefined, `a line says ${wanted.source}`);
  return line?.trim() ?? '';
}

export function expect(holds: boolean, what: string): void {
  if (!holds) throw new Error(`It is not so: ${what}.`);
}
