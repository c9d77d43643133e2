import type { Holder } from '../../../domain/dossier/newDossier.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Transaction } from '../prisma.ts';
import { ofPartner } from '../queries/foundBy.ts';

/** The one record of a SIRET (DEL-11). */
export interface PartnerRecord extends Holder {
  id: string;
  siret: string;
  readerCafs: string[];
}

/** The record of a SIRET and what ties it to its Caf (CONV-11), its turn taken; null: there is none. */
export async function lockedPartner(tx: Transaction, siret: string): Promise<PartnerRecord | null> {
  const [record] = await lockedPartners(tx, [siret]);
  return record ?? null;
}

/** The records of these SIRETs that there are, their turns taken in one order. */
export async function lockedPartners(tx: Transaction, sirets: readonly string[]): Promise<PartnerRecord[]> {
  const locked = await tx.$queryRaw<Omit<PartnerRecord, 'tied'>[]>`
    SELECT id, siret, caf, reader_cafs AS "readerCafs" FROM partner WHERE siret = ANY(${[...sirets]}::text[]) ORDER BY siret FOR UPDATE`;
  if (locked.length === 0) return [];
  const its = Prisma.sql`r.id`;
  const tied = await tx.$queryRaw<{ id: string }[]>`
    SELECT r.id FROM unnest(${locked.map(({ id }) => id)}::text[]) AS r(id)
      WHERE EXISTS (SELECT 1 FROM ${ofPartner('document', its)} d WHERE d.state = 'ACTIF')
        OR EXISTS (SELECT 1 FROM ${ofPartner('process', its)} p WHERE p.closed_at IS NULL)
        OR EXISTS (SELECT 1 FROM ${ofPartner('app_user', its)} u WHERE u.state <> 'CLOS')`;
  const ties = new Set(tied.map(({ id }) => id));
  return locked.map((one) => ({ ...one, tied: ties.has(one.id) }));
}

/** What is given, from whom to whom, and when. */
export interface Given {
  from: string;
  to: string;
  at: Date;
}

/**
 * A partner gets another managing Caf, with all that hangs on it: its processes and the access requests of its SIRET that this Caf examines, locked in
 * the one order of their ids; their open tasks, whose claims lapse, and mails whose sending somebody may have to settle; its services, and what its
 * tuteurs asked. The Caf that loses it keeps reading (DEL-7b). Under the partner's lock. Documents keep the Caf that signed them and their numbers: no
 * print changes. A worker's change of activity stays with the worker's own Caf (ESAT-9). Who had a process before keeps reading it in its lists. cafColumns.ts says of every column that names a Caf whether it follows.
 */
export async function givePartner(tx: Transaction, partnerId: string, { from, to, at }: Given): Promise<void> {
  const given = (
    await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM process WHERE (partner_id = ${partnerId} AND type <> 'activityChange') OR (type = 'accessRequest' AND caf = ${from} AND closed_at IS NULL
      AND business_key = (SELECT siret FROM partner WHERE id = ${partnerId})) ORDER BY id FOR UPDATE`
  ).map(({ id }) => id);
  await tx.$executeRaw`
    UPDATE partner SET caf = ${to}, version = version + 1, updated_at = ${at},
      reader_cafs = array_append(array_remove(array_remove(reader_cafs, ${from}), ${to}), ${from})
    WHERE id = ${partnerId} AND caf = ${from}`;
  await tx.$executeRaw`
    UPDATE process SET caf = ${to}, version = version + 1,
      reader_caf = CASE WHEN reader_caf IS NULL OR reader_caf = ${to} THEN caf ELSE reader_caf END
    WHERE id = ANY(${given}::text[]) AND caf <> ${to}`;
  await tx.$executeRaw`
    UPDATE task SET caf = ${to}, assignee_id = NULL WHERE process_id = ANY(${given}::text[]) AND state = 'OUVERTE' AND caf <> ${to}`;
  await tx.$executeRaw`UPDATE access_request SET caf = ${to} WHERE process_id = ANY(${given}::text[]) AND caf <> ${to}`;
  await tx.$executeRaw`UPDATE mail SET caf = ${to} WHERE process_id = ANY(${given}::text[]) AND state <> 'PRIS' AND caf <> ${to}`;
  await tx.$executeRaw`UPDATE opened_service SET caf = ${to} WHERE partner_id = ${partnerId} AND caf <> ${to}`;
  await tx.$executeRaw`UPDATE tuteur_check SET caf = ${to} WHERE partner_id = ${partnerId} AND caf <> ${to}`;
  await tx.$executeRaw`UPDATE missing_protege SET caf = ${to} WHERE partner_id = ${partnerId} AND caf <> ${to}`;
}

/** A Caf that asked something for the partner of another reads it from now on (DEL-7b). */
export async function letRead(tx: Transaction, partnerId: string, caf: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE partner SET reader_cafs = array_append(reader_cafs, ${caf}) WHERE id = ${partnerId} AND NOT reader_cafs @> ARRAY[${caf}]`;
}
