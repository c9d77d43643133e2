import { PROCESS_ACTOR } from '../../../domain/decision/actor.ts';
import { journalRemoved } from '../../../domain/operations/lines.ts';
import { appendAudit } from '../journal.ts';
import type { Database } from '../prisma.ts';
import { type Checkpoint, type HeadSigner, signCheckpoint } from './head.ts';
import type { Kept } from './heads.ts';
import { LOCK } from './seal.ts';
import { verifyAudit } from './verify.ts';

const REMOVING_MS = 600_000;

/** Who removes what from the public archives, and by which visa of whoever controls them. */
export interface Elimination {
  before: Date;
  visa: string;
  by: string;
  at: Date;
}

/**
 * Removes the journal's lines that were recorded before an instant, from the oldest on, as far as they are sealed (S7, docs/retention.md). Leaves a
 * signed checkpoint, from which the journal is verified ever after, and a line that tells the removal. Null: nothing to remove. Only the
 * owner of the schema may. Throws for a journal that is not as it was written: a removal would hide it.
 */
export async function eliminateJournal(
  owner: Database,
  signer: HeadSigner,
  kept: Kept,
  { before, visa, by, at }: Elimination,
): Promise<Checkpoint | null> {
  const { fault } = await verifyAudit(owner, signer, kept);
  if (fault !== null) throw new Error(`The journal is not as it was written (${fault.what}): nothing is removed.`);
  return owner.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK})`;
      const [last] = await tx.$queryRaw<{ position: bigint; chain: string }[]>`
        SELECT c.position, c.chain FROM audit_chain c
          WHERE c.position < coalesce((SELECT min(k.position) FROM audit_chain k JOIN audit_line l ON l.id = k.line_id
            WHERE coalesce(l.recorded_at, l.at) >= ${before}), 9223372036854775807) ORDER BY c.position DESC LIMIT 1`;
      if (last === undefined) return null;
      const lines = await tx.$executeRaw`
        DELETE FROM audit_line l USING audit_chain c WHERE c.line_id = l.id AND c.position <= ${last.position}`;
      await tx.$executeRaw`DELETE FROM audit_chain WHERE position <= ${last.position}`;
      const checkpoint = signCheckpoint(signer, {
        ...{ position: String(last.position), chain: last.chain, at: at.toISOString() },
        ...{ lines: String(lines), visa, removedBy: by },
      });
      await tx.auditCheckpoint.create({ data: { ...checkpoint, position: last.position, at, lines: BigInt(lines) } });
      const label = journalRemoved(String(last.position), lines, { visa, by });
      const told = {
        action: 'archives.eliminate',
        entity: 'journal',
        entityId: String(last.position),
        label,
        rule: 'S7',
      };
      const after = { lines, visa, by, before: before.toISOString() };
      await appendAudit(tx, [{ ...told, after }], { at, actor: PROCESS_ACTOR, processId: null, caf: null });
      return checkpoint;
    },
    { timeout: REMOVING_MS },
  );
}
