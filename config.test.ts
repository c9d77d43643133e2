import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadConfig, loadJournalConfig, unknownPolicies } from './config.ts';
import { DEFAULT_POLICY } from './domain/policy/policy.ts';
import { PURGED_KINDS } from './domain/policy/retention.ts';

const KEY = `a:${Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 37) % 251)).toString('base64')}`;
const BASE = {
  DATABASE_URL: 'postgresql://app@127.0.0.1:5432/passerelle',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  SMTP_URL: 'smtp://127.0.0.1:1025',
  ENCRYPTION_KEYS: KEY,
};
const PRODUCTION = {
  ...BASE,
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://passerelle.caf.fr/',
  SMTP_URL: 'smtps://relais.caf.fr',
  MAIL_FROM: 'Passerelle <ne-pas-repondre@caf.fr>',
  CAF_MAILBOX: 'partenaires@caf{caf}.caf.fr',
};

/** Lines of the one error, without its heading. */
function faultsOf(env: Record<string, string>): string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
}

describe('environment', () => {
  test('a command about the journal asks for the facts and the keys alone, in production too (S6)', () => {
    const { DATABASE_URL, ENCRYPTION_KEYS } = BASE;
    const known = loadJournalConfig({ NODE_ENV: 'production', DATABASE_URL, ENCRYPTION_KEYS });
    expect(known).toEqual({
      ...{ databaseUrl: DATABASE_URL, encryptionKeys: loadConfig(BASE).encryptionKeys },
      auditHeads: path.join('.data', 'audit-heads.jsonl'),
    });
    expect(() => loadJournalConfig({ DATABASE_URL })).toThrow('ENCRYPTION_KEYS: missing');
  });

  test('what is not set keeps its default', () => {
    expect(loadConfig(BASE)).toMatchObject({
      production: false,
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://127.0.0.1:3000',
      dataDir: '.data',
      temporal: { namespace: 'default', apiKey: undefined, uiUrl: null, tls: undefined },
      oidc: null,
      provider: { clients: [], tokens: [] },
      demoPassword: null,
      workflowBundle: null,
      pulseFile: null,
      policy: DEFAULT_POLICY,
    });
  });

  test('every fault is in one error, each by the name of its variable', () => {
    const lines = faultsOf({
      PORT: 'http',
      POLICY_REM_2: '7d,soon',
      POLICY_QUIET_HOURS: '25:00-08:00',
      LOG_LEVEL: 'loud',
      // misspelt, and yet meant for production (S10)
      NODE_ENV: 'prod',
    });
    for (const name of [
      'PORT',
      'DATABASE_URL',
      'TEMPORAL_ADDRESS',
      'SMTP_URL',
      'ENCRYPTION_KEYS',
      'POLICY_REM_2',
      'POLICY_QUIET_HOURS',
      'LOG_LEVEL',
      'NODE_ENV',
    ])
      expect(lines.filter((line) => line.startsWith(`  - ${name}: `))).toHaveLength(1);
    expect(lines).toHaveLength(9);
  });

  test('an identity provider is set whole or not at all', () => {
    const whole = {
      OIDC_ISSUER: 'https://sso.caf.example',
      OIDC_CLIENT_ID: 'passerelle',
      OIDC_CLIENT_SECRET: 'k3J9xQ7vTz2LmB8w',
    };
    expect(loadConfig({ ...BASE, ...whole, PUBLIC_URL: 'https://passerelle.example/' }).oidc).toEqual({
      issuer: 'https://sso.caf.example',
      clientId: 'passerelle',
      clientSecret: 'k3J9xQ7vTz2LmB8w',
      redirectUri: 'https://passerelle.example/auth/oidc/callback',
    });
    for (const name of Object.keys(whole)) {
      const faults = faultsOf({ ...BASE, ...whole, [name]: '' });
      expect(faults).toHaveLength(1);
      expect(faults[0]).toContain(`  - ${name}: missing`);
    }
    expect(faultsOf({ ...BASE, ...whole, OIDC_ISSUER: 'sso.caf.example' })[0]).toContain('  - OIDC_ISSUER: ');
    const real = { ...whole, OIDC_ISSUER: 'https://sso.caf.fr' };
    const careless = { ...whole, OIDC_ISSUER: 'http://sso.caf.fr', OIDC_CLIENT_SECRET: 'changeit' };
    expect(faultsOf({ ...PRODUCTION, ...careless })).toEqual([
      '  - OIDC_CLIENT_SECRET: an example value is no secret (S10)',
      '  - OIDC_ISSUER: https in production',
    ]);
    expect(faultsOf({ ...PRODUCTION, ...real })).toEqual([]);
  });

  test('an empty variable is an unset one', () =>
    expect(loadConfig({ ...BASE, PORT: '', POLICY_REM_1_END: '' })).toMatchObject({
      port: 3000,
      policy: { rem1EndMs: DEFAULT_POLICY.rem1EndMs },
    }));

  test('the day of the yearly controls is a day of every year, or none (TIME-3)', () => {
    const dayOf = (text: string) => loadConfig({ ...BASE, POLICY_TIME_3: text }).policy.controlOn;
    expect([dayOf('02-15'), dayOf('none'), dayOf('')]).toEqual(['02-15', null, '10-01']);
    for (const text of ['02-29', '13-01', '1-1', '15/02']) expect(() => dayOf(text)).toThrow('POLICY_TIME_3');
  });

  test('each kind that is purged has a term of its own (S7)', () => {
    const terms = Object.fromEntries(PURGED_KINDS.map((kind, index) => [kind, (index + 1) * 3_600_000]));
    const variables = PURGED_KINDS.map((kind, index) => [`POLICY_RETENTION_${kind.toUpperCase()}`, `${index + 1}h`]);
    expect(loadConfig({ ...BASE, ...Object.fromEntries(variables) }).policy.retention).toEqual(terms);
  });

  test('proxies are so many hops, or networks, and never all the world', () => {
    const proxies = (text: string) => loadConfig({ ...BASE, TRUSTED_PROXIES: text }).trustedProxies;
    expect([proxies(''), proxies('0'), proxies('2')]).toEqual([0, 0, 2]);
    expect(proxies('10.0.0.0/8, loopback,2001:db8::/32,192.0.2.1')).toEqual([
      '10.0.0.0/8',
      'loopback',
      '2001:db8::/32',
      '192.0.2.1',
    ]);
    for (const wrong of [
      'true',
      '17',
      '-1',
      '10.0.0.0/33',
      '10.0.0/8',
      '0.0.0.0/0',
      '::/0',
      'proxy.local',
      '10.0.0.1,',
    ])
      expect(() => proxies(wrong)).toThrow('TRUSTED_PROXIES');
  });

  test('links of mails never get two slashes', () =>
    expect(loadConfig(PRODUCTION).publicUrl).toBe('https://passerelle.caf.fr'));

  test.each(['localhost:3000', 'javascript:alert(1)'])('PUBLIC_URL %s is refused', (url) =>
    expect(faultsOf({ ...BASE, PUBLIC_URL: url })).toHaveLength(1),
  );
});

describe('keys (S2)', () => {
  test('several, the first one current', () => {
    const other = randomBytes(32);
    const { encryptionKeys } = loadConfig({ ...BASE, ENCRYPTION_KEYS: `${KEY}, b:${other.toString('base64')}` });
    expect(encryptionKeys.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(encryptionKeys[1]?.key).toEqual(other);
  });

  test.each([
    ['16 bytes', `a:${randomBytes(16).toString('base64')}`],
    ['no id', randomBytes(32).toString('base64')],
    ['one id twice', `${KEY},${KEY}`],
  ])('%s: refused', (_what, keys) => expect(faultsOf({ ...BASE, ENCRYPTION_KEYS: keys })).toHaveLength(1));
});

describe('outside development (S10)', () => {
  test('complete: accepted, and nothing of the demonstration is left', () =>
    expect(loadConfig({ ...PRODUCTION, DEMO_PASSWORD: 'demo', DEV_MAILBOX_PORT: '2525' })).toMatchObject({
      production: true,
      demoPassword: null,
      devMailboxPort: null,
    }));

  test.each(['ENCRYPTION_KEYS', 'PUBLIC_URL', 'MAIL_FROM', 'CAF_MAILBOX'] as const)('%s missing: refused', (name) => {
    const { [name]: _gone, ...rest } = PRODUCTION;
    expect(faultsOf(rest)).toEqual([expect.stringContaining(`- ${name}: missing`)]);
  });

  test.each([
    ['ENCRYPTION_KEYS', `a:${Buffer.alloc(32).toString('base64')}`],
    ['ENCRYPTION_KEYS', `${KEY},b:${Buffer.from('change-me-change-me-change-me-ch').toString('base64')}`],
  ])('%s with an example value (%s): refused', (name, value) =>
    expect(faultsOf({ ...PRODUCTION, [name]: value })).toEqual([expect.stringContaining(`- ${name}: an example`)]),
  );

  test.each([
    ['PUBLIC_URL', 'http://passerelle.caf.fr', 'https'],
    ['SMTP_URL', 'smtp://relais.caf.fr:587', 'requireTLS'],
    ['SMTP_URL', 'smtp://relais.caf.fr?requireTLS=false', 'requireTLS'],
    ['PUBLIC_URL', 'https://passerelle.example/', 'nobody'],
    ['MAIL_FROM', 'Passerelle <ne-pas-repondre@passerelle.example>', 'nobody'],
    ['CAF_MAILBOX', 'agent@caf{caf}.example', 'nobody'],
    ['CAF_MAILBOX', 'agent@example.org', 'nobody'],
    ['SMTP_URL', 'smtps://relais.test:465', 'nobody'],
    ['DATABASE_URL', 'postgresql://owner:x@db/passerelle', "owner's role"],
    ['PURGE_DATABASE_URL', 'postgresql://owner:x@db/passerelle', 'the role of the purge'],
  ])('%s is not %s (%s)', (name, value, why) => {
    const owner = { MIGRATION_DATABASE_URL: 'postgresql://owner:y@db/passerelle' };
    expect(faultsOf({ ...PRODUCTION, ...owner, [name]: value })).toEqual([
      expect.stringMatching(new RegExp(`- ${name}: .*${why}`)),
    ]);
    // a machine of one's own may
    expect(faultsOf({ ...BASE, ...owner, [name]: value })).toEqual([]);
  });

  test('smtp:// that goes on by TLS or not at all, and names that only begin alike, are good', () => {
    const good = { SMTP_URL: 'smtp://relais.caf.fr?requireTLS=true', CAF_MAILBOX: 'x@examples.fr' };
    expect(faultsOf({ ...PRODUCTION, ...good })).toEqual([]);
  });

  test('a thousand random secrets: none is taken for an example', () => {
    const refused = Array.from({ length: 1_000 }, () => ({
      ...PRODUCTION,
      ENCRYPTION_KEYS: `k:${randomBytes(32).toString('base64')}`,
    })).flatMap(faultsOf);
    expect(refused).toEqual([]);
  });
});

describe('queues of a worker (P2)', () => {
  test('all, or those that are named, in one order', () => {
    expect(loadConfig(BASE).workerQueues).toEqual(['people', 'bulk', 'mail']);
    expect(loadConfig({ ...BASE, WORKER_QUEUES: 'mail, people' }).workerQueues).toEqual(['people', 'mail']);
  });

  test.each(['poeple', 'people,,mail', 'all'])('%p is no list of queues', (names) =>
    expect(faultsOf({ ...BASE, WORKER_QUEUES: names })).toEqual([expect.stringContaining('WORKER_QUEUES')]),
  );
});

describe('Temporal', () => {
  test('certificates by text or by file', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-pem-'));
    const key = path.join(folder, 'key.pem');
    writeFileSync(key, '-----BEGIN PRIVATE KEY-----\n');
    const { tls } = loadConfig({
      ...BASE,
      TEMPORAL_TLS_CERT: '-----BEGIN CERTIFICATE-----',
      TEMPORAL_TLS_KEY: key,
    }).temporal;
    rmSync(folder, { recursive: true });
    expect(tls).toEqual({ cert: '-----BEGIN CERTIFICATE-----', key: '-----BEGIN PRIVATE KEY-----\n', ca: undefined });
  });

  test('a certificate without its key, or a file that is not there: refused', () =>
    expect(faultsOf({ ...BASE, TEMPORAL_TLS_CERT: '/nowhere/cert.pem' })).toEqual([
      expect.stringContaining('TEMPORAL_TLS_CERT: « /nowhere/cert.pem »'),
      expect.stringContaining('one is nothing without the other'),
    ]));
});

describe('policies, one variable per id (§10)', () => {
  test('lists, ends, quiet hours and numbers', () =>
    expect(
      loadConfig({
        ...BASE,
        POLICY_REM_1: '1s,2s',
        POLICY_REM_2_END: '5s',
        POLICY_REM_3_TASK: '500ms',
        POLICY_TEMPORARY_PASSWORD_TTL: '10m',
        POLICY_QUIET_HOURS: 'none',
        POLICY_CAMPAIGN_IN_FLIGHT: '7',
        POLICY_MAIL_RATE: '600/1m',
      }).policy,
    ).toEqual({
      ...DEFAULT_POLICY,
      rem1: [1_000, 2_000],
      rem2EndMs: 5_000,
      rem3TaskMs: 500,
      temporaryPasswordTtlMs: 600_000,
      quietHours: null,
      campaignInFlight: 7,
      mailRate: { mails: 600, perMs: 60_000 },
    }));

  test.each(['600', '0/1m', '600/1', '600/10ms', '20000/1m', '-1/1m', '1/1m/1m'])(
    'a rate of mails %p is none',
    (rate) =>
      expect(faultsOf({ ...BASE, POLICY_MAIL_RATE: rate })).toEqual([expect.stringContaining('POLICY_MAIL_RATE')]),
  );

  test('quiet hours of one’s own', () =>
    expect(loadConfig({ ...BASE, POLICY_QUIET_HOURS: '19:30-07:15' }).policy.quietHours).toEqual({
      from: '19:30',
      to: '07:15',
    }));

  test('a misspelt name is told', () =>
    expect(unknownPolicies({ ...BASE, POLICY_REM_2: '1d', POLICY_REM_2_ENDS: '1d' })).toEqual(['POLICY_REM_2_ENDS']));
});
