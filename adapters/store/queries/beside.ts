import { OPEN_STATES } from '../../../domain/document/types.ts';
import type { Beside } from '../../../domain/dossier/modeChange.ts';
import { MODE_CHANGE } from '../../../domain/dossier/newDossier.ts';
import { CHANGING_MODE, OPENED, SERVICE_TYPES } from '../../../domain/kinds.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Transaction } from '../prisma.ts';
import { ofPartner } from './foundBy.ts';

/** Of a process `p`: it changes the delegation mode of its partner. */
export const CHANGES_MODE = Prisma.sql`(p.type = ANY(${[...CHANGING_MODE]}::text[]) AND p.business_key LIKE ${`%-${MODE_CHANGE}`})`;

/** Running processes of a partner that make documents, oldest first, as one JSON value; the one of a business key left out. */
export function besideOf(siret: Prisma.Sql, businessKey: Prisma.Sql): Prisma.Sql {
  const partner = Prisma.sql`(SELECT id FROM partner WHERE siret = ${siret})`;
  return Prisma.sql`
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'changesMode', ${CHANGES_MODE}) ORDER BY p.created_at), '[]')
       FROM ${ofPartner('process', partner)} p
       WHERE p.closed_at IS NULL AND p.business_key <> ${businessKey}
         AND ((p.type = ANY(${[...SERVICE_TYPES]}::text[]) AND p.state <> ALL(${[...OPENED]}::text[]))
           OR p.id IN (SELECT d.process_id FROM document d WHERE d.partner_id = ${partner} AND d.state = ANY(${[...OPEN_STATES]}::text[]))))`;
}

/** Running processes of a partner that are on their way to open services, oldest first, with what each says of the mode (DEL-12). */
export function underWayOf(siret: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'services', p.facts -> 'services',
        'drafted', (SELECT d.content ->> 'delegationMode' FROM document d
           WHERE d.process_id = p.id AND d.kind = 'CONTRAT' AND d.state = ANY(${[...OPEN_STATES]}::text[]) LIMIT 1),
        'reprise', p.facts -> 'reprise' ->> 'delegationMode', 'asked', p.facts ->> 'delegationMode', 'joined', p.facts ->> 'modeUnderWay')
        ORDER BY p.created_at, p.id), '[]')
       FROM ${ofPartner('process', Prisma.sql`(SELECT id FROM partner WHERE siret = ${siret})`)} p
       WHERE p.closed_at IS NULL AND p.type = ANY(${[...SERVICE_TYPES]}::text[]) AND p.state <> ALL(${[...OPENED]}::text[]))`;
}

/** The same, all of them. */
export async function besideOfPartner(db: Transaction, { siret }: { siret: string }): Promise<Beside[]> {
  const [row] = await db.$queryRaw<
    { beside: Beside[] }[]
  >`SELECT ${besideOf(Prisma.sql`${siret}`, Prisma.sql`''`)} AS beside`;
  return row?.beside ?? [];
}
