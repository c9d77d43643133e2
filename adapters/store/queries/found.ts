import { type SearchKind, SOUGHT_PROCESSES } from '../../../domain/search/kinds.ts';
import type { Database } from '../prisma.ts';
import type { FoundEntry } from './search.ts';

/** What was found, with whose it is and what tells it from its like. */
export type FoundRow = { id: string; caf: string; readerCafs: string[]; partnerId: string | null } & (
  | { kind: 'PARTENAIRE'; raisonSociale: string; siret: string; email: string }
  | { kind: 'PERSONNE'; firstName: string; lastName: string; login: string; email: string; organisme: string }
  | { kind: 'DOCUMENT'; number: string; documentKind: string; organisme: string }
  | { kind: 'DOSSIER'; type: string; label: string; state: string; closed: boolean }
);

/** The rows of these entries, in their order; one that went meanwhile is left out. */
export async function foundRows(db: Database, entries: readonly FoundEntry[]): Promise<FoundRow[]> {
  const of = (kind: SearchKind) => entries.filter((entry) => entry.kind === kind).map(({ id }) => id);
  const [partners, people, documents, dossiers] = await Promise.all([
    partnersOf(db, of('PARTENAIRE')),
    peopleOf(db, of('PERSONNE')),
    documentsOf(db, of('DOCUMENT')),
    dossiersOf(db, of('DOSSIER')),
  ]);
  const rows = new Map(
    [...partners, ...people, ...documents, ...dossiers].map((row) => [`${row.kind} ${row.id}`, row]),
  );
  return entries.flatMap(({ kind, id }) => rows.get(`${kind} ${id}`) ?? []);
}

async function partnersOf(db: Database, ids: string[]): Promise<FoundRow[]> {
  if (ids.length === 0) return [];
  const rows = await db.partner.findMany({
    where: { id: { in: ids } },
    select: { id: true, caf: true, raisonSociale: true, siret: true, email: true, readerCafs: true },
  });
  return rows.map((row) => ({ kind: 'PARTENAIRE' as const, ...row, partnerId: row.id }));
}

async function peopleOf(db: Database, ids: string[]): Promise<FoundRow[]> {
  if (ids.length === 0) return [];
  const rows = await db.user.findMany({
    where: { id: { in: ids } },
    select: {
      ...{ id: true, firstName: true, lastName: true, login: true, email: true, partnerId: true },
      partner: { select: { caf: true, raisonSociale: true } },
    },
  });
  return rows.flatMap(({ partner, ...row }) =>
    partner === null
      ? []
      : [{ kind: 'PERSONNE' as const, ...row, caf: partner.caf, readerCafs: [], organisme: partner.raisonSociale }],
  );
}

async function documentsOf(db: Database, ids: string[]): Promise<FoundRow[]> {
  if (ids.length === 0) return [];
  const rows = await db.document.findMany({
    where: { id: { in: ids } },
    select: {
      ...{ id: true, number: true, kind: true, partnerId: true },
      partner: { select: { caf: true, raisonSociale: true, readerCafs: true } },
    },
  });
  return rows.map(({ partner, number, kind, ...row }) => ({
    ...row,
    kind: 'DOCUMENT' as const,
    documentKind: kind,
    number: number ?? '',
    caf: partner.caf,
    readerCafs: partner.readerCafs,
    organisme: partner.raisonSociale,
  }));
}

async function dossiersOf(db: Database, ids: string[]): Promise<FoundRow[]> {
  if (ids.length === 0) return [];
  const rows = await db.process.findMany({
    where: { id: { in: ids }, type: { in: [...SOUGHT_PROCESSES] } },
    select: {
      id: true,
      caf: true,
      readerCaf: true,
      partnerId: true,
      type: true,
      label: true,
      state: true,
      closedAt: true,
    },
  });
  return rows.map(({ readerCaf, closedAt, ...row }) => ({
    kind: 'DOSSIER' as const,
    ...row,
    readerCafs: readerCaf === null ? [] : [readerCaf],
    closed: closedAt !== null,
  }));
}
