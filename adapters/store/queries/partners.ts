import { sirenOf } from '../../../domain/formats/siret.ts';
import type { Nature, OrganisationType } from '../../../domain/partner/types.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import { searchTextOf } from '../dossier/startProcess.ts';
import { newId } from '../ids.ts';
import { givePartner, lockedPartner } from '../partner/givePartner.ts';
import type { Database, Transaction } from '../prisma.ts';
import type { Sort } from './cursor.ts';
import { countRows, partnerShares, type Scope, sortedPage, whereGiven } from './scope.ts';

const COLUMNS = {
  id: true,
  caf: true,
  siret: true,
  siren: true,
  raisonSociale: true,
  address: true,
  email: true,
  phone: true,
  departments: true,
  nature: true,
  typeOrganisme: true,
  version: true,
  createdAt: true,
  updatedAt: true,
} as const;

/** What partners are sorted by. */
export const PARTNER_SORTS = { raisonSociale: 's', siret: 's', caf: 's', createdAt: 'd' } as const;
const SORT_KEYS: Readonly<Record<keyof typeof PARTNER_SORTS, Prisma.Sql>> = {
  // the name without accents and capitals, of which there is an index
  raisonSociale: Prisma.sql`search_text`,
  siret: Prisma.sql`siret`,
  caf: Prisma.sql`caf`,
  createdAt: Prisma.sql`created_at`,
};

export interface PartnerFilter {
  q?: string | undefined;
  siret?: string | undefined;
  siren?: string | undefined;
  caf?: string | undefined;
  department?: string | undefined;
  sort?: Sort<typeof PARTNER_SORTS> | undefined;
  limit: number;
  cursor?: string | undefined;
}

export type PartnerRow = Awaited<ReturnType<typeof listPartners>>['items'][number];

function conditionsOf(filter: PartnerFilter): Prisma.Sql[] {
  const conditions = searchTextOf(filter.q ?? '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 8)
    .map(wordCondition);
  const { siret, siren, caf } = filter;
  conditions.push(...whereGiven({ siret, siren, caf }));
  if (filter.department !== undefined) conditions.push(Prisma.sql`${filter.department} = ANY (departments)`);
  return conditions;
}

/** Partners, by name where nobody says otherwise; every word of `q` must occur in the name. */
export function listPartners(db: Database, scope: Scope, filter: PartnerFilter) {
  const among = { shares: partnerShares(scope), conditions: conditionsOf(filter) };
  return sortedPage(db, 'partner', SORTING, among, filter, (ids) =>
    db.partner.findMany({ select: COLUMNS, where: { id: { in: ids } } }),
  );
}
const SORTING = { sorts: PARTNER_SORTS, keys: SORT_KEYS, usual: 'raisonSociale' } as const;

/** How many partners meet the filters, as far as lists are counted; null: more. */
export function countPartners(db: Database, scope: Scope, filter: PartnerFilter): Promise<number | null> {
  return countRows(db, 'partner', partnerShares(scope), conditionsOf(filter));
}

/** A word of the name, or the beginning of a SIRET. */
function wordCondition(word: string): Prisma.Sql {
  const inName = Prisma.sql`search_text LIKE ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`;
  return /^\d{3,14}$/.test(word) ? Prisma.sql`(${inName} OR siret LIKE ${`${word}%`})` : inName;
}

/** A partner and the Cafs that keep reading it; null when there is none. */
export async function partnerById(db: Database, id: string) {
  const row = await db.partner.findUnique({
    where: { id },
    select: { ...COLUMNS, readerCafs: true },
  });
  return row === null ? null : { ...row, partnerId: row.id };
}

export interface PartnerInput {
  raisonSociale: string;
  siret: string;
  address: string;
  email: string;
  phone: string;
  departments: string[];
  nature?: Nature | undefined;
  typeOrganisme?: OrganisationType | undefined;
}

/** Inserts a partner of a Caf; null when the SIRET has its record already (DEL-11). */
export async function insertPartner(
  tx: Transaction,
  caf: string,
  input: PartnerInput,
  at: Date,
): Promise<{ id: string } | null> {
  const id = newId();
  const { count } = await tx.partner.createMany({
    data: [
      {
        ...input,
        id,
        caf,
        siren: sirenOf(input.siret),
        searchText: searchTextOf(input.raisonSociale),
        createdAt: at,
        updatedAt: at,
      },
    ],
    skipDuplicates: true,
  });
  return count === 1 ? { id } : null;
}

/**
 * A record that nothing ties to another Caf (CONV-11) goes to this one, with what it says of the partner; else who has it, and whether the one that asks reads it (DEL-7b). Under the partner's lock.
 */
export async function takeRecord(
  tx: Transaction,
  caf: string,
  { siret, ...input }: PartnerInput,
  at: Date,
): Promise<{ id: string } | { heldBy: string; reads: boolean }> {
  const record = await lockedPartner(tx, siret);
  if (record === null) throw new Error('A record that is there is not removed');
  if (record.caf === caf || record.tied) return { heldBy: record.caf, reads: record.readerCafs.includes(caf) };
  await givePartner(tx, record.id, { from: record.caf, to: caf, at });
  const searchText = searchTextOf(input.raisonSociale);
  await tx.partner.update({ where: { id: record.id }, data: { ...input, searchText, updatedAt: at } });
  return { id: record.id };
}

/** Changes contact data when the version is still the one that was read; false: someone was faster. */
export async function updatePartner(
  tx: Transaction,
  id: string,
  version: number,
  input: Partial<Omit<PartnerInput, 'siret'>>,
  at: Date,
): Promise<boolean> {
  const { count } = await tx.partner.updateMany({
    where: { id, version },
    data: {
      ...input,
      ...(input.raisonSociale === undefined ? {} : { searchText: searchTextOf(input.raisonSociale) }),
      version: { increment: 1 },
      updatedAt: at,
    },
  });
  return count === 1;
}

/** Opened services of a partner with the bulletin that opened each. */
export async function servicesOf(db: Transaction, partnerId: string) {
  return db.openedService.findMany({
    where: { partnerId },
    select: {
      id: true,
      service: true,
      state: true,
      opensOn: true,
      openedAt: true,
      closedAt: true,
      reason: true,
      suspendedAt: true,
      suspendedUntil: true,
      suspendedBy: true,
      bulletinId: true,
    },
    orderBy: [{ service: 'asc' }, { opensOn: 'asc' }, { id: 'asc' }],
    take: 200,
  });
}
