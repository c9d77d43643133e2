import type { Procedure } from '../../../activities/procedure.ts';
import type { Waiting } from '../../../domain/process/types.ts';
import { decideImport, type ImportCounts, importToHold, userImportKind } from '../../../domain/userImport/kind.ts';
import { appendAudit } from '../journal.ts';
import type { Transaction } from '../prisma.ts';
import { saveProcessRow } from '../processRow.ts';
import { transactionOf } from '../store.ts';

/** Acts on an import of users: its rows live in SQL, like those of a campaign. */
export function userImportProcedure(): Procedure<'userImport'> {
  return {
    way: 'transaction',
    async run(storeTx, processId, act, { at, actor }) {
      const tx = transactionOf(storeTx);
      const { counts, stopped, audit } = decideImport(processId, await importCounts(tx, processId), act);
      if (stopped)
        await tx.userImportRow.updateMany({ where: { processId, state: 'A_CREER' }, data: { state: 'ANNULE' } });
      const { caf } = await tx.process.findUniqueOrThrow({ where: { id: processId }, select: { caf: true } });
      await appendAudit(tx, audit, { at, actor, processId, caf });
      return saveStanding(tx, processId, counts, at);
    },
    async current(storeTx, processId) {
      return importToHold(userImportKind.project(await importCounts(transactionOf(storeTx), processId)));
    },
  };
}

/** Writes how far the import is and tells its process. */
export async function saveStanding(
  tx: Transaction,
  processId: string,
  counts: ImportCounts,
  at: Date,
): Promise<Waiting> {
  const projection = userImportKind.project(counts);
  // a mail of its that may not have arrived stays its incident while accounts go on being made (R2)
  const { facts, incident } = await tx.process.findUniqueOrThrow({
    where: { id: processId },
    select: { facts: true, incident: true },
  });
  await saveProcessRow(tx, processId, projection, { facts, incident, opened: true }, at);
  return importToHold(projection);
}

/** Rows by what became of them. */
export async function importCounts(tx: Pick<Transaction, '$queryRaw'>, processId: string): Promise<ImportCounts> {
  const rows = await tx.$queryRaw<{ state: string; n: number }[]>`
    SELECT state, count(*)::int AS n FROM user_import_row WHERE process_id = ${processId} GROUP BY state`;
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}
