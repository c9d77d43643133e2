import type { Procedure } from '../../../activities/procedure.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { Waiting } from '../../../domain/process/types.ts';
import { appendAudit } from '../journal.ts';
import type { Transaction } from '../prisma.ts';
import { saveProcessRow } from '../processRow.ts';
import { transactionOf } from '../store.ts';

/** Acts on an import of users: its rows live in SQL, like those of a campaign. */
export function userImportProcedure(): Procedure<'userImport'> {
  return {
    way: 'transaction',
    async run(storeTx, processId, act, context) {
      const tx = transactionOf(storeTx);
      if (act.type === 'cancel') {
        const { count } = await tx.userImportRow.updateMany({
          where: { processId, state: 'A_CREER' },
          data: { state: 'ANNULE' },
        });
        if (count === 0) throw new DomainError('DOSSIER_TERMINE', 'Cet import est terminé : il n’y a rien à arrêter.');
        const { caf } = await tx.process.findUniqueOrThrow({ where: { id: processId }, select: { caf: true } });
        const label = `Import arrêté, ${count} comptes ne sont pas créés : ${act.reason}`;
        const line = { action: 'userImport.cancel', entity: 'userImport', entityId: processId, label };
        await appendAudit(tx, [line], { at: context.at, actor: context.actor, processId, caf });
      }
      return settleImport(tx, processId, context.at);
    },
    async current(storeTx, processId) {
      return (await whereItStands(transactionOf(storeTx), processId)).waiting;
    },
  };
}

/** Writes how far the import is and tells its process. */
export async function settleImport(tx: Transaction, processId: string, at: Date): Promise<Waiting> {
  const { waiting, counts } = await whereItStands(tx, processId);
  const { facts } = await tx.process.findUniqueOrThrow({ where: { id: processId }, select: { facts: true } });
  const waitingFor = waiting.ended
    ? null
    : {
        who: 'SYSTEME' as const,
        what: `la création des comptes : ${counts.CREE ?? 0} sur ${(counts.CREE ?? 0) + (counts.A_CREER ?? 0)}`,
        until: null,
        then: 'Chaque personne reçoit ses deux courriels.',
      };
  const projection = { state: waiting.state, waitingFor, nextActionAt: null, dueAt: null, ended: waiting.ended };
  await saveProcessRow(tx, processId, projection, { facts, incident: null }, at);
  return waiting;
}

async function whereItStands(
  tx: Transaction,
  processId: string,
): Promise<{ waiting: Waiting; counts: Record<string, number> }> {
  const counts = await importCounts(tx, processId);
  const ended = (counts.A_CREER ?? 0) === 0;
  const state = !ended ? 'EN_COURS' : (counts.ANNULE ?? 0) > 0 ? 'ANNULEE' : 'TERMINEE';
  return { waiting: { state, nextActionAt: null, ended }, counts };
}

/** Rows by what became of them. */
export async function importCounts(
  tx: Pick<Transaction, '$queryRaw'>,
  processId: string,
): Promise<Record<string, number>> {
  const rows = await tx.$queryRaw<{ state: string; n: number }[]>`
    SELECT state, count(*)::int AS n FROM user_import_row WHERE process_id = ${processId} GROUP BY state`;
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}
