import { MockActivityEnvironment } from '@temporalio/testing';
import { createLogger } from '../../adapters/logger.ts';
import { createDrain } from '../../adapters/mail/drain.ts';
import { createMailer } from '../../adapters/mail/mailer.ts';
import { openDatabase } from '../../adapters/store/prisma.ts';
import { DEFAULT_POLICY, type MailRate } from '../../domain/policy/policy.ts';

/** The drain alone in a process of its own, to be killed in the middle: settings as JSON in the first argument. */
export interface DrainChildSettings {
  databaseUrl: string;
  smtpUrl: string;
  key: string;
  leaseMs: number;
  mailRate?: MailRate;
}

const settings = JSON.parse(process.argv[2] ?? '') as DrainChildSettings;
const { databaseUrl, smtpUrl, leaseMs, mailRate = null } = settings;
const drain = createDrain({
  config: {
    smtpUrl,
    mailFrom: 'Passerelle <ne-pas-repondre@passerelle.example>',
    publicUrl: 'https://passerelle.example',
    encryptionKeys: [{ id: 'k', key: Buffer.from(settings.key, 'base64') }],
    databaseUrl,
    policy: { ...DEFAULT_POLICY, mailRate },
  },
  database: openDatabase(databaseUrl, 6),
  log: createLogger('drain', 'silent'),
  lifetimeMs: 600_000,
  leaseMs,
  pollMs: 100,
  mailer: createMailer({ smtpUrl, openMs: 2_000, answerMs: 700, dataMs: 700 }),
});
process.once('disconnect', () => process.exit(0)); // never outlives the test
await new MockActivityEnvironment().run(drain);
