import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Writable } from 'node:stream';
import { Registry } from 'prom-client';
import { processActivities } from '../activities/applyCommand.ts';
import { createAttachments } from '../adapters/files/attachments.ts';
import { hashPassword } from '../adapters/identity/passwords.ts';
import { createSeal } from '../adapters/identity/sealed.ts';
import { createSecondFactors } from '../adapters/identity/secondFactors.ts';
import { createSecrets } from '../adapters/identity/secrets.ts';
import { SESSION_TTL_MS } from '../adapters/identity/sessions.ts';
import { secretText, startSecretClock } from '../adapters/identity/temporarySecrets.ts';
import { createLogger } from '../adapters/logger.ts';
import { presence } from '../adapters/presence.ts';
import { createMailboxes } from '../adapters/store/cafSettings.ts';
import { campaignProcedure } from '../adapters/store/campaign/campaignProcedure.ts';
import { createPeople } from '../adapters/store/people/people.ts';
import { userImportProcedure } from '../adapters/store/people/userImportProcedure.ts';
import { createUser } from '../adapters/store/people/users.ts';
import type { Database } from '../adapters/store/prisma.ts';

import { protegesIn } from '../adapters/store/protege/proteges.ts';
import { postgresStore } from '../adapters/store/store.ts';
import { reopeningProcedure } from '../adapters/store/tuteur/reopeningProcedure.ts';
import type { ProcessGateway } from '../adapters/temporal/temporal.ts';
import { createApp, type MountPages } from '../api/app.ts';
import { serverOf } from '../api/body.ts';
import { createCommands } from '../api/commands.ts';
import { type ApiDeps, DEFAULT_LIMITS } from '../api/deps.ts';
import { createUploads } from '../api/uploads.ts';
import { mailboxOf } from '../domain/caf/cafs.ts';
import { DOSSIER_KINDS } from '../domain/kinds.ts';
import { DEFAULT_POLICY } from '../domain/policy/policy.ts';
import type { ProcessType } from '../domain/process/types.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { STORIES } from '../workflows/stories.ts';
import { fakeOperations } from './fakes/operations.ts';
import { createTestDatabase, openTestDatabase, runFolder, type TestDatabase } from './stack.ts';

export const PASSWORD = 'quatre mots sans aucun lien';

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape
  body: any;
}

export interface TestApi {
  url: string;
  deps: ApiDeps;
  /** lines of the log, as written */
  log: string[];
  now: Date;
  /** false: no worker answers */
  worker: boolean;
  call(
    method: string,
    path: string,
    options?: { token?: string; body?: unknown; headers?: Record<string, string>; raw?: BodyInit },
  ): Promise<Answer>;
  /** the process's own step at `now`, as its timer would make it */
  tick(processId: string): Promise<void>;
  /** carries out what was told to a process (a mail refused, in doubt), as the sweep would */
  sweep(processId: string): Promise<void>;
  /** text of the temporary password on its way to someone, its mail taken by the relay at `now`: the clock starts, the text is forgotten */
  mailedPassword(userId: string): Promise<string>;
  /** addresses of its database */
  database: Pick<TestDatabase, 'url' | 'ownerUrl'>;
  /** folder of files that are being received */
  uploads: string;
  /** signs a new person of this kind in and returns the token */
  as(kind: PersonKind): Promise<string>;
  stop(): Promise<void>;
}

export type PersonKind = keyof typeof PEOPLE;
const PEOPLE = {
  agent93: { roles: ['agent'], caf: '93' },
  admin93: { roles: ['agent', 'cafAdmin'], caf: '93' },
  agent75: { roles: ['agent'], caf: '75' },
  admin75: { roles: ['agent', 'cafAdmin'], caf: '75' },
  agentCna: { roles: ['agent'], caf: 'CNA' },
  national: { roles: ['national'], caf: null },
  operator: { roles: ['operator'], caf: null },
} as const;

/**
 * The real application on a real server and a real PostgreSQL. In the place of Temporal and the worker stands a gateway that carries
 * each command out at once with the real activities, so that every rule and every transaction is the real one. `openFacts`: the facts as the
 * activities open them, where that is not as the API does.
 */
export async function startApi(
  over: Partial<ApiDeps> = {},
  mountPages?: MountPages,
  port = 0,
  openFacts?: (url: string) => Database,
): Promise<TestApi> {
  const database = await createTestDatabase();
  const db = openTestDatabase(database.url, 8);
  const facts = openFacts?.(database.url) ?? db;
  const keys = [{ id: 'test', key: randomBytes(32) }];
  const seal = createSeal(keys);
  const log: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      log.push(String(chunk));
      done();
    },
  });
  const uploads = mkdtempSync(path.join(runFolder(), 'uploads-'));
  const api = { now: new Date('2026-03-10T09:00:00Z'), worker: true };
  const clock = () => new Date(api.now);
  const mailboxes = createMailboxes(db, mailboxOf('agent@caf{caf}.example'));
  const caf = mailboxes.of;
  const activities = processActivities({
    store: postgresStore(facts, seal),
    policy: DEFAULT_POLICY,
    kinds: DOSSIER_KINDS,
    mailboxOf: caf,
    campaign: campaignProcedure(DEFAULT_POLICY, seal),
    userImport: userImportProcedure(),
    tuteurReopening: reopeningProcedure(DEFAULT_POLICY),
    people: presence(),
    launchBatch: () => Promise.reject(new Error('campaigns are launched by a worker')),
  });
  const routeOf = (type: string) => STORIES[type]?.route;
  const gateway: ProcessGateway = {
    async start({ type, processId }) {
      if (!api.worker) throw new Error('no worker');
      await activities.applyStep({ type, processId, step: 'open', at: clock().toISOString(), route: routeOf(type) });
    },
    async deliver({ type, processId, commandId }) {
      if (!api.worker) return 'unconfirmed';
      await activities.applyCommand({ type, processId, commandId, at: clock().toISOString(), route: routeOf(type) });
      return 'delivered';
    },
    alive: async () => true,
  };
  const deps: ApiDeps = {
    db,
    clock,
    commands: createCommands(db, gateway, DEFAULT_POLICY, clock),
    operations: fakeOperations(),
    people: createPeople(db, { policy: DEFAULT_POLICY, seal, mailboxOf: caf }),
    attachments: createAttachments(db, seal),
    proteges: protegesIn(db),
    secrets: createSecrets(keys),
    secondFactors: createSecondFactors(db, seal),
    seal,
    oidc: null,
    entrance: null,
    serviceTokens: [],
    log: createLogger('test', 'debug', sink),
    // tests move the clock by hours
    policy: { ...DEFAULT_POLICY, sessionIdleMs: SESSION_TTL_MS },
    stories: STORIES,
    mailboxOf: caf,
    refreshMailboxes: mailboxes.refresh,
    publicUrl: 'http://127.0.0.1',
    production: false,
    health: {},
    metrics: new Registry(),
    limits: { ...DEFAULT_LIMITS, address: { ...DEFAULT_LIMITS.address, delayAfter: 500, lockAt: 500 } },
    uploads: createUploads(uploads),
    checkResponses: true,
    ...over,
  };
  const server = await listen(deps, mountPages, port);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const tokens = new Map<string, string>();
  const passwordHash = await hashPassword(PASSWORD);

  const call: TestApi['call'] = async (method, path, { token, body, headers, raw } = {}) => {
    const response = await fetch(`${url}${/^\/(api|docs|health)|^\/metrics$/i.test(path) ? path : `/api/v1${path}`}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
    });
    const text = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
  };
  return Object.assign(api, {
    database,
    uploads,
    url,
    deps,
    log,
    call,
    async mailedPassword(userId: string) {
      const { id } = await db.temporarySecret.findFirstOrThrow({ where: { userId, consumedAt: null, voidedAt: null } });
      const text = await secretText(db, id, seal);
      if (text === null) throw new Error('the text of this secret is gone');
      await startSecretClock(db, id, clock(), DEFAULT_POLICY.temporaryPasswordTtlMs, true);
      return text;
    },
    async sweep(processId: string) {
      const { type } = await db.process.findUniqueOrThrow({ where: { id: processId } });
      const told = await db.command.findMany({ where: { processId, outcome: { equals: Prisma.AnyNull } } });
      for (const { id } of told) await gateway.deliver({ type: type as ProcessType, processId, commandId: id });
    },
    async tick(processId: string) {
      const { type } = await db.process.findUniqueOrThrow({ where: { id: processId } });
      const step = { type: type as ProcessType, processId, step: 'tick' as const, at: clock().toISOString() };
      await activities.applyStep({ ...step, route: routeOf(type) });
    },
    async as(kind: PersonKind) {
      const known = tokens.get(kind);
      if (known !== undefined) return known;
      const { roles, caf: code } = PEOPLE[kind];
      const login = `${kind.toLowerCase()}@passerelle.example`;
      const id = await createUser(
        db,
        { login, email: login, firstName: kind, lastName: 'Essai', roles: [...roles], caf: code, password: null },
        clock(),
      );
      await db.user.update({ where: { id }, data: { passwordHash } });
      const answer = await call('POST', '/auth/login', { body: { login, password: PASSWORD } });
      tokens.set(kind, answer.body.token);
      return answer.body.token as string;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all([db.$disconnect(), facts.$disconnect()]);
      await database.drop();
      rmSync(uploads, { recursive: true, force: true });
    },
  });
}

async function listen(deps: ApiDeps, mountPages: MountPages | undefined, port: number): Promise<Server> {
  const server = serverOf(createApp(deps, mountPages)).listen(port, '127.0.0.1');
  await new Promise<void>((resolve) => server.once('listening', resolve));
  return server;
}

/** A partner as it may be posted; `over` for what the test is about. */
/** Answers that entitle to what is asked with questions (CONV-1). */
export const ENTITLED = {
  CDAP: { subventionActionSociale: true, instructionRsa: true, numeroInstructeur: true, titre: 'JUGEMENT' },
  AFAS: { prestationService: true, numeroPrestation: 'PS-93-0042' },
  ESPACE_BAILLEUR: { locataireAide: true },
};

/** What a home-help body is, which Adonis is for. */
export const HOME_HELP = { typeOrganisme: 'AIDE_A_DOMICILE' };

export function partnerBody(over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    raisonSociale: 'Association Les Tilleuls',
    siret: '99991041700016',
    address: '1 rue des Tilleuls, 93000 Bobigny',
    email: 'contact@tilleuls.example',
    phone: '01 48 00 00 00',
    departments: ['93'],
    ...over,
  };
}
