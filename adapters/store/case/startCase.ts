import type { CaseOf } from '../../../domain/case/kinds.ts';
import type { CaseType } from '../../../domain/case/types.ts';
import type { Actor } from '../../../domain/decision/actor.ts';
import { processId } from '../../../domain/process/types.ts';
import { newId } from '../ids.ts';
import { appendAudit } from '../journal.ts';
import { startProcesses } from '../people/peopleProcesses.ts';
import type { Transaction } from '../prisma.ts';

/** A case to begin: `businessKey`, what must not run twice at once; unsaid, as many as people declare. */
export type NewCase<T extends CaseType = CaseType> = Pick<CaseOf<T>, 'state' | 'facts'> & {
  type: T;
  /** null: it is about somebody of the Caf itself */
  partnerId: string | null;
  caf: string;
  label: string;
  businessKey?: string;
  /** of the link by which somebody without an account acts, and whom it is mailed to; unsaid: a new one, nobody */
  linkRef?: string;
  linkEmail?: string;
  /** its first line in the journal */
  tell: { label: string; rule: string };
};

/** Inserts the row of a new case in the caller's transaction; its workflow is started after the commit, or by the sweep. Returns the process id. */
export async function insertCase<T extends CaseType>(
  tx: Transaction,
  input: NewCase<T>,
  actor: Actor,
  at: Date,
): Promise<string> {
  const { type, partnerId, caf, label, state, facts, linkRef, linkEmail } = input;
  const businessKey = input.businessKey ?? newId();
  const begun = { type, businessKey, label, facts, state, linkRef, linkEmail };
  await startProcesses(tx, [begun], { at, partnerId, caf, createdBy: actor.id });
  const id =
    input.businessKey === undefined
      ? processId(type, businessKey, 1)
      : (await tx.process.findFirstOrThrow({ where: { type, businessKey, closedAt: null }, select: { id: true } })).id;
  const line = { action: `${type}.start`, entity: type, entityId: id, ...input.tell };
  await appendAudit(tx, [line], { at, actor, processId: id, caf });
  return id;
}
