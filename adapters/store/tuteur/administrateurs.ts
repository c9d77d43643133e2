import type { Administrateur } from '../../../domain/tuteurReopening/telling.ts';
import type { Transaction } from '../prisma.ts';

/** The administrateurs of these partners whose account is not closed. */
export function administrateursOf(tx: Transaction, partners: readonly string[]): Promise<Administrateur[]> {
  return tx.$queryRaw<Administrateur[]>`
    SELECT u.id, u.first_name || ' ' || u.last_name AS name, u.email, r.raison_sociale AS organisme
      FROM app_user u JOIN partner r ON r.id = u.partner_id
      WHERE u.partner_id = ANY(${[...partners]}::text[]) AND u.administrateur_since IS NOT NULL AND u.closed_at IS NULL
      ORDER BY u.id`;
}
