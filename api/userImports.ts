import type { z } from 'zod';
import { importCounts } from '../adapters/store/people/userImportProcedure.ts';
import { rowsWithoutAccount, type UserImportRow, userImportById } from '../adapters/store/queries/userImports.ts';
import type { ImportRowState } from '../domain/userImport/kind.ts';
import { notFound } from './access.ts';
import type { ApiDeps } from './deps.ts';
import type { userImportOut } from './shapes/userImport.ts';

const SHOWN = 200;

/** An import, or INTROUVABLE; who may see it is asked of its partner. */
export async function importOf(deps: ApiDeps, processId: string): Promise<UserImportRow> {
  const found = await userImportById(deps.db, processId);
  if (found === null) throw notFound();
  return found;
}

/** How far it is, and the rows that make no account with their reasons. */
export async function presentImport(deps: ApiDeps, processId: string): Promise<z.input<typeof userImportOut>> {
  const [found, counts, details] = await Promise.all([
    userImportById(deps.db, processId),
    importCounts(deps.db, processId),
    rowsWithoutAccount(deps.db, processId, SHOWN),
  ]);
  if (found === null) throw notFound();
  const count = (state: ImportRowState) => counts[state] ?? 0;
  return {
    processId,
    state: found.state as z.input<typeof userImportOut>['state'],
    rows: {
      total: Object.values(counts).reduce((sum, one) => sum + one, 0),
      waiting: count('A_CREER'),
      created: count('CREE'),
      existing: count('EXISTANT'),
      duplicate: count('DOUBLON'),
      refused: count('REFUSE'),
      cancelled: count('ANNULE'),
    },
    details,
  };
}
