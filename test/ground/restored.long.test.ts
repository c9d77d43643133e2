import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Database } from '../../adapters/store/prisma.ts';
import { openTemporal } from '../../adapters/temporal/temporal.ts';
import { type DevMailbox, startDevMailbox } from '../../ops/devMailbox.ts';
import { removeAfterUs } from '../../ops/guard.ts';
import { freePort, stopChild } from '../../ops/pids.ts';
import { withClient } from '../../ops/postgres.ts';
import { localSecrets } from '../../ops/secrets.ts';
import { statusQuery } from '../../workflows/messages.ts';
import { People } from '../chaos/people.ts';
import { arrivals, pause } from '../chaos/victims.ts';
import { eventually } from '../running.ts';
import { openTestDatabase } from '../stack.ts';
import { allGone, descendants, ownerUrl, ROOT, settled, startProgram, startSingleMachine } from './singleMachine.ts';

/** Onboardings begun before the backup, after it, and in what a restore to an earlier instant loses. */
const [BEFORE, BETWEEN, LOST] = [
  [1, 2, 3, 4, 5, 6],
  [7, 8],
  [9, 10],
];
const ASKED = BEFORE.length + BETWEEN.length + LOST.length;
/** The demonstration has dossiers of its own. */
const NAMED = 'ESAT inventé';
const OURS = { type: 'esatOnboarding', partner: { raisonSociale: { startsWith: NAMED } } };

const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-restored-'));
chmodSync(folder, 0o755); // as root, PostgreSQL runs as a user of its own
removeAfterUs(folder);
const at = (name: string) => path.join(folder, name);
const machines: Machine[] = [];
afterAll(async () => {
  for (const { stop } of machines) await stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Machine {
  database: Database;
  people: People;
  client: Awaited<ReturnType<typeof openTemporal>>;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** `npm start` on this folder, with people who act there. */
async function start(dataDir: string, mailbox: DevMailbox): Promise<Machine> {
  const port = await freePort();
  const { child, ready } = startSingleMachine({
    ...{ DATA_DIR: dataDir, PORT: String(port), SMTP_URL: mailbox.smtpUrl, WAL_ARCHIVE: `${dataDir}-wal` },
    POLICY_COMMAND_TTL: '1h',
  });
  await ready;
  const { secrets } = localSecrets(dataDir);
  const [id = '', key = ''] = secrets.ENCRYPTION_KEYS.split(':');
  const keys = [{ id, key: Buffer.from(key, 'base64') }];
  const url = `postgresql://passerelle_app:${secrets.appPassword}@127.0.0.1:${secrets.ports.postgres}/passerelle`;
  const database = openTestDatabase(url, 4);
  const client = await openTemporal({ address: `127.0.0.1:${secrets.ports.temporal}`, namespace: 'default' }, keys);
  const leave = async () => {
    await database.$disconnect();
    await client.connection.close();
  };
  const machine: Machine = {
    ...{ database, client, people: new People(`http://127.0.0.1:${port}`, database, keys) },
    async kill() {
      const all = [child.pid ?? 0, ...descendants(child.pid ?? 0)];
      for (const pid of all)
        try {
          process.kill(pid, 'SIGKILL');
        } catch {
          // gone with another one
        }
      await leave();
      await allGone(all);
    },
    async stop() {
      await leave().catch(() => undefined);
      await stopChild(child, 30_000);
    },
  };
  machines.push(machine);
  return machine;
}

/** Runs a command of operators; what it said, and how it ended. */
async function ended(script: string, args: string[], env: Record<string, string> = {}) {
  const program = startProgram(process.execPath, ['--import', 'tsx', script, ...args], ROOT, env);
  return { code: await program.ended, said: program.said.join('\n') };
}

/** What it said, of one that ends well. */
async function command(...asked: Parameters<typeof ended>): Promise<string> {
  const { code, said } = await ended(...asked);
  if (code !== 0) throw new Error(`${asked[0]} ended with ${code}:\n${said}`);
  return said;
}

/** What the journal of a machine that runs says of itself, held to its own heads, or to those that the former place kept. */
const verified = (dataDir: string, heads = path.join(dataDir, 'audit-heads.jsonl')) =>
  ended('ops/auditVerify.ts', [heads], { DATA_DIR: dataDir });

const backUp = async (dataDir: string) =>
  /noted: (.*)$/.exec(await command('ops/backup.ts', [at('backups')], { DATA_DIR: dataDir }))?.[1] ?? '';

/** Begins these and drives each so many acts on, the first the least. */
async function begin({ people }: Machine, seeds: readonly number[], acts: (index: number) => number): Promise<void> {
  await Promise.all(
    seeds.map(async (seed, index) => {
      const id = await people.onboard(seed, () => pause(100));
      for (let done = 0; done < acts(index); done += 1) await act(people, id);
    }),
  );
}

/** One act, and until it shows. */
async function act(people: People, id: string): Promise<boolean> {
  const ended = await people.next(id).catch(() => false);
  await pause(60);
  return ended;
}

/** Everything that was asked for is asked for again with the same keys, and driven to its end. */
async function toTheEnd({ people }: Machine): Promise<void> {
  await Promise.all(
    [...BEFORE, ...BETWEEN, ...LOST].map(async (seed) => {
      const id = await people.onboard(seed, () => pause(100));
      while (!(await act(people, id)));
    }),
  );
}

/** What was asked, counted from the facts alone. */
async function counted(database: Database) {
  const [counts] = await database.$queryRaw<Record<string, number>[]>`
    WITH ours AS (SELECT p.id, p.partner_id FROM process p JOIN partner r ON r.id = p.partner_id WHERE p.type = 'esatOnboarding'
        AND r.raison_sociale LIKE ${`${NAMED}%`})
    SELECT (SELECT count(*)::int FROM ours) AS dossiers,
           (SELECT count(*)::int FROM process JOIN ours USING (id) WHERE state = 'TERMINE') AS finished,
           (SELECT count(*)::int FROM document d JOIN ours ON d.process_id = ours.id WHERE d.state = 'ACTIF') AS documents,
           (SELECT count(*)::int FROM app_user u JOIN ours ON u.partner_id = ours.partner_id WHERE u.administrateur_since IS NOT NULL) AS administrateurs,
           (SELECT count(*)::int FROM user_group g JOIN ours ON g.partner_id = ours.partner_id) AS groups,
           (SELECT count(DISTINCT m.key)::int FROM mail m JOIN process p ON p.id = m.process_id JOIN ours USING (partner_id) WHERE m.template <> 'MAIL-50') AS mails`;
  return counts;
}

/** Every process under way is followed, and waits where the facts say; nothing else is. Faults, a line each. */
async function astray({ database, client }: Machine): Promise<string[]> {
  const open = await database.process.findMany({ where: { closedAt: null } });
  const running = new Set<string>();
  for await (const { workflowId } of client.workflow.list({ query: "ExecutionStatus = 'Running'" }))
    running.add(workflowId);
  const faults = [...running]
    // what a Schedule begins at its time bears that instant behind its name
    .filter((id) => !/^(dispatcher|reminders|purge|esat-declarations)(-\d{4}-.*Z)?$/.test(id))
    .filter((id) => !open.some((one) => one.id === id))
    .map((id) => `${id} runs, and is not under way`);
  for (const { id, state, nextActionAt } of open) {
    if (!running.has(id)) faults.push(`${id} (${state}) is followed by nothing`);
    else {
      const waits = await client.workflow.getHandle(id).query(statusQuery);
      if (waits.state !== state || waits.nextActionAt !== (nextActionAt?.toISOString() ?? null))
        faults.push(`${id} waits in ${waits.state} until ${waits.nextActionAt}, the facts say ${state}`);
    }
  }
  return faults;
}

/** Mails that came more often than the facts admit (R2), of those made until an instant. */
async function twiceUnsaid(database: Database, came: Map<string, number>[], until: Date): Promise<string[]> {
  const mails = await database.mail.findMany({ where: { createdAt: { lte: until } } });
  return mails.flatMap(({ template, state, messageId, doubt }) => {
    const times = came.reduce((sum, one) => sum + (one.get(messageId) ?? 0), 0);
    const kept = state === 'PRIS' ? times >= 1 && times <= (doubt ? 2 : 1) : state !== 'A_ENVOYER' && times <= 2;
    return kept ? [] : [`${template} ${state}${doubt ? ', in doubt' : ''}: came ${times} times`];
  });
}

describe('a backup is gone on with in a new place', () => {
  let former: DevMailbox;
  let early: string;
  let late: string;
  /** an instant between both backups, and the end of all */
  let between: Date;
  let failure: Date;
  let kinds: string[];

  beforeAll(async () => {
    former = await startDevMailbox({ port: 0 });
    const machine = await start(at('former'), former);
    await begin(machine, BEFORE, (index) => index * 2);
    await eventually('all is told', () => settled(at('former')));
    early = await backUp(at('former'));
    await begin(machine, BETWEEN, () => 3);
    // mails wait as the instant comes, and leave after it
    const port = Number(new URL(former.smtpUrl).port);
    const taken = former.items();
    await former.close();
    await begin(machine, BEFORE.slice(0, 2), () => 2);
    await pause(1_100);
    between = new Date();
    await pause(1_100);
    const again = await startDevMailbox({ port });
    former = { ...again, items: () => [...taken, ...again.items()] };
    await begin(machine, LOST, () => 4);
    await toTheEnd(machine);
    await eventually('all is told', () => settled(at('former')));
    late = await backUp(at('former'));
    // one more act that only the archive has, whose mails have not left
    await former.close();
    await begin(machine, [11], () => 0);
    kinds = (await machine.database.process.groupBy({ by: ['type'], where: { closedAt: null } })).map(
      ({ type }) => type,
    );
    failure = new Date();
    await pause(1_100);
    await withClient(ownerUrl(at('former')), async (owner) => {
      const { rows } = await owner.query<{ file: string }>('SELECT pg_walfile_name(pg_switch_wal()) AS file');
      await eventually('the log is archived', async () => {
        const { rows: told } = await owner.query('SELECT last_archived_wal AS file FROM pg_stat_archiver');
        return told[0].file >= (rows[0]?.file ?? '');
      });
    });
    await machine.kill();
  }, 600_000);

  test('several kinds were under way', () => {
    expect(kinds.length).toBeGreaterThanOrEqual(2);
  });

  test('the facts to the end of the archive, Temporal as it was long before: what it does not know is started again', async () => {
    const dataDir = at('later');
    const wal = ['--wal', `${at('former')}-wal`];
    const said = await command('ops/restore.ts', [early, '--to', dataDir, ...wal]);
    expect(said).toMatch(/[1-9]\d* that Temporal did not know were started again/);
    const mailbox = await startDevMailbox({ port: 0 });
    const machine = await start(dataDir, mailbox);
    await eventually('nothing is astray', async () => (await settled(dataDir)) && (await astray(machine)).length === 0);
    await begin(machine, [11], () => 0);
    await toTheEnd(machine);
    await eventually('all is told', () => settled(dataDir));
    expect(await counted(machine.database)).toEqual({
      ...{ dossiers: ASKED + 1, finished: ASKED, documents: 3 * ASKED, administrateurs: ASKED, groups: ASKED },
      mails: 7 * ASKED + 1,
    });
    const came = [arrivals(former), arrivals(mailbox)];
    expect(await twiceUnsaid(machine.database, came, new Date())).toEqual([]);
    // what had not left by the facts went, and says that it may have gone twice
    expect(await machine.database.mail.count({ where: { createdAt: { lte: failure }, doubt: true } })).toBeGreaterThan(
      0,
    );
    expect(await machine.database.auditLine.count({ where: { action: 'restore.unknown' } })).toBeGreaterThan(0);
    // nothing is lost: the journal is what every head of the former place vouches for, and goes on
    expect(await verified(dataDir, path.join(at('former'), 'audit-heads.jsonl'))).toMatchObject({ code: 0 });
    expect(await verified(dataDir)).toMatchObject({ code: 0 });
    await machine.stop();
    await mailbox.close();
  }, 600_000);

  test('Temporal as it was at the end, the facts at an earlier instant: what they do not know is ended, what they have under way begins again', async () => {
    const dataDir = at('earlier');
    const wal = ['--wal', `${at('former')}-wal`, '--until', between.toISOString(), '--temporal', late];
    const said = await command('ops/restore.ts', [early, '--to', dataDir, ...wal]);
    expect(said).toMatch(/[1-9]\d* that it had ended were begun again/);
    const mailbox = await startDevMailbox({ port: 0 });
    const machine = await start(dataDir, mailbox);
    const { database } = machine;
    await eventually('nothing is astray', async () => (await settled(dataDir)) && (await astray(machine)).length === 0);
    const waiting = await database.process.count({ where: { ...OURS, closedAt: null } });
    expect(waiting).toBeGreaterThan(0);
    expect(await database.process.count({ where: OURS })).toBe(BEFORE.length + BETWEEN.length);
    // what had not left by then left in the former place too: it came twice, and says so
    const came = [arrivals(former), arrivals(mailbox)];
    expect(await twiceUnsaid(database, came, between)).toEqual([]);
    expect(await database.mail.count({ where: { createdAt: { lte: between }, doubt: true } })).toBeGreaterThan(0);
    expect(await database.auditLine.count({ where: { action: 'restore.endedThere' } })).toBeGreaterThan(0);
    // what was ended is told, a line each
    const stopped = await database.auditLine.findMany({ where: { action: 'restore.stopped' } });
    expect(stopped.length).toBeGreaterThan(0);
    expect(said).toContain(`${stopped.length} executions of which the facts know nothing under way were ended`);
    for (const { entityId } of stopped)
      expect((await machine.client.workflow.getHandle(entityId).describe()).status.name).toBe('TERMINATED');
    await toTheEnd(machine);
    await eventually('all is told', () => settled(dataDir));
    // what it lost is told, and nothing else is wrong; its own heads, of the backup and since, vouch for it
    const lost = await verified(dataDir, path.join(at('former'), 'audit-heads.jsonl'));
    expect(lost.code).toBe(1);
    expect(lost.said).toMatch(
      /^The journal was restored at \S+ to \S+ \(line \d+\): [1-9]\d* heads in .* that it lost/m,
    );
    expect(Date.parse(/ to (\S+) \(line/.exec(lost.said)?.[1] ?? '')).toBeLessThanOrEqual(between.getTime());
    expect(await verified(dataDir)).toMatchObject({ code: 0 });
    expect(await counted(database)).toEqual({
      ...{ dossiers: ASKED, finished: ASKED, documents: 3 * ASKED, administrateurs: ASKED, groups: ASKED },
      mails: 7 * ASKED,
    });
    await eventually('nothing is astray', async () => (await astray(machine)).length === 0);
    await machine.stop();
    await mailbox.close();
  }, 600_000);
});
