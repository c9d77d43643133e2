import pg from 'pg';
import type { Logger } from 'pino';
import { type DrainDeps, drainOutbox } from '../../activities/drainOutbox.ts';
import type { Config } from '../../config.ts';
import { tellAgainAndAgain } from '../identity/provider/logouts.ts';
import { createSeal } from '../identity/sealed.ts';
import { createSecrets } from '../identity/secrets.ts';
import { secretText, startSecretClock } from '../identity/temporarySecrets.ts';
import type { Database } from '../store/prisma.ts';
import { tellProcess } from '../store/processCommand.ts';
import { within } from '../watch/tracing.ts';
import { createMailer, type Mailer } from './mailer.ts';
import type { SendOutcome } from './mailerOutcome.ts';
import { messageOf } from './mailMessage.ts';
import { reportDoubt, reportRefusal } from './mailRefusal.ts';
import { claimMails, concludeMail, LEASE_MS, markData, type OnConcluded, renewLeases } from './outbox.ts';
import { lookEveryMs, relayPlaces } from './relayPlaces.ts';
import { signedCopies } from './signedCopies.ts';

export interface DrainSettings extends Pick<DrainDeps, 'lifetimeMs' | 'atOnce' | 'pollMs'> {
  config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'publicUrl' | 'encryptionKeys' | 'databaseUrl' | 'policy'> &
    Partial<Pick<Config, 'provider'>>;
  database: Database;
  log: Logger;
  mailer?: Mailer;
  /** an attempt has come to its end, and is recorded: for whoever counts them */
  onConcluded?: (template: string, outcome: SendOutcome) => void;
  /** how long a row stays held after its holder died */
  leaseMs?: number;
}

const CONNECT_AGAIN_MS = 2_000;
/** A frozen server says neither yes nor no to LISTEN, nor good-bye. */
const LISTEN_MS = 3_000;

/** The drain on the real outbox and the real mail server: what the dispatcher's worker registers as `drainOutbox`. */
export function createDrain({
  config,
  database,
  log,
  leaseMs = LEASE_MS,
  ...over
}: DrainSettings): () => Promise<void> {
  const secrets = createSecrets(config.encryptionKeys);
  const mailer = over.mailer ?? createMailer({ smtpUrl: config.smtpUrl });
  const seal = createSeal(config.encryptionKeys);
  const on: OnConcluded = {
    failed: reportRefusal,
    doubted: reportDoubt,
    async secretTaken(tx, secretId, mail, final, now) {
      await startSecretClock(tx, secretId, now, config.policy.temporaryPasswordTtlMs, final);
      if (mail.processId !== null)
        await tellProcess(tx, mail.processId, { key: `taken:${mail.id}:${final}`, act: { type: 'look' } }, now);
    },
  };
  const clients = config.provider?.clients ?? [];
  const rate = config.policy.mailRate;
  const places = rate === null ? null : relayPlaces(database, rate);
  const drain = () =>
    drainOutbox({
      ...(rate === null ? {} : { pollMs: lookEveryMs(rate) }),
      ...over,
      claim: (limit, except, now) =>
        places === null ? claimMails(database, limit, now, leaseMs, except) : places.claim(limit, now, leaseMs, except),
      async renew(mails, now) {
        await places?.renew(mails, leaseMs);
        await renewLeases(database, mails, now, leaseMs);
      },
      send: traced(async (mail, stop) => {
        if (mail.lost) return { kind: 'doubt', reason: "l'envoi a été interrompu deux fois" };
        const keyId = mail.keyId ?? secrets.keyId;
        const secretId = 'secretId' in mail.params ? mail.params.secretId : null;
        const password = secretId === null ? null : await secretText(database, secretId, seal);
        if (secretId !== null && password === null) return { kind: 'void' };
        const copies = 'copies' in mail.params ? await signedCopies(database, mail.params.copies) : [];
        const message = messageOf({ ...mail, keyId }, config, secrets, password, copies);
        const begin = async () => {
          await places?.given(mail);
          await markData(database, mail, keyId, new Date());
        };
        return mailer.send(message, begin, stop);
      }),
      async conclude(mail, outcome, now) {
        await places?.leave(mail, outcome);
        await concludeMail(database, mail, outcome, now, on);
        over.onConcluded?.(mail.template, outcome);
      },
      listen: (ring) => listen(config.databaseUrl, ring),
      now: () => new Date(),
      renewMs: leaseMs / 4,
      // an error of the database or of the composer may quote a row: its name says enough (S2)
      warn: (what, mail, error) => log.warn({ mail, error: error instanceof Error ? error.name : 'unknown' }, what),
    });
  // who may be in a service no more is told to it by the same dispatcher (SVC-9)
  return async () => {
    const { publicUrl } = config;
    const stop =
      clients.length === 0
        ? () => Promise.resolve()
        : tellAgainAndAgain({ db: database, seal, clock: () => new Date(), log, publicUrl, clients });
    try {
      await drain();
    } finally {
      await stop();
    }
  };
}

/** An attempt goes on in the trace of what brought its mail about: the click's own, where it came of one. */
function traced(send: DrainDeps['send']): DrainDeps['send'] {
  return (mail, stop) =>
    within(
      mail.trace,
      {
        name: `mail ${mail.template}`,
        attributes: { 'passerelle.mail.id': mail.id, 'passerelle.mail.template': mail.template },
        told: ({ kind }, span) => span.setAttribute('passerelle.mail.outcome', kind),
      },
      () => send(mail, stop),
    );
}

/** LISTEN on the outbox channel; while the connection is down the poll goes on alone. */
async function listen(url: string, ring: () => void): Promise<{ close(): Promise<void> }> {
  let closed = false;
  let client: pg.Client | null = null;
  let again: NodeJS.Timeout | undefined;
  const open = async (): Promise<void> => {
    const next = new pg.Client({
      ...{ connectionString: url, keepAlive: true },
      ...{ connectionTimeoutMillis: LISTEN_MS, query_timeout: LISTEN_MS },
    });
    client = next;
    next.on('notification', ring);
    next.on('error', () => {}); // followed by 'end'
    next.once('end', reopen);
    try {
      await next.connect();
      await next.query('LISTEN outbox');
      ring();
    } catch {
      await leave(next);
      reopen();
    }
  };
  const reopen = () => {
    if (closed) return;
    clearTimeout(again);
    again = setTimeout(() => void open(), CONNECT_AGAIN_MS).unref();
  };
  await open();
  return {
    async close() {
      closed = true;
      clearTimeout(again);
      if (client !== null) await leave(client);
    },
  };
}

/** Says good-bye, and does not wait for one that does not come. */
async function leave(client: pg.Client): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, LISTEN_MS);
  });
  await Promise.race([client.end().catch(() => undefined), patience]);
  clearTimeout(timer);
}
