import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Database, openDatabase } from '../../adapters/prisma.ts';
import { openTemporal } from '../../adapters/temporal.ts';
import { type DevMailbox, startDevMailbox } from '../../ops/devMailbox.ts';
import { migrate } from '../../ops/migrate.ts';
import { freePort } from '../../ops/pids.ts';
import { ensureDatabase, type RunningPostgres, startPostgres } from '../../ops/postgres.ts';
import { type RunningTemporal, startTemporal } from '../../ops/temporalServer.ts';
import { People } from './people.ts';

/** Short in `npm test`, the whole of R1 in `npm run test:full`. */
const FULL = process.env.FULL !== undefined;
const DOSSIERS = FULL ? 200 : 8;
const KILLS = FULL ? 24 : 6;
const ROOT = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-chaos-'));
const keys = [{ id: 'k', key: randomBytes(32) }];
const passwords = { owner: 'owner', app: 'app' };
let postgresPort: number;
let postgres: RunningPostgres;
let temporal: RunningTemporal;
let mailbox: DevMailbox;
let database: Database;
let client: Awaited<ReturnType<typeof openTemporal>>;
let worker: ChildProcess;
let api: ChildProcess;
let apiPort: number;
let people: People;

const startFacts = () =>
  startPostgres({ folder: path.join(folder, 'postgres'), port: postgresPort, passwords, durable: true });

const startWorker = () => startChild('worker.ts');
const startApi = () => startChild('api/server.ts');

function startChild(script: string): ChildProcess {
  return fork(path.join(ROOT, script), [], {
    cwd: ROOT,
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      DATABASE_URL: postgres.url('chaos'),
      TEMPORAL_ADDRESS: temporal.address,
      SMTP_URL: mailbox.smtpUrl,
      ENCRYPTION_KEYS: `k:${keys[0]?.key.toString('base64')}`,
      SESSION_SECRET: 'x'.repeat(40),
      PORT: String(apiPort),
      DATA_DIR: folder,
      POLICY_COMMAND_TTL: '1h',
      LOG_LEVEL: 'silent',
    },
  });
}

beforeAll(async () => {
  chmodSync(folder, 0o755);
  postgresPort = await freePort();
  postgres = await startFacts();
  await ensureDatabase(postgres.url('postgres', 'owner'), 'chaos');
  await migrate(postgres.url('chaos', 'owner'));
  temporal = await startTemporal({ binary: process.env.TEMPORAL_BINARY ?? 'temporal', port: await freePort(), folder });
  mailbox = await startDevMailbox({ port: 0 });
  database = openDatabase(postgres.url('chaos'), 8);
  client = await openTemporal({ address: temporal.address, namespace: 'default' }, keys);
  apiPort = await freePort();
  people = new People(`http://127.0.0.1:${apiPort}`, database, keys);
  worker = startWorker();
  api = startApi();
}, 90_000);

afterAll(async () => {
  worker?.kill('SIGKILL');
  api?.kill('SIGKILL');
  await database?.$disconnect();
  await client?.connection.close();
  await mailbox?.close();
  await temporal?.stop();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Drives one dossier to its end, asking again whenever something was down. */
async function drive(seed: number): Promise<void> {
  const id = await people.onboard(seed, async () => void (await pause(100)));
  while (!(await people.next(id).catch(() => false))) await pause(100);
}

describe('kill -9 anywhere loses nothing (R1, R2)', () => {
  test(
    `${DOSSIERS} onboardings over HTTP while worker, API and PostgreSQL are killed ${KILLS} times: facts, processes, mails and projection agree`,
    async () => {
      const all = Promise.all(Array.from({ length: DOSSIERS }, (_, index) => drive(1000 + index)));
      let over = false;
      void all.then(() => {
        over = true;
      });
      let kills = 0;
      for (; kills < KILLS && !over; kills += 1) {
        await pause(500 + Math.floor((kills * 379) % 900));
        if (kills % 3 === 1) {
          api.kill('SIGKILL');
          await pause(100);
          api = startApi();
        } else if (kills % 3 === 2) {
          process.kill(
            Number(readFileSync(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]),
            'SIGKILL',
          );
          await pause(300);
          postgres = await startFacts();
        } else {
          worker.kill('SIGKILL');
          await pause(100);
          worker = startWorker();
        }
      }
      expect(kills).toBeGreaterThanOrEqual(Math.min(KILLS, 4));
      await all;

      // an independent count, from the facts alone
      const [counts] = await database.$queryRaw<Record<string, number>[]>`
      SELECT (SELECT count(*)::int FROM process WHERE type = 'esatOnboarding' AND state = 'TERMINE') AS finished,
             (SELECT count(*)::int FROM user_group WHERE role = 'ESAT') AS groups,
             (SELECT count(*)::int FROM membership WHERE until IS NULL) AS users,
             (SELECT count(*)::int FROM app_user WHERE administrateur_since IS NOT NULL) AS administrateurs,
             (SELECT count(*)::int FROM document WHERE state = 'ACTIF') AS documents,
             (SELECT count(*)::int FROM opened_service WHERE state = 'OUVERTE') AS services,
             (SELECT count(*)::int FROM signature WHERE voided_at IS NULL) AS signatures,
             (SELECT count(DISTINCT number)::int FROM document WHERE kind = 'CONVENTION') AS numbers`;
      expect(counts).toEqual({
        finished: DOSSIERS,
        groups: DOSSIERS,
        users: DOSSIERS,
        administrateurs: DOSSIERS,
        documents: 3 * DOSSIERS,
        services: DOSSIERS,
        signatures: 6 * DOSSIERS,
        numbers: DOSSIERS,
      });

      for (const end = Date.now() + 150_000; Date.now() < end; await pause(200)) {
        if ((await database.mail.count({ where: { state: { in: ['A_ENVOYER', 'EN_COURS'] } } })) === 0) break;
      }
      // codes may be asked for again after a kill; the others are one each
      const mails = await database.mail.findMany({ where: { template: { not: 'MAIL-50' } } });
      expect(mails).toHaveLength(6 * DOSSIERS); // form, documents, service; identifiant and password (ADM-10); in charge of a group
      const arrived = new Map<string, number>();
      for (const { messageId } of mailbox.items()) arrived.set(messageId, (arrived.get(messageId) ?? 0) + 1);
      for (const mail of mails) {
        expect([mail.template, mail.state]).toEqual([mail.template, 'PRIS']);
        // once; a second, identical one only where the row says there was a doubt
        expect(arrived.get(mail.messageId)).toBeGreaterThanOrEqual(1);
        expect(arrived.get(mail.messageId)).toBeLessThanOrEqual(mail.doubt ? 2 : 1);
      }
      for (const end = Date.now() + 20_000; Date.now() < end; await pause(200)) {
        if (
          (await client.workflow.count("ExecutionStatus='Completed' AND WorkflowType='esatOnboarding'")).count ===
          DOSSIERS
        )
          break;
      }
      expect((await client.workflow.count("ExecutionStatus='Completed' AND WorkflowType='esatOnboarding'")).count).toBe(
        DOSSIERS,
      );
    },
    FULL ? 1_800_000 : 280_000,
  );
});
