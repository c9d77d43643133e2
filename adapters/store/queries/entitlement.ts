import { nationalOf } from '../../../domain/service/national.ts';
import { isUsable } from '../../../domain/service/standing.ts';
import type { EntitlementGround } from '../../../domain/tuteur/entitlement.ts';
import type { TiersiEstablishment } from '../../../domain/tuteur/verdict.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Transaction } from '../prisma.ts';
import type { Row } from '../rows.ts';
import { NATIONAL_SERVICES, toNational } from './nationalServices.ts';
import { openingsOf, toOpening } from './openings.ts';

interface GroundRow {
  nature: EntitlementGround['nature'];
  offersT9: boolean;
  openings: Row[];
  nationals: Row[];
  tiersi: TiersiEstablishment[];
}

/**
 * What decides whether this SIRET of this Caf may have the Espace Tuteur (TUT-17). Tiersi: the lines that could be read of the newest file there is,
 * by the SIRET of MCP or the one under which Tiersi names the partner (domain.md §5).
 */
export async function entitlementGround(
  tx: Transaction,
  siret: string,
  caf: string,
  at: Date,
): Promise<EntitlementGround> {
  const held = Prisma.sql`SELECT p.id FROM partner p WHERE p.siret = ${siret} AND p.caf = ${caf}`;
  const [row] = await tx.$queryRaw<GroundRow[]>`
    SELECT (SELECT p.nature FROM partner p WHERE p.siret = ${siret} AND p.caf = ${caf}) AS nature,
      EXISTS (SELECT 1 FROM document b WHERE b.partner_id = (${held}) AND b.kind = 'BULLETIN' AND b.service = 'CDAP' AND b.state = 'ACTIF'
        AND b.content -> 'roles' ? 'T9') AS "offersT9",
      ${openingsOf(Prisma.sql`(${held})`)} AS openings,
      ${NATIONAL_SERVICES} AS nationals,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('siren', l.siren, 'siret', l.siret, 'proteges', coalesce(l.proteges, 0)) ORDER BY l.row), '[]')
        FROM tiersi_line l
        WHERE l.verdict = 'LUE'
          AND l.process_id = (SELECT f.process_id FROM tiersi_line f JOIN process n ON n.id = f.process_id ORDER BY n.created_at DESC, n.id LIMIT 1)
          AND l.siret_mcp IN (SELECT ${siret} UNION SELECT p.reference_tiersi FROM partner p WHERE p.id = (${held}))) AS tiersi`;
  if (row === undefined) throw new Error('A statement without FROM gives one row');
  const nationals = row.nationals.map(toNational);
  return {
    siret,
    nature: row.nature,
    // what is closed for everyone for a while is held all the same
    holdsT9: row.offersT9 && isUsable('CDAP', row.openings.map(toOpening), [], at),
    national: nationalOf(nationals, 'TUTEUR'),
    tiersi: row.tiersi,
    at,
  };
}
