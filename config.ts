import { z } from 'zod';
import { parseDuration, parseDurations } from './domain/policy/durations.ts';
import { DEFAULT_POLICY, type Policy } from './domain/policy/policy.ts';

/** The only reader of the environment. Everything else is given what it needs. */
export interface Config {
  production: boolean;
  port: number;
  publicUrl: string;
  dataDir: string;
  databaseUrl: string;
  temporal: {
    address: string;
    namespace: string;
    apiKey: string | undefined;
    tls: { cert: string | undefined; key: string | undefined; ca: string | undefined } | undefined;
  };
  smtpUrl: string;
  mailFrom: string;
  /** port of the development mailbox; null in production */
  devMailboxPort: number | null;
  /** pattern of a Caf's own mailbox, {caf} standing for its code (CON-38) */
  cafMailbox: string;
  encryptionKeys: { id: string; key: Buffer }[];
  sessionSecret: string;
  demoPassword: string | null;
  logLevel: string;
  policy: Policy;
}

const duration = (fallback: number) =>
  z
    .string()
    .optional()
    .transform((text, context) => {
      if (text === undefined) return fallback;
      const value = parseDuration(text);
      if (value === null)
        context.addIssue({ code: 'custom', message: `« ${text} » is no duration (500ms, 5s, 24h, 7d)` });
      return value ?? fallback;
    });

const durations = (fallback: number[]) =>
  z
    .string()
    .optional()
    .transform((text, context) => {
      if (text === undefined) return fallback;
      const value = parseDurations(text);
      if (value === null)
        context.addIssue({ code: 'custom', message: `« ${text} » is no list of durations (7d,15d,30d)` });
      return value ?? fallback;
    });

const quietHours = z
  .string()
  .optional()
  .transform((text, context) => {
    if (text === undefined) return DEFAULT_POLICY.quietHours;
    if (text === 'none') return null;
    const match = /^(\d{2}:\d{2})-(\d{2}:\d{2})$/.exec(text);
    if (match?.[1] === undefined || match[2] === undefined) {
      context.addIssue({ code: 'custom', message: `« ${text} » is neither HH:MM-HH:MM nor none` });
      return DEFAULT_POLICY.quietHours;
    }
    return { from: match[1], to: match[2] };
  });

const encryptionKeys = z.string().transform((text, context) =>
  text.split(',').map((part) => {
    const [id = '', encoded = ''] = part.split(':');
    const key = Buffer.from(encoded, 'base64');
    if (id === '' || key.length !== 32)
      context.addIssue({ code: 'custom', message: 'each key is id:base64 of 32 bytes' });
    return { id, key };
  }),
);

const schema = z.object({
  NODE_ENV: z.string().default('development'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  PUBLIC_URL: z.url().optional(),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: z.string().min(1, 'the address of PostgreSQL'),
  TEMPORAL_ADDRESS: z.string().min(1, 'host:port of the Temporal server'),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_API_KEY: z.string().optional(),
  TEMPORAL_TLS_CERT: z.string().optional(),
  TEMPORAL_TLS_KEY: z.string().optional(),
  TEMPORAL_TLS_CA: z.string().optional(),
  SMTP_URL: z.string().regex(/^smtps?:\/\//, 'smtp://user:password@host:port'),
  MAIL_FROM: z.string().default('Passerelle <ne-pas-repondre@passerelle.example>'),
  DEV_MAILBOX_PORT: z.coerce.number().int().optional(),
  CAF_MAILBOX: z.string().default('agent@caf{caf}.example'),
  ENCRYPTION_KEYS: encryptionKeys,
  SESSION_SECRET: z.string().min(32, 'at least 32 characters'),
  DEMO_PASSWORD: z.string().optional(),
  LOG_LEVEL: z.string().default('info'),
  POLICY_REM_1: durations(DEFAULT_POLICY.rem1),
  POLICY_REM_1_END: duration(DEFAULT_POLICY.rem1EndMs),
  POLICY_REM_2: durations(DEFAULT_POLICY.rem2),
  POLICY_REM_2_END: duration(DEFAULT_POLICY.rem2EndMs),
  POLICY_REM_3: durations(DEFAULT_POLICY.rem3),
  POLICY_REM_3_TASK: duration(DEFAULT_POLICY.rem3TaskMs),
  POLICY_REM_3_END: duration(DEFAULT_POLICY.rem3EndMs),
  POLICY_REM_4: durations(DEFAULT_POLICY.rem4),
  POLICY_REM_12: durations(DEFAULT_POLICY.rem12),
  POLICY_TEMPORARY_PASSWORD_TTL: duration(DEFAULT_POLICY.temporaryPasswordTtlMs),
  POLICY_COMMAND_TTL: duration(DEFAULT_POLICY.commandTtlMs),
  POLICY_CODE_TTL: duration(DEFAULT_POLICY.codeTtlMs),
  POLICY_CAMPAIGN_IN_FLIGHT: z.coerce.number().int().min(1).default(DEFAULT_POLICY.campaignInFlight),
  POLICY_QUIET_HOURS: quietHours,
});

/** Values that stand in examples: outside development they are refused (S10). */
const KNOWN_DEFAULTS = ['change-me-change-me-change-me-change-me', Buffer.alloc(32).toString('base64')];

/** Reads and checks the environment; one Error lists every fault at once. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = schema.safeParse(env);
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (env.NODE_ENV === 'production') {
    for (const name of ['ENCRYPTION_KEYS', 'SESSION_SECRET'] as const) {
      if (KNOWN_DEFAULTS.some((known) => env[name]?.includes(known)))
        faults.push(`${name}: an example value is no secret (S10)`);
    }
  }
  if (!parsed.success || faults.length > 0)
    throw new Error(`The environment is not complete:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  const value = parsed.data;
  const production = value.NODE_ENV === 'production';
  const tls = value.TEMPORAL_TLS_CERT ?? value.TEMPORAL_TLS_CA;
  return {
    production,
    port: value.PORT,
    publicUrl: value.PUBLIC_URL ?? `http://127.0.0.1:${value.PORT}`,
    dataDir: value.DATA_DIR,
    databaseUrl: value.DATABASE_URL,
    temporal: {
      address: value.TEMPORAL_ADDRESS,
      namespace: value.TEMPORAL_NAMESPACE,
      apiKey: value.TEMPORAL_API_KEY,
      tls:
        tls === undefined
          ? undefined
          : { cert: value.TEMPORAL_TLS_CERT, key: value.TEMPORAL_TLS_KEY, ca: value.TEMPORAL_TLS_CA },
    },
    smtpUrl: value.SMTP_URL,
    mailFrom: value.MAIL_FROM,
    devMailboxPort: production ? null : (value.DEV_MAILBOX_PORT ?? null),
    cafMailbox: value.CAF_MAILBOX,
    encryptionKeys: value.ENCRYPTION_KEYS,
    sessionSecret: value.SESSION_SECRET,
    demoPassword: production ? null : (value.DEMO_PASSWORD ?? null),
    logLevel: value.LOG_LEVEL,
    policy: {
      rem1: value.POLICY_REM_1,
      rem1EndMs: value.POLICY_REM_1_END,
      rem2: value.POLICY_REM_2,
      rem2EndMs: value.POLICY_REM_2_END,
      rem3: value.POLICY_REM_3,
      rem3TaskMs: value.POLICY_REM_3_TASK,
      rem3EndMs: value.POLICY_REM_3_END,
      rem4: value.POLICY_REM_4,
      rem12: value.POLICY_REM_12,
      temporaryPasswordTtlMs: value.POLICY_TEMPORARY_PASSWORD_TTL,
      quietHours: value.POLICY_QUIET_HOURS,
      campaignInFlight: value.POLICY_CAMPAIGN_IN_FLIGHT,
      commandTtlMs: value.POLICY_COMMAND_TTL,
      codeTtlMs: value.POLICY_CODE_TTL,
    },
  };
}
