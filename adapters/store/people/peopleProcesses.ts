import type { Begun } from '../../../domain/appointment/begun.ts';
import { PROCESS_ACTOR } from '../../../domain/decision/actor.ts';
import { SERVICE_TYPES, statesMarked } from '../../../domain/kinds.ts';
import type { SystemAct } from '../../../domain/process/acts.ts';
import { type ProcessType, processId } from '../../../domain/process/types.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import { newId } from '../ids.ts';
import type { Transaction } from '../prisma.ts';
import { toldAt } from '../processCommand.ts';
import { newProcessRow, processInsert } from '../processRow.ts';
import { ofPartner } from '../queries/foundBy.ts';
import type { Row } from '../rows.ts';

interface StartContext {
  at: Date;
  partnerId: string | null;
  caf: string;
  createdBy: string;
}

/** The row of a process that an act starts, the nth of its business key. */
export function startedRow(
  { type, businessKey, label, state, facts, linkRef, linkEmail }: Begun,
  turn: number,
  context: StartContext,
): Row {
  const { at, ...of } = context;
  return newProcessRow({ type, businessKey, turn, label, state, facts, linkRef, linkEmail, ...of }, at);
}

/**
 * Inserts the rows of processes that an act starts; their workflows are started by the sweep. One that already runs goes on. Returns the
 * id of the turn under way by the id of its first turn.
 */
export async function startProcesses(
  tx: Transaction,
  drafts: readonly Begun[],
  context: StartContext,
): Promise<Map<string, string>> {
  const turns = new Map<string, string>();
  for (const draft of drafts) {
    const earlier = await tx.process.findMany({
      where: { type: draft.type, businessKey: draft.businessKey },
      select: { id: true, closedAt: true },
    });
    const first = processId(draft.type, draft.businessKey, 1);
    const open = earlier.find((process) => process.closedAt === null);
    const row = startedRow(draft, earlier.length + 1, context);
    turns.set(first, open?.id ?? (row.id as string));
    if (open === undefined) await tx.$executeRaw(processInsert(row));
  }
  return turns;
}

/**
 * Tells the processes that wait for these people, and the dossiers of the partner whose service is open or about to open, that facts have
 * changed: a stored command each, which the sweep delivers (ADR 10). They look again; what they find is theirs to judge.
 */
export async function tellToLook(tx: Transaction, about: Concerned, at: Date): Promise<void> {
  await tx.$executeRaw(tellingToLook(about, at));
}

const LOOK: SystemAct = { type: 'look' };

interface Concerned {
  partnerId: string | null;
  userIds: readonly string[];
  except: string | null;
  /** processes of the partner that are told whomever they are about */
  types?: readonly ProcessType[];
}

/** The same as a statement. */
export function tellingToLook(about: Concerned, at: Date): Prisma.Sql {
  const { createdAt, notAfter } = toldAt(at);
  const key = newId();
  const userIds = [...about.userIds];
  return Prisma.sql`
    INSERT INTO command (id, actor_id, key, body_hash, process_id, act, actor, not_after, created_at)
      SELECT left(md5(${key} || p.id), 24), ${PROCESS_ACTOR.id}, ${`look:${key}:`} || p.id, '', p.id, ${JSON.stringify(LOOK)}::jsonb, ${JSON.stringify(PROCESS_ACTOR)}::jsonb,
          ${notAfter}, ${createdAt}
        FROM (
          SELECT id FROM process WHERE facts ->> 'userId' = ANY(${userIds}) AND closed_at IS NULL AND workflow_started_at IS NOT NULL
          UNION SELECT id FROM ${ofPartner('process', Prisma.sql`${about.partnerId}`)} p WHERE closed_at IS NULL AND workflow_started_at IS NOT NULL
            AND (type = ANY(${[...(about.types ?? [])]}::text[])
              OR type = ANY(${[...SERVICE_TYPES]}::text[]) AND state = ANY(${statesMarked('ready', 'opened')}::text[])
              OR jsonb_exists_any(facts -> 'people', ${userIds}::text[]))) p
        WHERE p.id <> ${about.except ?? ''}`;
}
