import { cafName } from '../../../domain/caf/cafs.ts';
import type { Roster } from '../../../domain/people/types.ts';
import type { Transaction } from '../prisma.ts';
import type { Row } from '../rows.ts';
import { toAccount } from './peopleRows.ts';

/** People of a Caf itself, for a case about one of them: under the Caf's name, as an organisme with accounts and nothing else. */
export async function staffRoster(tx: Transaction, caf: string, ids: readonly string[]): Promise<Roster> {
  const rows = await tx.$queryRaw<{ account: Row }[]>`
    SELECT to_jsonb(u) AS account FROM app_user u WHERE u.partner_id IS NULL AND u.id = ANY(${[...ids]})`;
  return {
    partner: { id: '', caf, readerCafs: [], siret: '', raisonSociale: cafName(caf), email: '' },
    ...{ convention: null, mode: null, bulletins: [], closedBulletins: [], awaited: [], services: [], nationals: [] },
    accounts: rows.map(({ account }) => toAccount(account)),
    ...{ creators: [], groups: [], memberships: [], afasProfiles: [], replacement: null },
  };
}
