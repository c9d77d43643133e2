import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { createAttachments } from './adapters/files/attachments.ts';
import { folderTakes } from './adapters/files/received.ts';
import { createOidc } from './adapters/identity/oidc.ts';
import { createEntranceProvider } from './adapters/identity/provider/provider.ts';
import { createSeal } from './adapters/identity/sealed.ts';
import { createSecondFactors } from './adapters/identity/secondFactors.ts';
import { createSecrets } from './adapters/identity/secrets.ts';
import { createLogger } from './adapters/logger.ts';
import { mailIsTaken } from './adapters/mail/mailHealth.ts';
import { createMailboxes, keepFresh, MAILBOXES_EVERY_MS } from './adapters/store/cafSettings.ts';
import { API_PATIENCE } from './adapters/store/patience.ts';
import { createPeople } from './adapters/store/people/people.ts';
import { openDatabase } from './adapters/store/prisma.ts';
import { protegesIn } from './adapters/store/protege/proteges.ts';
import { refuseOwner } from './adapters/store/role.ts';
import { lazyTemporal } from './adapters/temporal/temporalLink.ts';
import { createCertificates } from './adapters/watch/certificates.ts';
import { tellWatchers } from './adapters/watch/server.ts';
import { clientInterceptors, startTracing, stopTracing } from './adapters/watch/tracing.ts';
import { timed } from './adapters/watch/updates.ts';
import { createApp, type MountPages } from './api/app.ts';
import { serverOf } from './api/body.ts';
import { createCommands } from './api/commands.ts';
import { type ApiDeps, DEFAULT_LIMITS } from './api/deps.ts';
import { createUploads } from './api/uploads.ts';
import { type WatchSettings, watchText } from './api/watch/look.ts';
import { type Config, loadConfig } from './config.ts';
import { mailboxOf } from './domain/caf/cafs.ts';
import { QUEUES } from './domain/process/queues.ts';
import { startDevMailbox } from './ops/devMailbox.ts';
import { stopWithParent } from './ops/parent.ts';
import { mountPages } from './web/index.ts';
import { typesetPage } from './web/kit/typesetPage.ts';
import { STORIES } from './workflows/stories.ts';

/** Requests under way get this long to end when the server is asked to stop. */
const DRAIN_MS = 10_000;

const API_CONNECTIONS = 12;

/** Serves the API and the pages until asked to stop. Nothing here waits for Temporal: reads work without it (R7). */
async function runServer(config: Config, stop: Promise<void>, mountPages?: MountPages): Promise<void> {
  const log = createLogger('api', config.logLevel);
  await startTracing(config.tracing, 'api');
  const db = openDatabase(config.databaseUrl, API_CONNECTIONS, API_PATIENCE);
  await refuseOwner(db, { production: config.production, log, stop: () => process.exit(1) });
  const temporal = lazyTemporal(config, await clientInterceptors());
  const uploadFolder = path.join(config.dataDir, 'uploads');
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  const clock = () => new Date();
  const seal = createSeal(config.encryptionKeys);
  const mailboxes = createMailboxes(db, mailboxOf(config.cafMailbox));
  const stopLooking = await keepFresh(mailboxes, MAILBOXES_EVERY_MS);
  const deps: ApiDeps = {
    db,
    clock,
    commands: createCommands(db, timed(metrics, temporal.gateway, 'person'), config.policy, clock),
    operations: temporal.operations,
    people: createPeople(db, {
      policy: config.policy,
      seal,
      mailboxOf: mailboxes.of,
    }),
    attachments: createAttachments(db, seal),
    proteges: protegesIn(db),
    secrets: createSecrets(config.encryptionKeys),
    secondFactors: createSecondFactors(db, seal),
    seal,
    oidc: config.oidc === null ? null : createOidc(config.oidc, seal),
    entrance:
      config.provider.clients.length === 0
        ? null
        : {
            clients: config.provider.clients,
            provider: createEntranceProvider({
              ...{ db, seal, clock, log, publicUrl: config.publicUrl },
              clients: config.provider.clients,
            }),
          },
    serviceTokens: config.provider.tokens,
    log,
    policy: config.policy,
    stories: STORIES,
    mailboxOf: mailboxes.of,
    refreshMailboxes: mailboxes.refresh,
    publicUrl: config.publicUrl,
    production: config.production,
    health: {
      temporal: () => temporal.gateway.alive(),
      worker: async () =>
        (
          await Promise.all([
            ...[QUEUES.people, QUEUES.bulk].map((queue) => temporal.polled(queue, 'workflow')),
            temporal.polled(QUEUES.mail, 'activity'),
          ])
        ).every(Boolean),
      mail: () => mailIsTaken(config.smtpUrl),
      disk: () => folderTakes(uploadFolder),
    },
    metrics,
    limits: DEFAULT_LIMITS,
    uploads: createUploads(uploadFolder),
    trustedProxies: config.trustedProxies,
  };
  deps.watched = watchText(deps, watchSettings(config, clock));
  const server = serverOf(createApp(deps, mountPages)).listen(config.port, config.host);
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  const { host, apiPort } = config.watch;
  const told = { metrics: deps.watched ?? (() => metrics.metrics()), alive: () => true };
  const watchers = apiPort === null ? null : await tellWatchers({ host, port: apiPort }, told);
  log.info({ port: config.port }, 'api ready');
  await stop;
  await watchers?.close();
  stopLooking();
  const drained = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const late = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await drained;
  clearTimeout(late);
  await Promise.all([db.$disconnect(), temporal.close(), stopTracing()]);
}

/** What of the configuration is told to whoever watches. */
function watchSettings({ watch, encryptionKeys, publicUrl, temporal }: Config, clock: () => Date): WatchSettings {
  return {
    keyIds: encryptionKeys.map(({ id }) => id),
    volumeBytes: watch.volumeBytes,
    certificates: createCertificates({ publicUrl, temporalCert: temporal.tls?.cert }, clock),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const stop = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    stopWithParent(resolve);
  });
  try {
    const config = loadConfig();
    // the development mailbox lives where its page is; production has neither (api.md)
    const mailbox =
      config.devMailboxPort === null
        ? null
        : await startDevMailbox({ port: config.devMailboxPort, file: path.join(config.dataDir, 'mails.jsonl') });
    await runServer(config, stop, (app, deps) =>
      mountPages(app, {
        ...deps,
        typeset: typesetPage,
        devMails: mailbox === null ? undefined : () => mailbox.items(),
      }),
    );
    await mailbox?.close();
    process.exit(0);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
