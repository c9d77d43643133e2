import path from 'node:path';
import { z } from 'zod';
import { oidcFaults, productionFaults, tlsFaults } from './config/faults.ts';
import { encryptionKeys, pem, port, required, trustedProxies, workerQueues } from './config/values.ts';
import type { ServiceClient } from './domain/entrance/client.ts';
import { PROVIDER_VARIABLES, providerFaults, type ServiceToken, servicesOf } from './domain/entrance/variables.ts';
import type { Policy } from './domain/policy/policy.ts';
import { POLICY_VARIABLES, policyOf } from './domain/policy/variables.ts';
import type { QueueName } from './domain/process/queues.ts';

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
/** What a command about both stores needs: the facts, and Temporal, whose histories are encrypted; by which rules its Schedules begin. */
export type KeysConfig = Pick<Config, 'databaseUrl' | 'encryptionKeys' | 'temporal' | 'policy'>;

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

/** What a command about both stores needs (S2). */
export function loadKeysConfig(env: NodeJS.ProcessEnv): KeysConfig {
  const value = checked(schema.pick({ ...JOURNAL, ...TEMPORAL }).extend(POLICY_VARIABLES), env, tlsFaults);
  return {
    databaseUrl: value.DATABASE_URL,
    encryptionKeys: value.ENCRYPTION_KEYS,
    temporal: temporalOf(value),
    policy: policyOf(value),
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

/** POLICY_* variables that set nothing, most likely misspelt: whoever starts the program says so. */
export function unknownPolicies(env: NodeJS.ProcessEnv): string[] {
  return Object.keys(env).filter((name) => name.startsWith('POLICY_') && !(name in POLICY_VARIABLES));
}
