import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadConfig } from '../config.ts';
import { MEMORY, WORKER_FLAGS } from './children.ts';

/** What of the Compose specification the file relies on; an unknown key is a fault. */
const service = z.strictObject({
  image: z.string(),
  build: z.strictObject({ context: z.string(), dockerfile: z.string() }).optional(),
  restart: z.enum(['no', 'on-failure', 'on-failure:5', 'unless-stopped']),
  profiles: z.array(z.string()).optional(),
  user: z.string(),
  read_only: z.literal(true),
  cap_drop: z.array(z.string()),
  security_opt: z.array(z.string()),
  mem_limit: z.string().regex(/^\d+[mg]$/),
  pids_limit: z.number(),
  shm_size: z
    .string()
    .regex(/^\d+m$/)
    .optional(),
  tmpfs: z.array(z.string().startsWith('/')),
  networks: z.array(z.string()),
  stop_grace_period: z
    .string()
    .regex(/^\d+s$/)
    .optional(),
  entrypoint: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  env_file: z.array(z.strictObject({ path: z.string(), required: z.boolean() })).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  ports: z.array(z.string().regex(/^([\d.]+:|\$\{HTTPS?_PORT:-\d+\}:)\d+(:\d+)?$/)).optional(),
  volumes: z.array(z.string()).optional(),
  healthcheck: z
    .strictObject({
      test: z.array(z.string()),
      interval: z.string(),
      retries: z.number(),
      start_period: z.string().optional(),
    })
    .optional(),
  depends_on: z
    .record(z.string(), z.strictObject({ condition: z.enum(['service_healthy', 'service_completed_successfully']) }))
    .optional(),
});
const compose = z.strictObject({
  name: z.string(),
  'x-hardened': z.unknown(),
  'x-passerelle': z.unknown(),
  'x-postgres': z.unknown(),
  'x-temporal-database': z.unknown(),
  services: z.record(z.string(), service),
  networks: z.record(z.string(), z.strictObject({ internal: z.boolean().optional() })),
  volumes: z.record(z.string(), z.null()),
});

const root = new URL('../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), 'utf8');
const file = compose.parse(parse(read('docker-compose.yml'), { merge: true }));
const services = Object.entries(file.services);
const OURS = ['api', 'worker', 'migrate', 'backup'];
/** What ends by itself; everything else runs on. */
const JOBS = ['migrate', 'temporal-schema', 'temporal-namespace'];
const on = (network: string) => services.filter(([, one]) => one.networks.includes(network)).map(([name]) => name);

/** Variables of a service with every `${…}` replaced by a good value, as `docker compose` would do. */
function environmentOf(name: string): Record<string, string> {
  const given: Record<string, string> = {
    PUBLIC_URL: 'https://passerelle.caf.fr',
    SMTP_URL: 'smtps://relais.caf.fr',
    MAIL_FROM: 'Passerelle <ne-pas-repondre@caf.fr>',
    CAF_MAILBOX: 'partenaires@caf{caf}.caf.fr',
    ENCRYPTION_KEYS: `k:${Buffer.from('Zr8uYw2Lx0Qm5Tn7Vb3Kc9Hd1Gf6Js4P').toString('base64')}`,
  };
  return Object.fromEntries(
    Object.entries(file.services[name]?.environment ?? {}).map(([variable, value]) => [
      variable,
      value.replace(
        /\$\{(\w+)(?::-([^}]*)|:\?[^}]*)?\}/g,
        (_all, wanted, fallback) => given[wanted] ?? fallback ?? 'x',
      ),
    ]),
  );
}

describe('docker-compose.yml', () => {
  test('has proxy, database, Temporal, migration job, API and worker; the UI of Temporal and the mail catcher only for who asks for them', () => {
    const always = services.filter(([, one]) => one.profiles === undefined).map(([name]) => name);
    expect(always).toEqual(expect.arrayContaining(['proxy', 'postgres', 'temporal', 'migrate', 'api', 'worker']));
    const others = services.filter(([name]) => !always.includes(name)).map(([name, one]) => [name, one.profiles]);
    expect(Object.fromEntries(others)).toEqual({
      ...{ 'temporal-ui': ['operators'], mail: ['trial'] },
      ...{ backup: ['backup'], restore: ['backup'] },
    });
  });

  test.each(services)(
    '%s runs as nobody in particular, writes nowhere but where it must, and has its limits',
    (_name, one) => {
      expect(one.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
      expect(one.cap_drop).toEqual(['ALL']);
      expect(one.security_opt).toEqual(['no-new-privileges:true']);
      expect(one.pids_limit).toBeGreaterThan(0);
    },
  );

  test.each(services.filter(([name, one]) => !JOBS.includes(name) && one.profiles === undefined))(
    '%s has a health check',
    (_name, one) => {
      expect(one.healthcheck?.test.length).toBeGreaterThan(1);
    },
  );

  test('what keeps data has no way out, and the proxy reaches the API alone', () => {
    expect(on('front')).toEqual(['proxy', 'api']);
    for (const inside of ['data', 'engine']) expect(file.networks[inside]).toEqual({ internal: true });
    for (const name of ['postgres', 'temporal', ...JOBS])
      for (const network of file.services[name]?.networks ?? [])
        expect([name, network, file.networks[network]?.internal]).toEqual([name, network, true]);
    expect(on('data')).toEqual([
      ...['postgres', 'backup', 'restore', 'temporal-schema', 'temporal', 'migrate', 'api', 'worker'],
    ]);
    for (const [, one] of services) for (const network of one.networks) expect(file.networks).toHaveProperty(network);
  });

  test('Temporal has its own role, which neither owns nor reads what Passerelle keeps', () => {
    for (const name of ['temporal', 'temporal-schema'])
      expect(file.services[name]?.environment).toMatchObject({ POSTGRES_USER: 'passerelle_temporal' });
    expect(file.services['temporal-schema']?.command?.[0]).toContain('-u passerelle_temporal');
    expect(read('ops/postgres-roles.sh')).toMatch(
      /REVOKE CONNECT, TEMPORARY ON DATABASE passerelle, temporal, temporal_visibility FROM PUBLIC/,
    );
  });

  test('both databases are archived where no volume is, and copied by who may write nothing else', () => {
    const server = read('ops/postgres-server.sh');
    // by the entrypoint: what `run` is given takes the place of a command
    for (const [name, verb] of Object.entries({ postgres: 'serve', restore: 'restore' }))
      expect(file.services[name]?.entrypoint).toEqual(['sh', '/ops/postgres-server.sh', verb]);
    expect(server).toContain('archive_mode=on -c archive_timeout=60');
    for (const name of ['postgres', 'backup', 'restore']) {
      expect(file.services[name]?.volumes).toContain('${BACKUPS:-./backups}:/backups');
      // one user owns the folder, and nobody else enters it
      expect(file.services[name]?.user).toBe(file.services.postgres?.user);
    }
    expect(file.services.restore?.image).toBe(file.services.postgres?.image);
    expect(file.services.backup?.environment).toEqual({
      BACKUP_DATABASE_URL: expect.stringMatching(/^postgresql:\/\/passerelle_backup:/),
    });
    expect(read('ops/postgres-roles.sh')).toMatch(/ALTER ROLE passerelle_backup LOGIN REPLICATION PASSWORD/);
    // of a volume that a former release made, too
    expect(server).toMatch(/\[ ! -s "\$PGDATA\/PG_VERSION" \] \|\| roles\n/);
  });

  test('a relay is demanded: the catcher is nobody’s default', () => {
    expect(file.services.api?.environment?.SMTP_URL).toMatch(/^\$\{SMTP_URL:\?/);
  });

  test.each(services)('%s depends on services that exist, and waits for what they can tell', (_name, one) => {
    for (const [wanted, { condition }] of Object.entries(one.depends_on ?? {})) {
      const other = file.services[wanted];
      expect(other).toBeDefined();
      if (condition === 'service_healthy') expect(other?.healthcheck).toBeDefined();
      // one that is started for ever is never completed
      else expect(['on-failure', 'on-failure:5']).toContain(other?.restart);
    }
  });

  test('mounts only volumes and files that exist', () => {
    for (const volume of services.flatMap(([, one]) => one.volumes ?? [])) {
      const [source = ''] = volume.split(':');
      if (source.startsWith('./')) expect(read(source.slice(2))).toMatch(/\S/);
      else if (volume.startsWith('${CERTIFICATES:')) expect(volume).toMatch(/\/certificates:ro$/);
      else if (volume.startsWith('${BACKUPS:')) expect(volume).toBe('${BACKUPS:-./backups}:/backups');
      else expect(Object.keys(file.volumes)).toContain(source);
    }
  });

  test('pins every image that is not ours', () => {
    for (const [name, one] of services)
      if (!OURS.includes(name)) expect(one.image).toMatch(/:v?\d+(\.\d+)*$/);
      else expect(one.image).toBe('passerelle:latest');
  });

  test('the file of digests names the bytes of each image that is not ours, under the same tag', () => {
    const digests = z
      .strictObject({ services: z.record(z.string(), z.strictObject({ image: z.string() })) })
      .parse(parse(read('docker-compose.digests.yml'), { merge: true }));
    const named = Object.entries(digests.services).map(([name, { image }]) => {
      const [tag, digest] = image.split('@');
      expect([name, digest]).toEqual([name, expect.stringMatching(/^sha256:[0-9a-f]{64}$/)]);
      return [name, tag];
    });
    const tagged = services.filter(([name]) => !OURS.includes(name)).map(([name, { image }]) => [name, image]);
    expect(Object.fromEntries(named)).toEqual(Object.fromEntries(tagged));
  });

  test('runs files that exist, with variables that the program reads', () => {
    const known = ['config.ts', 'ops/migrate.ts', 'ops/backup.ts'].map(read).join('');
    for (const name of OURS) {
      const one = file.services[name];
      expect(read(one?.command?.find((part) => part.endsWith('.ts')) ?? 'missing')).toMatch(/\S/);
      // Node's own
      const variables = Object.keys(one?.environment ?? {}).filter((variable) => variable !== 'NODE_EXTRA_CA_CERTS');
      for (const variable of variables) expect([variable, known.includes(variable)]).toEqual([variable, true]);
    }
  });

  test.each(['api', 'worker'])('%s has a complete production environment (config.ts)', (name) => {
    const config = loadConfig(environmentOf(name));
    expect(config).toMatchObject({
      production: true,
      host: name === 'api' ? '0.0.0.0' : '127.0.0.1',
      trustedProxies: 1,
    });
    expect(config.databaseUrl).toContain('//passerelle_app:'); // never the role that owns the schema (S6)
    // the worker alone purges (S7)
    expect(config.purgeDatabaseUrl?.includes('//passerelle_purge:') ?? null).toBe(name === 'worker' ? true : null);
  });

  test.each(['api', 'worker'])(
    '%s can be told who mails come from, where those for a Caf go, and every delay',
    (name) => {
      for (const variable of ['MAIL_FROM', 'CAF_MAILBOX'])
        expect(file.services[name]?.environment?.[variable]).toMatch(new RegExp(`^\\$\\{${variable}:\\?`));
      expect(file.services[name]?.env_file).toEqual([{ path: 'policy.env', required: false }]);
    },
  );

  test('runs the worker within the memory that the single machine gives it (P6)', () => {
    expect(file.services.worker?.command).toEqual(expect.arrayContaining([...WORKER_FLAGS]));
    for (const [name, value] of Object.entries(MEMORY)) expect(read('ops/Dockerfile')).toContain(`${name}=${value}`);
  });

  test('only the proxy is open to the outside; who asks for more has it on this host alone', () => {
    const open = services.filter(([, one]) => one.ports !== undefined && one.profiles === undefined);
    expect(open.map(([name]) => name)).toEqual(['proxy']);
    for (const [name, one] of services)
      for (const port of one.ports ?? []) if (name !== 'proxy') expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  test('the worker’s health is the file that it touches', () => {
    const { PULSE_FILE = '' } = file.services.worker?.environment ?? {};
    expect(file.services.worker?.healthcheck?.test.at(-1)).toContain(`find ${PULSE_FILE} `);
    expect(file.services.worker?.tmpfs.some((place) => PULSE_FILE.startsWith(`${place}/`))).toBe(true);
  });

  test('the worker is of the release that `.env` names; of none where it names none', () => {
    expect(file.services.worker?.environment?.WORKER_BUILD_ID).toBe('${WORKER_BUILD_ID:-}');
    expect(loadConfig(environmentOf('worker')).buildId).toBeNull();
    expect(loadConfig({ ...environmentOf('worker'), WORKER_BUILD_ID: '2026.11' }).buildId).toBe('2026.11');
  });

  test('gives no secret a default (S10)', () => {
    const text = read('docker-compose.yml');
    for (const secret of [
      'ENCRYPTION_KEYS',
      'OWNER_DATABASE_PASSWORD',
      'APP_DATABASE_PASSWORD',
      'PURGE_DATABASE_PASSWORD',
      'BACKUP_DATABASE_PASSWORD',
      'TEMPORAL_DATABASE_PASSWORD',
    ]) {
      expect(text).toMatch(new RegExp(`\\$\\{${secret}:\\?`));
      expect(text).not.toMatch(new RegExp(`\\$\\{${secret}:?-`));
    }
  });
});

describe('ops/postgres-server.sh', () => {
  test('has room for as many connections as the server that tests and `npm start` run with, however it is started', () => {
    const text = read('ops/postgres-server.sh');
    const [, options = ''] = /^options="(.+)"$/m.exec(text) ?? [];
    const [, room = 'none'] = /'max_connections=(\d+)'/.exec(read('ops/postgres.ts')) ?? [];
    expect(options).toContain(`-c max_connections=${room} `);
    const starts = text.split('\n').filter((line) => /listen_addresses=|docker-entrypoint\.sh postgres/.test(line));
    expect(starts).toHaveLength(3);
    for (const line of starts) expect(line).toContain('$options');
  });
});

describe('ops/proxy.cfg', () => {
  const text = read('ops/proxy.cfg');

  test('says who asks, whatever they say, and believes no earlier word of it (S3)', () => {
    expect(text).toMatch(/^ {2}http-request set-header X-Forwarded-For %\[src\]$/m);
    expect(text).toMatch(/^ {2}http-request del-header Forwarded$/m);
  });

  test.each(['/metrics', '/Metrics', '//metrics/', '/%6Detrics', '/docs', '/docs/start.js', '/api/v1/openapi.json'])(
    'lets nobody outside at %s',
    (path) => {
      const [, rule = ''] = /deny status 404 if \{ path,url_dec,lower -m reg (\S+) \}/.exec(text) ?? [];
      const refused = new RegExp(rule);
      expect(decodeURIComponent(path).toLowerCase()).toMatch(refused);
      for (const open of ['/', '/documents', '/api/v1/documents/1', '/metricsx']) expect(open).not.toMatch(refused);
    },
  );

  test('logs neither a query string nor the token of a mailed link (S2)', () => {
    const [, shown = ''] = /set-var\(txn\.shown\) (\S+)/.exec(text) ?? [];
    expect(shown).toBe('path,regsub(/links/[^/]+,/links/-),regsub(/lien/[^/]+,/lien/-)');
    const [, format = ''] = /log-format "(.+)"/.exec(text) ?? [];
    expect(format).toContain('%[var(txn.shown)]');
    expect(format).not.toMatch(/%r|%HU|%HQ|%HPO?\b/);
  });
});

describe('ops/Dockerfile', () => {
  const text = read('ops/Dockerfile');

  test('leaves development behind and runs as nobody in particular', () => {
    expect(text).toMatch(/npm ci --omit=dev/);
    expect(text).toMatch(/^USER node$/m);
  });

  test('copies no secret, data or build of the machine it is made on', () => {
    const ignored = read('.dockerignore').split('\n');
    // docker compose reads the secrets from .env
    expect(ignored).toEqual(expect.arrayContaining(['.env', '.git', 'node_modules', '.cache', '.data', 'generated']));
    expect(ignored).toEqual(expect.arrayContaining(['certificates', 'backups']));
    expect(read('.gitignore').split('\n')).toEqual(
      expect.arrayContaining(['.env', 'policy.env', 'certificates', 'backups']),
    );
  });
});
