import type { Newcomer } from '../../../domain/appointment/appointDesignated.ts';
import type { Dossier } from '../../../domain/dossier/types.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Seal } from '../../identity/sealed.ts';
import { newSecret } from '../../identity/temporarySecrets.ts';
import { startedRow } from '../people/peopleProcesses.ts';
import { fromAccount } from '../people/peopleRows.ts';
import type { Row } from '../rows.ts';
import type { Write } from '../writes.ts';

/** The first administrateur's account (ADM-10) as writes beside those of the dossier's act: nobody knew it before, all is inserted. */
export async function newcomerWrites(
  { account, secrets, starts }: Newcomer,
  { partner, caf }: Dossier,
  at: Date,
  seal: Seal,
): Promise<Write[]> {
  const context = { at, partnerId: partner.id, caf, createdBy: account.createdBy ?? '' };
  const kept: Row[] = [];
  for (const draft of secrets) {
    const { id, userId, usage, hash, ciphertext } = await newSecret(draft, seal);
    kept.push({ id, user_id: userId, usage, hash, ciphertext, created_at: at.toISOString() });
  }
  return [
    insert('app_user', [fromAccount(partner.id, account, at)]),
    insert('temporary_secret', kept),
    insert(
      'process',
      starts.map((draft) => startedRow(draft, 1, context)),
    ),
  ];
}

function insert(table: 'app_user' | 'temporary_secret' | 'process', rows: readonly Row[]): Write {
  const into = Prisma.raw(`INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(null::${table}, `);
  return { name: `new_${table}`, sql: Prisma.sql`${into}${JSON.stringify(rows)}::jsonb)` };
}
