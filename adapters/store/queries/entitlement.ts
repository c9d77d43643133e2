import type { EntitlementGround } from '../../../domain/dossier/entitled.ts';
import { isUsable } from '../../../domain/service/standing.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Transaction } from '../prisma.ts';
import type { Row } from '../rows.ts';
import { ofPartner } from './foundBy.ts';
import { NATIONAL_SERVICES, toNational } from './nationalServices.ts';
import { openingsOf, toOpening } from './openings.ts';

interface GroundRow extends Pick<EntitlementGround, 'nature' | 'type' | 'inForce' | 'tiersi'> {
  openings: Row[];
  nationals: Row[];
}

/**
 * What decides which services this SIRET is entitled to (CONV-1). Tiersi: the lines that could be read of the newest file there is, by the
 * SIRET of MCP or the one under which Tiersi names the partner (domain.md §5).
 */
export async function entitlementGround(
  tx: Pick<Transaction, '$queryRaw'>,
  siret: string,
  at: Date,
): Promise<EntitlementGround> {
  const held = Prisma.sql`SELECT p.id FROM partner p WHERE p.siret = ${siret}`;
  const [row] = await tx.$queryRaw<GroundRow[]>`
    SELECT (SELECT p.nature FROM partner p WHERE p.siret = ${siret}) AS nature,
      (SELECT p.type_organisme FROM partner p WHERE p.siret = ${siret}) AS type,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('service', b.service, 'roles', coalesce(b.content -> 'roles', '[]'))), '[]')
        FROM ${ofPartner('document', Prisma.sql`(${held})`)} b WHERE b.kind = 'BULLETIN' AND b.state = 'ACTIF') AS "inForce",
      ${openingsOf(Prisma.sql`(${held})`)} AS openings,
      ${NATIONAL_SERVICES} AS nationals,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('siren', l.siren, 'siret', l.siret, 'proteges', coalesce(l.proteges, 0)) ORDER BY l.row), '[]')
        FROM tiersi_line l
        WHERE l.verdict = 'LUE'
          AND l.process_id = (SELECT f.process_id FROM tiersi_line f JOIN process n ON n.id = f.process_id ORDER BY n.created_at DESC, n.id LIMIT 1)
          AND l.siret_mcp IN (SELECT ${siret} UNION SELECT p.reference_tiersi FROM partner p WHERE p.id = (${held}))) AS tiersi`;
  if (row === undefined) throw new Error('A statement without FROM gives one row');
  const openings = row.openings.map(toOpening);
  return {
    nature: row.nature,
    type: row.type,
    // what is closed for everyone for a while is held all the same
    inForce: row.inForce.map((one) => ({ ...one, open: isUsable(one.service, openings, [], at) })),
    nationals: row.nationals.map(toNational),
    tiersi: row.tiersi,
    at,
  };
}
