import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import type { ServiceClient } from './domain/entrance/client.ts';
import {
  PROVIDER_SECRETS,
  PROVIDER_VARIABLES,
  providerFaults,
  type ServiceToken,
  servicesOf,
} from './domain/entrance/variables.ts';
import type { Policy } from './domain/policy/policy.ts';
import { POLICY_VARIABLES, policyOf } from './domain/policy/variables.ts';
import { QUEUE_NAMES, type QueueName } from './domain/process/queues.ts';

/** The only reader of the environment. Everything else is given what it needs. */
export interface Config {
  production: boolean;
  /** address the API listens on: this machine only, unless told otherwise */
  host: string;
  port: number;
  /** address that people use, without a slash at its end: links of mails start with it */
  publicUrl: string;
  dataDir: string;
  /** file that the heads of the sealed journal are written to, outside the database (S6) */
  auditHeads: string;
  /** reverse proxies before the API whose X-Forwarded-For is believed: how many hops, or their networks */
  trustedProxies: number | string[];
  databaseUrl: string;
  /** the role that purges what is over its term, the worker's alone; null: the application's own, never in production (S7) */
  purgeDatabaseUrl: string | null;
  temporal: {
    address: string;
    namespace: string;
    apiKey: string | undefined;
    /** address of its own pages, for operators; null: pages lead there nowhere */
    uiUrl: string | null;
    /** PEM texts */
    tls: { cert: string | undefined; key: string | undefined; ca: string | undefined } | undefined;
  };
  smtpUrl: string;
  mailFrom: string;
  /** port of the development mailbox; null in production */
  devMailboxPort: number | null;
  /** pattern of a Caf's own mailbox, {caf} standing for its code (CON-38) */
  cafMailbox: string;
  /** AES-256 keys; the first encrypts, all decrypt (S2) */
  encryptionKeys: { id: string; key: Buffer }[];
  /** identity provider of Caf-side people; null: they sign in by password */
  oidc: { issuer: string; clientId: string; clientSecret: string; redirectUri: string } | null;
  /** services that trust the sign-in of Passerelle, and those that ask by a token of their own (SVC-9) */
  provider: { clients: ServiceClient[]; tokens: ServiceToken[] };
  demoPassword: string | null;
  /** a workflow bundle made beforehand; null: the worker makes it */
  workflowBundle: string | null;
  /** touched with every beat of the worker, for a health check beside it; null: nowhere */
  pulseFile: string | null;
  /** task queues that a worker serves */
  workerQueues: QueueName[];
  /** the release this worker is of; null: releases have no name, and whoever asks gets work */
  buildId: string | null;
  logLevel: string;
  /** address of a collector of traces (OTLP over HTTP), without a slash at its end; null: nothing is traced */
  tracing: { endpoint: string | null };
  watch: {
    /** address of the private port: this machine only, unless told otherwise */
    host: string;
    /** private ports of API and worker for /metrics; null: none is opened */
    apiPort: number | null;
    workerPort: number | null;
    /** room of the database's volume; null: nobody said */
    volumeBytes: number | null;
  };
  policy: Policy;
}

export type JournalConfig = Pick<Config, 'databaseUrl' | 'encryptionKeys' | 'auditHeads'>;
/** What a command about keys needs: the facts, and Temporal, whose histories are encrypted. */
export type KeysConfig = Pick<Config, 'databaseUrl' | 'encryptionKeys' | 'temporal'>;

const required = (what: string) => z.string(`missing: ${what}`);
const port = () => z.coerce.number('a port, 0 to 65535').int().min(0).max(65535);

/** A PEM text, or the path of a file that holds one. */
const pem = z
  .string()
  .optional()
  .transform((value, context) => {
    if (value === undefined || value.includes('-----BEGIN')) return value;
    try {
      return readFileSync(value, 'utf8');
    } catch {
      context.addIssue({ code: 'custom', message: `« ${value} » is neither PEM text nor a file that can be read` });
      return z.NEVER;
    }
  });

/** Names that stand for networks of a machine or a site, as express has them. */
const NAMED_NETWORKS = ['loopback', 'linklocal', 'uniquelocal'];

/** Hops, or networks parted by commas. Whoever is believed may write any address: all the world is no proxy. */
const trustedProxies = z
  .string()
  .default('0')
  .transform((text, context): number | string[] => {
    if (/^\d+$/.test(text.trim())) {
      const hops = Number(text);
      if (hops <= 16) return hops;
      context.addIssue({ code: 'custom', message: `${hops} hops: no more than 16 proxies` });
      return z.NEVER;
    }
    const networks = text.split(',').map((part) => part.trim());
    for (const one of networks.filter((network) => !NAMED_NETWORKS.includes(network) && !isNetwork(network)))
      context.addIssue({
        code: 'custom',
        message: `« ${one} » is neither a number of hops nor a network such as 10.0.0.0/8, 2001:db8::/32, ${NAMED_NETWORKS.join(', ')}`,
      });
    return networks;
  });

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  return /^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= (version === 4 ? 32 : 128);
}

const encryptionKeys = required(
  'id:base64 of 32 random bytes, several separated by commas, the current one first',
).transform((text, context) => {
  const keys = text.split(',').map((part) => {
    const [id = '', encoded = ''] = part.trim().split(':');
    const key = Buffer.from(encoded, 'base64');
    if (id === '' || key.length !== 32)
      context.addIssue({ code: 'custom', message: `each key is id:base64 of 32 bytes; « ${id} » is not` });
    return { id, key };
  });
  const twice = keys.find(({ id }, index) => keys.findIndex((one) => one.id === id) !== index);
  if (twice !== undefined) context.addIssue({ code: 'custom', message: `two keys are called « ${twice.id} »` });
  return keys;
});

const workerQueues = z
  .string()
  .default(QUEUE_NAMES.join(','))
  .transform((text, context): QueueName[] => {
    const typed = [...new Set(text.split(',').map((part) => part.trim()))];
    const known = QUEUE_NAMES.filter((name) => typed.includes(name));
    if (known.length === typed.length) return known;
    context.addIssue({ code: 'custom', message: `« ${text} » is no list of ${QUEUE_NAMES.join(', ')}` });
    return z.NEVER;
  });

const schema = z.object({
  /** a misspelt production would run with what only development may have (S10) */
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port().default(3000),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'an address such as https://passerelle.example' }).optional(),
  TRUSTED_PROXIES: trustedProxies,
  DATA_DIR: z.string().default('.data'),
  AUDIT_HEADS: z.string().optional(),
  DATABASE_URL: required('the address of PostgreSQL').regex(
    /^postgres(ql)?:\/\//,
    'an address such as postgresql://user:password@host:5432/passerelle',
  ),
  PURGE_DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'an address such as postgresql://passerelle_purge:password@host:5432/passerelle')
    .optional(),
  TEMPORAL_ADDRESS: required('host:port of the Temporal server').regex(
    /^[^\s/]+:\d+$/,
    'host:port, such as 127.0.0.1:7233',
  ),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_API_KEY: z.string().optional(),
  TEMPORAL_UI_URL: z.url({ protocol: /^https?$/, error: 'an address such as https://temporal.caf.example' }).optional(),
  TEMPORAL_TLS_CERT: pem,
  TEMPORAL_TLS_KEY: pem,
  TEMPORAL_TLS_CA: pem,
  SMTP_URL: required('the mail relay, smtp://user:password@host:port').regex(
    /^smtps?:\/\//,
    'an address such as smtp://user:password@host:587',
  ),
  MAIL_FROM: z.string().default('Passerelle <ne-pas-repondre@passerelle.example>'),
  DEV_MAILBOX_PORT: port().optional(),
  CAF_MAILBOX: z.string().default('agent@caf{caf}.example'),
  ENCRYPTION_KEYS: encryptionKeys,
  OIDC_ISSUER: z.url({ protocol: /^https?$/, error: 'an address such as https://sso.caf.example' }).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  ...PROVIDER_VARIABLES,
  DEMO_PASSWORD: z.string().optional(),
  WORKFLOW_BUNDLE: z.string().optional(),
  PULSE_FILE: z.string().optional(),
  WORKER_QUEUES: workerQueues,
  WORKER_BUILD_ID: z
    .string()
    .regex(/^[\w.-]{1,60}$/, 'a name of letters, digits, « . », « - », « _ »')
    .optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  METRICS_PORT: port().optional(),
  WORKER_METRICS_PORT: port().optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'an address such as http://collector:4318' })
    .optional(),
  DATABASE_VOLUME_BYTES: z.coerce.number('a number of bytes').int().positive().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  ...POLICY_VARIABLES,
});

/** Variables that commands about the journal, and those about Temporal, read. */
const JOURNAL = { DATA_DIR: true, AUDIT_HEADS: true, DATABASE_URL: true, ENCRYPTION_KEYS: true } as const;
const TEMPORAL = {
  TEMPORAL_ADDRESS: true,
  TEMPORAL_NAMESPACE: true,
  TEMPORAL_API_KEY: true,
  TEMPORAL_UI_URL: true,
  TEMPORAL_TLS_CERT: true,
  TEMPORAL_TLS_KEY: true,
  TEMPORAL_TLS_CA: true,
} as const;

/** The environment as a schema reads it; throws one Error with every fault. `together`: faults of variables beside each other. */
function checked<T extends { DATA_DIR: string; AUDIT_HEADS?: string | undefined }>(
  shape: z.ZodType<T>,
  env: NodeJS.ProcessEnv,
  together: (set: Record<string, string | undefined>) => string[] = () => [],
): T & { AUDIT_HEADS: string } {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = shape.safeParse(set);
  const faults = [
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)),
    ...together(set),
  ];
  if (!parsed.success || faults.length > 0)
    throw new Error(
      `The environment is not complete (see README.md, « Variables »):\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
  const { data } = parsed;
  return { ...data, AUDIT_HEADS: data.AUDIT_HEADS ?? path.join(data.DATA_DIR, 'audit-heads.jsonl') };
}

/** Reads and checks the environment; one Error lists every fault at once. An empty variable counts as unset. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const value = checked(schema, env, (set) => [
    ...(set.NODE_ENV === 'production' ? productionFaults(set) : []),
    ...oidcFaults(set),
    ...(set.METRICS_PORT !== undefined && set.METRICS_PORT === (set.PORT ?? '3000')
      ? ['METRICS_PORT: figures are not public: another port than PORT']
      : []),
    ...providerFaults(set),
    ...tlsFaults(set),
  ]);
  const production = value.NODE_ENV === 'production';
  const publicUrl = (value.PUBLIC_URL ?? `http://127.0.0.1:${value.PORT}`).replace(/\/+$/, '');
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = value;
  return {
    production,
    host: value.HOST,
    port: value.PORT,
    publicUrl,
    trustedProxies: value.TRUSTED_PROXIES,
    dataDir: value.DATA_DIR,
    auditHeads: value.AUDIT_HEADS,
    databaseUrl: value.DATABASE_URL,
    purgeDatabaseUrl: value.PURGE_DATABASE_URL ?? null,
    temporal: temporalOf(value),
    smtpUrl: value.SMTP_URL,
    mailFrom: value.MAIL_FROM,
    devMailboxPort: production ? null : (value.DEV_MAILBOX_PORT ?? null),
    cafMailbox: value.CAF_MAILBOX,
    encryptionKeys: value.ENCRYPTION_KEYS,
    oidc:
      issuer === undefined || clientId === undefined || clientSecret === undefined
        ? null
        : { issuer, clientId, clientSecret, redirectUri: `${publicUrl}/auth/oidc/callback` },
    provider: servicesOf(value),
    demoPassword: production ? null : (value.DEMO_PASSWORD ?? null),
    workflowBundle: value.WORKFLOW_BUNDLE ?? null,
    pulseFile: value.PULSE_FILE ?? null,
    workerQueues: value.WORKER_QUEUES,
    buildId: value.WORKER_BUILD_ID ?? null,
    logLevel: value.LOG_LEVEL,
    tracing: { endpoint: value.OTEL_EXPORTER_OTLP_ENDPOINT?.replace(/\/+$/, '') ?? null },
    watch: {
      host: value.METRICS_HOST,
      apiPort: value.METRICS_PORT ?? null,
      workerPort: value.WORKER_METRICS_PORT ?? null,
      volumeBytes: value.DATABASE_VOLUME_BYTES ?? null,
    },
    policy: policyOf(value),
  };
}

/** What a command about the journal needs (S6): where it stands and what its heads are signed by; neither Temporal nor a relay. */
export function loadJournalConfig(env: NodeJS.ProcessEnv): JournalConfig {
  const value = checked(schema.pick(JOURNAL), env);
  return { databaseUrl: value.DATABASE_URL, encryptionKeys: value.ENCRYPTION_KEYS, auditHeads: value.AUDIT_HEADS };
}

/** What a command about keys needs (S2). */
export function loadKeysConfig(env: NodeJS.ProcessEnv): KeysConfig {
  const value = checked(schema.pick({ ...JOURNAL, ...TEMPORAL }), env, tlsFaults);
  return {
    databaseUrl: value.DATABASE_URL,
    encryptionKeys: value.ENCRYPTION_KEYS,
    temporal: temporalOf(value),
  };
}

function temporalOf(value: Pick<z.infer<typeof schema>, keyof typeof TEMPORAL>): Config['temporal'] {
  const tls = { cert: value.TEMPORAL_TLS_CERT, key: value.TEMPORAL_TLS_KEY, ca: value.TEMPORAL_TLS_CA };
  return {
    address: value.TEMPORAL_ADDRESS,
    namespace: value.TEMPORAL_NAMESPACE,
    apiKey: value.TEMPORAL_API_KEY,
    uiUrl: value.TEMPORAL_UI_URL?.replace(/\/+$/, '') ?? null,
    tls: tls.cert === undefined && tls.ca === undefined ? undefined : tls,
  };
}

function tlsFaults(set: Record<string, string | undefined>): string[] {
  return (set.TEMPORAL_TLS_CERT === undefined) === (set.TEMPORAL_TLS_KEY === undefined)
    ? []
    : ['TEMPORAL_TLS_CERT and TEMPORAL_TLS_KEY: one is nothing without the other'];
}

/** POLICY_* variables that set nothing, most likely misspelt: whoever starts the program says so. */
export function unknownPolicies(env: NodeJS.ProcessEnv): string[] {
  return Object.keys(env).filter((name) => name.startsWith('POLICY_') && !(name in POLICY_VARIABLES));
}

/** An identity provider is all three or none, and sends no secret in clear outside development. */
function oidcFaults(set: Record<string, string | undefined>): string[] {
  const names = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'];
  const missing = names.filter((name) => set[name] === undefined);
  if (missing.length === names.length) return [];
  const faults = missing.map((name) => `${name}: missing: ${names.join(', ')} are set all three or not at all`);
  if (set.NODE_ENV === 'production' && set.OIDC_ISSUER?.startsWith('http:'))
    faults.push('OIDC_ISSUER: https in production');
  return faults;
}

/** S10: an example value is no secret, and mails must not point to the server's own 127.0.0.1. */
function productionFaults(set: Record<string, string | undefined>): string[] {
  const secrets = {
    OIDC_CLIENT_SECRET: [set.OIDC_CLIENT_SECRET ?? ''],
    ...Object.fromEntries(PROVIDER_SECRETS.map((name) => [name, [set[name] ?? '']])),
    ENCRYPTION_KEYS: (set.ENCRYPTION_KEYS ?? '').split(',').flatMap((part) => {
      const encoded = part.split(':')[1] ?? '';
      return [encoded, Buffer.from(encoded, 'base64').toString('latin1')];
    }),
  };
  const faults = Object.entries(secrets).flatMap(([name, values]) =>
    values.some((value) => value !== '' && isExample(value)) ? [`${name}: an example value is no secret (S10)`] : [],
  );
  return [...faults, ...addressFaults(set), ...databaseFaults(set)];
}

/** What people are told, and what goes between machines, is neither in clear nor an address of nobody. */
function addressFaults(set: Record<string, string | undefined>): string[] {
  const faults: string[] = [];
  const { PUBLIC_URL: publicUrl, SMTP_URL: smtpUrl } = set;
  if (publicUrl === undefined) faults.push('PUBLIC_URL: missing: the address that people use');
  else if (publicUrl.startsWith('http:'))
    faults.push('PUBLIC_URL: https in production, so that cookies are kept secret');
  if (smtpUrl?.startsWith('smtp:') && !/[?&]requireTLS=true(&|$)/.test(smtpUrl))
    faults.push('SMTP_URL: smtps://, or smtp:// with ?requireTLS=true: mails bear links and passwords');
  for (const name of ['MAIL_FROM', 'CAF_MAILBOX'] as const)
    if (set[name] === undefined) faults.push(`${name}: missing: its default is an address of nobody`);
  for (const name of ['PUBLIC_URL', 'MAIL_FROM', 'CAF_MAILBOX', 'OIDC_ISSUER', 'SMTP_URL'] as const)
    if (set[name] !== undefined && OF_NOBODY.test(set[name].trim()))
      faults.push(`${name}: an address of documentation, which nobody has`);
  return faults;
}

/** Names that are reserved for documentation and tests (RFC 2606). */
const OF_NOBODY = /(?:[@./]example\.(?:com|net|org)|\.(?:example|invalid|test))(?=$|[:/>?])/i;

/** S6: the owner of the schema can rewrite the journal. Which role it is the database says at start (`adapters/store/role.ts`). */
function databaseFaults(set: Record<string, string | undefined>): string[] {
  const userOf = (url: string | undefined) =>
    url !== undefined && URL.canParse(url) ? decodeURIComponent(new URL(url).username) : '';
  const [app, owner, purge] = (['DATABASE_URL', 'MIGRATION_DATABASE_URL', 'PURGE_DATABASE_URL'] as const).map((name) =>
    userOf(set[name]),
  );
  const faults: string[] = [];
  if (app !== '' && app === owner)
    faults.push(
      "DATABASE_URL: the owner's role, which may rewrite the journal: the application has a role of its own (S6)",
    );
  if (purge !== '' && (purge === app || purge === owner))
    faults.push('PURGE_DATABASE_URL: the role of the purge is neither the application’s nor the owner’s (S6)');
  return faults;
}

/** True for what stands in documentation, or was typed rather than drawn: 32 random characters hardly ever have so few different ones. */
function isExample(value: string): boolean {
  return TYPED.test(value) || new Set(value).size < 12;
}

const TYPED = /change|example|secret|password|default|azerty|qwerty|1234567|abcdefg/i;
