import { type AskedAt, endingAsked, endingFacts, endingLabel } from '../../../domain/conventionEnding/begin.ts';
import { conventionEnding } from '../../../domain/conventionEnding/kind.ts';
import type { Ending } from '../../../domain/conventionEnding/types.ts';
import type { Actor } from '../../../domain/decision/actor.ts';
import type { ContractDocument } from '../../../domain/document/types.ts';
import { appendAudit } from '../journal.ts';
import type { Transaction } from '../prisma.ts';
import { newProcessRow, processInsert, startedUnder } from '../processRow.ts';
import { lockedFor } from './lockedFor.ts';

/** A contrat or bulletin that was signed before Passerelle. */
export type ClosedAlone = Pick<ContractDocument, 'id' | 'kind' | 'service'>;

/**
 * Begins the end of a partner's convention, under the partner's lock; one at a time. `conventionId`: where two are in force, which one; `closed`: what
 * stands under it and is closed alone. The same start key gives the one that it began. Throws what `endingFacts` does. Returns the process id.
 */
export async function startEnding(
  tx: Transaction,
  partnerId: string,
  asked: Omit<Ending, 'conventionId' | 'documentId'> & { conventionId?: string; closed?: ClosedAlone },
  { startKey, actor, at, conventionNoticeMs }: AskedAt & { startKey: string | null; actor: Actor },
): Promise<string> {
  const known = await startedUnder(tx, startKey);
  if (known !== null) return known.id;
  const partner = await lockedFor(tx, partnerId, 'conventionEnding');
  const { conventionId: named, closed, ...asks } = asked;
  const ending = { ...asks, ...(closed === undefined ? {} : { documentId: closed.id }) };
  const convention = await tx.document.findFirst({
    where: { partnerId, kind: 'CONVENTION', state: 'ACTIF', ...(named === undefined ? {} : { id: named }) },
    orderBy: { activatedAt: 'asc' },
    select: { id: true },
  });
  const ground = { conventionId: convention?.id ?? null, running: partner.running };
  const facts = endingFacts(ending, ground, { at, conventionNoticeMs });
  const row = newProcessRow(
    {
      ...{ type: 'conventionEnding', businessKey: partnerId, turn: partner.turn, caf: partner.caf, partnerId },
      ...{ label: endingLabel(partner.raisonSociale, closed ?? null), state: conventionEnding.begins, facts },
      ...{ linkEmail: partner.email, createdBy: actor.id, startKey },
    },
    at,
  );
  await tx.$executeRaw(processInsert(row));
  const processId = row.id as string;
  const line = endingAsked(processId, { reason: asked.reason, alone: closed !== undefined });
  await appendAudit(tx, [line], { at, processId, caf: partner.caf, actor });
  return processId;
}
