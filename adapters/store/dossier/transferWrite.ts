import { transferBeginning } from '../../../domain/cnaTransfer/begin.ts';
import type { Transfer } from '../../../domain/dossier/intents.ts';
import type { Dossier } from '../../../domain/dossier/types.ts';
import { newProcessRow, processInsert } from '../processRow.ts';
import type { Write } from '../writes.ts';

/** The move to the CNA that a dossier's act begins, as a write beside those of the act; its workflow is started by the sweep. */
export function transferWrite({ key, departments, reason }: Transfer, { partner, caf, id }: Dossier, at: Date): Write {
  const begun = transferBeginning({ from: caf, departments, reason }, partner.raisonSociale);
  const row = newProcessRow(
    { ...begun, businessKey: `${partner.id}-${key}`, turn: 1, caf, partnerId: partner.id, createdBy: id },
    at,
  );
  return { name: 'begun_transfer', sql: processInsert(row) };
}
