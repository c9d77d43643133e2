import type { WaitingFor } from '../../domain/decision/waiting.ts';
import { type ProcessType, processId } from '../../domain/process/types.ts';
import { Prisma, type Process } from '../../generated/prisma/client.ts';
import { newId } from './ids.ts';
import type { Transaction } from './prisma.ts';
import type { Row } from './rows.ts';
import type { Write } from './writes.ts';

/** What every process shows of itself (architecture.md « projection »), whatever its type. */
export interface ProcessProjection {
  state: string;
  waitingFor: WaitingFor | null;
  nextActionAt: Date | null;
  dueAt: Date | null;
  ended: boolean;
}

/** What the row of a process keeps beside its projection; what is unsaid stays as it is. */
interface OwnColumns {
  facts: unknown;
  incident: string | null;
  /** it has taken its first step: nobody has to start it any more (R1) */
  opened: boolean;
  caf?: string;
  flags?: readonly string[];
  link?: { version: number; email: string };
}

type Amiss = Pick<Process, 'incident' | 'linkEmail' | 'closedAt'>;

/** Where a process stands, as a write beside others: the one place that updates its row. The end of one that has ended stays the instant it was. */
export function processWrite(id: string, projection: ProcessProjection, own: OwnColumns, at: Date): Write {
  const { state, waitingFor, nextActionAt, dueAt, ended } = projection;
  const { facts, incident, opened, caf, flags, link } = own;
  const sql = Prisma.sql`
    UPDATE process SET
      state = ${state}, since = CASE WHEN state = ${state} THEN since ELSE ${at} END,
      waiting_on = ${waitingFor?.who ?? null}, waiting_for = ${waitingFor === null ? null : JSON.stringify(waitingFor)}::jsonb,
      next_action_at = ${nextActionAt}, due_at = ${dueAt}, incident = ${incident}, facts = ${JSON.stringify(facts)}::jsonb,
      ${caf === undefined ? Prisma.empty : Prisma.sql`caf = ${caf},`}
      ${flags === undefined ? Prisma.empty : Prisma.sql`flags = ${[...flags]},`}
      ${link === undefined ? Prisma.empty : Prisma.sql`link_version = ${link.version}, link_email = ${link.email},`}
      version = version + 1, workflow_started_at = coalesce(workflow_started_at, ${opened ? at : null}),
      closed_at = ${ended ? Prisma.sql`coalesce(closed_at, ${at})` : null}
    WHERE id = ${id}`;
  return { name: 'saved_process', sql };
}

/** The same in the caller's transaction. */
export async function saveProcessRow(
  tx: Transaction,
  id: string,
  projection: ProcessProjection,
  own: OwnColumns,
  at: Date,
): Promise<void> {
  await tx.$executeRaw(processWrite(id, projection, own, at).sql);
}

/** What a process remembers, where nothing else of it changes. */
export async function saveFacts(tx: Transaction, id: string, facts: unknown): Promise<void> {
  await tx.$executeRaw`UPDATE process SET facts = ${JSON.stringify(facts)}::jsonb WHERE id = ${id}`;
}

/** What is amiss with a process, whom it writes to and whether it is over, its turn taken: what is decided and told of its incident holds until the commit. */
export async function lockIncident(tx: Transaction, id: string): Promise<Amiss> {
  const [amiss] = await tx.$queryRaw<Amiss[]>`
    SELECT incident, link_email AS "linkEmail", closed_at AS "closedAt" FROM process WHERE id = ${id} FOR UPDATE`;
  if (amiss === undefined) throw new Error(`No process ${id}`);
  return amiss;
}

/** What is amiss with a process, or null once nothing is, after `lockIncident`; where that is what it was, its row stays untouched, and no act under way begins anew. */
export async function setIncident(tx: Transaction, id: string, incident: string | null): Promise<void> {
  await tx.$executeRaw`UPDATE process SET incident = ${incident} WHERE id = ${id} AND incident IS DISTINCT FROM ${incident}`;
}

/** A process that begins; its workflow is started after the commit, or by the sweep. */
export interface NewProcess {
  type: ProcessType;
  businessKey: string;
  /** the nth of its business key */
  turn: number;
  caf: string;
  label: string;
  state: string;
  facts: unknown;
  createdBy: string;
  readerCaf?: string | null;
  partnerId?: string | null;
  campaignId?: string | null;
  flags?: readonly string[];
  linkRef?: string;
  linkEmail?: string | null;
  startKey?: string | null;
  /** unsaid: the system has its first step to take */
  projection?: Omit<ProcessProjection, 'state'>;
}

/** The row of a process that begins: the one place that makes it. */
export function newProcessRow(process: NewProcess, at: Date): Row {
  const { type, businessKey, turn, projection } = process;
  return {
    id: processId(type, businessKey, turn),
    type,
    business_key: businessKey,
    caf: process.caf,
    reader_caf: process.readerCaf ?? null,
    partner_id: process.partnerId ?? null,
    campaign_id: process.campaignId ?? null,
    label: process.label,
    state: process.state,
    since: at.toISOString(),
    waiting_on: projection === undefined ? 'SYSTEME' : (projection.waitingFor?.who ?? null),
    waiting_for: projection?.waitingFor ?? null,
    next_action_at: projection?.nextActionAt?.toISOString() ?? null,
    due_at: projection?.dueAt?.toISOString() ?? null,
    flags: process.flags ?? [],
    facts: process.facts,
    version: 1,
    link_ref: process.linkRef ?? newId(),
    link_version: 1,
    link_email: process.linkEmail ?? null,
    start_key: process.startKey ?? null,
    created_by: process.createdBy,
    created_at: at.toISOString(),
    closed_at: projection?.ended ? at.toISOString() : null,
  };
}

/** Inserts such a row. `over`: columns that another part of the statement gives, as JSON. */
export function processInsert(row: Row, over: Prisma.Sql = Prisma.empty): Prisma.Sql {
  return Prisma.sql`INSERT INTO process SELECT * FROM jsonb_populate_record(null::process, ${JSON.stringify(row)}::jsonb${over})`;
}

/** The process that a person's Idempotency-Key has started already (R8), or null; of two starts under one key the second waits for the first. */
export async function startedUnder(
  tx: Transaction,
  startKey: string | null,
): Promise<{ id: string; businessKey: string } | null> {
  if (startKey === null) return null;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`start:${startKey}`}, 0))`;
  return tx.process.findUnique({ where: { startKey }, select: { id: true, businessKey: true } });
}
