import type { Transaction } from '../adapters/store/prisma.ts';
import { type ProcessRow, processById } from '../adapters/store/queries/processes.ts';
import type { CaseType } from '../domain/case/types.ts';
import { notFound } from './access.ts';
import type { Call } from './route.ts';

type On = Pick<Call, 'deps'>;
/** A process with the Cafs that keep reading it. */
export type OwnedRow = ProcessRow & { readerCafs: readonly string[] };

/** Inserts a case as told and starts its process, which the sweep does too (R1). Returns the process id. */
export async function beginCase(
  { deps }: On,
  type: CaseType,
  insert: (tx: Transaction) => Promise<string>,
): Promise<string> {
  const processId = await deps.db.$transaction(insert);
  await deps.commands.start({ processId, type });
  return processId;
}

/** A case of this type, whoever may read it. Throws INTROUVABLE. */
export async function caseRow({ deps }: On, type: CaseType, id: string): Promise<OwnedRow> {
  const row = await processById(deps.db, id);
  if (row === null || row.type !== type) throw notFound();
  return row;
}
