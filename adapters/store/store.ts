import type { Store, StoredCommand, StoreTx } from '../../activities/store.ts';
import { loginFrom } from '../../domain/account/login.ts';
import { otherInCharge } from '../../domain/caf/inCharge.ts';
import type { Actor } from '../../domain/decision/actor.ts';
import type { CommandOutcome } from '../../domain/process/types.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Seal } from '../identity/sealed.ts';
import { loadCase, saveCase } from './case/caseStore.ts';
import {
  type DossierRow,
  dossierFrom,
  dossierRow,
  dossierWrites,
  loadDossier,
  type Reading,
  recordReprise,
} from './dossier/dossierStore.ts';
import { idsFrom, newId, sha256 } from './ids.ts';
import { brokenInvariant } from './invariants.ts';
import { loadFollowed, saveFollowed } from './people/accountStore.ts';
import { loadClosure, saveClosure } from './people/closureStore.ts';
import { loadRoster, type RosterRow, rosterFrom, rosterRow, saveRoster } from './people/rosterStore.ts';
import { type Database, execute, overtaken, type Transaction } from './prisma.ts';
import { loadRequest, saveRequest } from './request/requestStore.ts';
import type { Row } from './rows.ts';
import { runWrites, together, type Write } from './writes.ts';

/** Who is overtaken this often in a row leaves it to the next run of the activity. */
const MOST_RUNS = 5;

/** The facts in PostgreSQL (see activities/store.ts for what each call promises). */
export function postgresStore(database: Database, seal: Seal): Store {
  return {
    transaction: (work) =>
      database.$transaction(
        async (tx) => {
          const writes: Write[] = [];
          const made = callsOn(tx, writes, seal);
          behind.set(made, tx);
          const result = await work(made);
          await runWrites(tx, writes);
          return result;
        },
        { maxWait: 2_500, timeout: 4_000 },
      ),
    async optimistic(work) {
      for (let run = 1; ; run += 1) {
        const writes: Write[] = [];
        const result = await work({ ...callsOn(database, writes, seal), ...withoutLocks(database, writes, seal) });
        try {
          if (writes.length > 0) await execute(database, together(writes));
          return result;
        } catch (error) {
          if (!overtaken(error) || run === MOST_RUNS) throw error;
        }
      }
    },
    brokenInvariant,
    idsFrom,
    newLogin: () => loginFrom(newId()),
    hash: sha256,
  };
}

/** The SQL transaction behind a `StoreTx`, for procedures whose acts are set-based (campaigns). */
export function transactionOf(storeTx: StoreTx): Transaction {
  const tx = behind.get(storeTx);
  if (tx === undefined) throw new Error('This StoreTx is not a PostgreSQL one');
  return tx;
}

const behind = new WeakMap<StoreTx, Transaction>();

/** `writes`: what is to be written at the end, in one statement with the command's outcome (P2). */
function callsOn(tx: Transaction, writes: Write[], seal: Seal): StoreTx {
  return {
    async takeCommand(commandId) {
      // the partner's row is the lock: whatever concerns one partner happens one at a time
      const [row] = await tx.$queryRaw<Row[]>`
        SELECT c.id, c.process_id, c.act, c.actor, c.not_after, c.outcome, p.workflow_started_at, p.closed_at, p.caf, r.id AS partner_id, ${ACTOR_CAF} AS actor_caf
        FROM command c JOIN process p ON p.id = c.process_id LEFT JOIN LATERAL (${PARTNER_LOCK}) r ON true
        WHERE c.id = ${commandId} FOR UPDATE OF c, p`;
      return row === undefined ? null : toCommand(row, row);
    },
    lock: (processId) => lock(tx, processId),
    loadDossier: (processId) => loadDossier(tx, processId),
    recordReprise: (documents) => recordReprise(tx, documents),
    async saveDossier(before, decision, projection, at, actor) {
      const reading: Reading = { read: (sql) => tx.$queryRaw(sql), byItself: false };
      writes.push(...(await dossierWrites(reading, before, decision, projection, at, actor, seal)));
    },
    loadPeople: (partnerId, needed) => loadRoster(tx, partnerId, needed, 'unlocked'),
    async savePeople(before, decision, processId, at, actor) {
      // first the dossier, which must still find its partner as it was read (ADR 8)
      await runWrites(tx, writes.splice(0));
      await saveRoster(tx, before, decision, { at, actor, seal, processId });
    },
    loadRequest: (processId, at) => loadRequest(tx, processId, at),
    saveRequest: (before, decision, projection, at, actor) =>
      saveRequest(tx, before, decision, projection, at, actor, seal),
    loadFollowed: (processId) => loadFollowed(tx, processId),
    saveFollowed: (before, decision, projection, at, actor) =>
      saveFollowed(tx, before, decision, projection, at, actor),
    loadClosure: (processId) => loadClosure(tx, processId),
    saveClosure: (before, decision, at, actor) => saveClosure(tx, before, decision, at, actor, seal),
    loadCase: (processId, named) => loadCase(tx, processId, named),
    saveCase: (before, decision, projection, at, actor) => saveCase(tx, before, decision, projection, at, actor, seal),
    async finishCommand(commandId, outcome, at) {
      writes.push(finished(commandId, outcome, at));
    },
  };
}

/** The calls of optimistic work that differ: one statement reads command and dossier, and an outcome that is there already undoes it all. */
function withoutLocks(
  database: Database,
  writes: Write[],
  seal: Seal,
): Pick<
  StoreTx,
  'takeCommand' | 'lock' | 'loadDossier' | 'saveDossier' | 'loadPeople' | 'savePeople' | 'finishCommand'
> {
  const read = new Map<string, DossierRow>();
  return {
    async takeCommand(commandId) {
      const [row] = await execute<Row & DossierRow>(
        database,
        Prisma.sql`
          SELECT c.id, c.process_id, c.act, c.actor, c.not_after, c.outcome, ${ACTOR_CAF} AS actor_caf, d.*
          FROM command c JOIN LATERAL (${dossierRow(Prisma.sql`c.process_id`)}) d ON true WHERE c.id = ${commandId}`,
      );
      if (row === undefined) return null;
      const command = toCommand(row, row.process);
      read.set(command.processId, row);
      return command;
    },
    lock: async () => {},
    async saveDossier(before, decision, projection, at, actor) {
      const reading: Reading = { read: (sql) => execute(database, sql), byItself: true };
      writes.push(...(await dossierWrites(reading, before, decision, projection, at, actor, seal)));
    },
    async loadPeople(partnerId, needed) {
      const [row] = await execute<RosterRow>(database, rosterRow(partnerId, needed));
      return rosterFrom(partnerId, row);
    },
    async savePeople() {
      throw new Error('People are changed under locks');
    },
    async loadDossier(processId) {
      const row = read.get(processId) ?? (await execute<DossierRow>(database, dossierRow(Prisma.sql`${processId}`)))[0];
      return row === undefined ? null : dossierFrom(row);
    },
    async finishCommand(commandId, outcome, at) {
      writes.push({ ...finished(commandId, outcome, at), then: Prisma.sql`1 / (SELECT count(*) FROM finished)` });
    },
  };
}

/** Of a process `p`: the partner that it is about, its turn taken; of an access request the one of its SIRET, which it goes with (DEL-8). */
const PARTNER_LOCK = Prisma.sql`
  SELECT id FROM partner WHERE id = p.partner_id OR (p.type = 'accessRequest' AND siret = p.business_key) FOR UPDATE`;

/** Of a command `c`: the Caf of the agent who gave it; null: nobody's of a Caf. */
const ACTOR_CAF = Prisma.sql`(SELECT u.caf FROM app_user u WHERE u.id = c.actor_id AND c.actor ->> 'role' IN ('agent', 'cafAdmin'))`;

function toCommand(row: Row, process: Row): StoredCommand {
  return {
    id: row.id as string,
    processId: row.process_id as string,
    act: row.act,
    actor: row.actor as Actor,
    notAfter: new Date(row.not_after as string),
    outcome: (row.outcome ?? null) as CommandOutcome | null,
    begun: process.workflow_started_at !== null || process.closed_at !== null,
    otherInCharge: otherInCharge(row.actor_caf as string | null, {
      caf: process.caf as string | null,
      partnerId: process.partner_id as string | null,
    }),
  };
}

function finished(commandId: string, outcome: CommandOutcome, at: Date): Write {
  const sql = Prisma.sql`
    UPDATE command SET outcome = ${JSON.stringify(outcome)}::jsonb, done_at = ${at} WHERE id = ${commandId} AND outcome IS NULL RETURNING 1`;
  return { name: 'finished', sql };
}

async function lock(tx: Transaction, processId: string): Promise<void> {
  await tx.$queryRaw`SELECT r.id FROM process p LEFT JOIN LATERAL (${PARTNER_LOCK}) r ON true WHERE p.id = ${processId} FOR UPDATE OF p`;
}
