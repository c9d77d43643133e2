import type { Actor } from '../../../domain/decision/actor.ts';
import { EXCLUSIVE } from '../../../domain/service/tuteur/pair.ts';
import type { ReopeningProjection } from '../../../domain/tuteurReopening/decide.ts';
import { blindUnder } from '../../../domain/tuteurReopening/figures.ts';
import { NAMED } from '../../../domain/tuteurReopening/telling.ts';
import type { ReopeningState } from '../../../domain/tuteurReopening/transitions.ts';
import {
  type Reopening,
  type ReopeningDecision,
  type ReopeningFacts,
  type ReopeningGround,
  searchKey,
  type TuteurCell,
} from '../../../domain/tuteurReopening/types.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import { appendAudit, enqueueMails } from '../journal.ts';
import type { Database, Transaction } from '../prisma.ts';
import { saveProcessRow } from '../processRow.ts';
import { THERE_IS_A_FILE } from '../protege/shown.ts';
import { nationalService } from '../queries/nationalServices.ts';
import { setNational } from '../service/national.ts';
import { cellOf, cellsOf, tuteurs } from './cells.ts';
import { tellCorrections } from './tellCorrections.ts';

/** A reopening without its tuteurs. The caller holds the lock of its process. */
export async function loadReopening(tx: Transaction, id: string): Promise<Reopening> {
  const row = await tx.process.findUniqueOrThrow({
    where: { id },
    select: { state: true, facts: true, createdBy: true, incident: true, closedAt: true },
  });
  return {
    id,
    state: row.state as ReopeningState,
    facts: row.facts as unknown as ReopeningFacts,
    createdBy: row.createdBy,
    incident: row.incident,
    ended: row.closedAt !== null,
  };
}

/** What is known beside it at `at`: cells and names, never thousands of rows. */
export async function loadGround(
  tx: Transaction,
  { id, facts, createdBy }: Reopening,
  at: Date,
): Promise<ReopeningGround> {
  const national = await nationalService(tx, EXCLUSIVE.space);
  const cells = openCells({ facts }, await cellsOf(tx, id, at));
  const [told] = await tx.$queryRaw<{ creator: string | null; operators: string[]; file: boolean }[]>`
    SELECT (SELECT email FROM app_user WHERE id = ${createdBy}) AS creator,
      (SELECT coalesce(array_agg(email ORDER BY email), '{}') FROM app_user WHERE 'operator' = ANY(roles) AND closed_at IS NULL) AS operators,
      ${THERE_IS_A_FILE} AS file`;
  const since = facts.waves[0]?.at;
  return {
    national,
    cells,
    fileOfProteges: told?.file === true,
    blind: await blindNames(tx, id, cells.filter(blindUnder(searchKey({ national }))), at),
    signalledBy: since === undefined ? [] : await signalledBy(tx, id, new Date(since)),
    creatorEmail: told?.creator ?? null,
    operators: told?.operators ?? [],
  };
}

/** What was closed for all is open to nobody from that instant on, whether each one's row says so yet or not. */
export function openCells({ facts }: Pick<Reopening, 'facts'>, cells: readonly TuteurCell[]): readonly TuteurCell[] {
  return facts.closeDue ? cells.map((cell) => ({ ...cell, open: false })) : cells;
}

/** The first tuteurs of these cells, by name. */
async function blindNames(tx: Transaction, id: string, cells: readonly TuteurCell[], at: Date): Promise<string[]> {
  if (cells.length === 0) return [];
  const rows = await tx.$queryRaw<{ name: string }[]>`
    SELECT t.raison_sociale || ' (Caf ' || t.caf || ')' AS name FROM (${tuteurs(id, at)}) t WHERE ${cellOf(cells)} ORDER BY t.raison_sociale, t.reference LIMIT ${NAMED}`;
  return rows.map(({ name }) => name);
}

/** Tuteurs whom this reopening has open and who have signalled a missing protégé since then, each once. */
async function signalledBy(tx: Transaction, id: string, since: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    SELECT c.raison_sociale AS name FROM tuteur_check c
      WHERE c.process_id = ${id} AND c.opened_at IS NOT NULL AND c.closed_at IS NULL
        AND EXISTS (SELECT 1 FROM missing_protege m WHERE m.partner_id = c.partner_id AND m.signal AND m.at >= ${since})
      ORDER BY c.raison_sociale, c.reference`;
  return rows.map(({ name }) => name);
}

/** Saves what a decision says, with the projection; what concerns every tuteur is a statement each. */
export async function saveReopening(
  tx: Transaction,
  decision: ReopeningDecision,
  projection: ReopeningProjection,
  at: Date,
  actor: Actor,
): Promise<void> {
  const { reopening, national, mails, audit } = decision;
  if (national !== null) {
    const { next, label, rule } = national;
    await setNational(tx, { service: EXCLUSIVE.space, ...next }, { at, actor, label, rule });
  }
  await saveStanding(tx, reopening, projection, at);
  // corrections that are not needed any more end by themselves
  if (reopening.ended) await tellCorrections(tx, reopening.id, at);
  await appendAudit(tx, audit, { at, actor, processId: reopening.id, caf: null });
  await enqueueMails(tx, mails, { at, processId: reopening.id, caf: null });
}

/** Saves where a reopening stands: its facts and its projection. */
export async function saveStanding(
  tx: Transaction,
  { id, facts, incident }: Reopening,
  projection: ReopeningProjection,
  at: Date,
): Promise<void> {
  await saveProcessRow(tx, id, projection, { facts, incident, opened: true }, at);
}

/** The lock of its process: whoever changes a reopening does so one at a time. */
export async function lockReopening(tx: Transaction, id: string): Promise<void> {
  await tx.$queryRaw(Prisma.sql`SELECT id FROM process WHERE id = ${id} FOR UPDATE`);
}

/** A step of a reopening that concerns its tuteurs, who are thousands: whole or not at all, in one transaction under its lock. */
export function onReopening<T>(
  database: Database,
  id: string,
  step: (tx: Transaction, before: Reopening) => Promise<T>,
): Promise<T> {
  return database.$transaction(
    async (tx) => {
      await lockReopening(tx, id);
      return step(tx, await loadReopening(tx, id));
    },
    { maxWait: 5_000, timeout: 60_000 },
  );
}
