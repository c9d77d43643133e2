import { roleWords } from '../../../domain/decision/actorWords.ts';
import { CHANGED } from '../../../domain/decision/changes.ts';
import type { Database } from '../prisma.ts';
import { actorNames } from './documents.ts';

export interface LastAct {
  at: Date;
  label: string;
  who: string;
}

/** What was done last in a process, by whom, as its journal says it; null where nothing was. */
async function lastAct(db: Database, processId: string): Promise<LastAct | null> {
  const line = await db.auditLine.findFirst({
    where: { processId, action: { not: CHANGED } },
    orderBy: { id: 'desc' },
    select: { at: true, label: true, actorId: true, actorRole: true },
  });
  if (line === null) return null;
  const names = await actorNames(db, [line.actorId]);
  return { at: line.at, label: line.label, who: names.get(line.actorId) ?? roleWords(line.actorRole) };
}

/** … of a process that has ended; null while it goes on. */
export async function lastActOfEnded(db: Database, processId: string): Promise<LastAct | null> {
  const process = await db.process.findUnique({ where: { id: processId }, select: { closedAt: true } });
  return process?.closedAt == null ? null : lastAct(db, processId);
}
