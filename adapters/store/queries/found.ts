import { type SearchKind, SOUGHT_PROCESSES } from '../../../domain/search/kinds.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Database } from '../prisma.ts';
import type { FoundEntry } from './search.ts';

/** What was found, with whose it is and what tells it from its like. */
export type FoundRow = { id: string; caf: string; readerCafs: string[]; partnerId: string | null } & (
  | { kind: 'PARTENAIRE'; raisonSociale: string; siret: string; email: string }
  | { kind: 'PERSONNE'; firstName: string; lastName: string; login: string; email: string; organisme: string }
  | { kind: 'DOCUMENT'; number: string; documentKind: string; organisme: string }
  | { kind: 'DOSSIER'; type: string; label: string; state: string; closed: boolean }
);

/** The rows of these entries, in their order, by one statement; one that went meanwhile is left out. */
export async function foundRows(db: Database, entries: readonly FoundEntry[]): Promise<FoundRow[]> {
  const walks = (Object.keys(ROWS) as SearchKind[]).flatMap((kind) => {
    const ids = entries.filter((entry) => entry.kind === kind).map(({ id }) => id);
    return ids.length === 0 ? [] : [Prisma.sql`(${ROWS[kind]} = ANY (${ids}))`];
  });
  if (walks.length === 0) return [];
  const found = await db.$queryRaw<{ row: FoundRow }[]>`${Prisma.join(walks, ' UNION ALL ')}`;
  const rows = new Map(found.map(({ row }) => [`${row.kind} ${row.id}`, row]));
  return entries.flatMap(({ kind, id }) => rows.get(`${kind} ${id}`) ?? []);
}

const OF_PARTNER = Prisma.sql`'caf', r.caf, 'readerCafs', r.reader_cafs, 'organisme', r.raison_sociale, 'partnerId', r.id`;
/** The row of each kind of entry, up to the ids that are asked for. */
const ROWS: Record<SearchKind, Prisma.Sql> = {
  PARTENAIRE: Prisma.sql`SELECT jsonb_build_object('kind', 'PARTENAIRE', 'id', id, 'partnerId', id, 'caf', caf, 'readerCafs', reader_cafs,
    'raisonSociale', raison_sociale, 'siret', siret, 'email', email) AS row FROM partner WHERE id`,
  PERSONNE: Prisma.sql`SELECT jsonb_build_object('kind', 'PERSONNE', 'id', u.id, 'firstName', u.first_name, 'lastName', u.last_name, 'login', u.login,
    'email', u.email, ${OF_PARTNER}) || '{"readerCafs": []}' AS row FROM app_user u JOIN partner r ON r.id = u.partner_id WHERE u.id`,
  DOCUMENT: Prisma.sql`SELECT jsonb_build_object('kind', 'DOCUMENT', 'id', d.id, 'number', coalesce(d.number, ''), 'documentKind', d.kind, ${OF_PARTNER}) AS row
    FROM document d JOIN partner r ON r.id = d.partner_id WHERE d.id`,
  DOSSIER: Prisma.sql`SELECT jsonb_build_object('kind', 'DOSSIER', 'id', p.id, 'type', p.type, 'label', p.label, 'state', p.state, 'caf', p.caf,
    'closed', p.closed_at IS NOT NULL, 'partnerId', p.partner_id,
    'readerCafs', array_remove(ARRAY[p.reader_caf], NULL)) AS row FROM process p WHERE p.type IN (${Prisma.join([...SOUGHT_PROCESSES])}) AND p.id`,
};
