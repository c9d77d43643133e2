import type { Tuteur } from '../../../domain/protege/types.ts';
import { EXCLUSIVE } from '../../../domain/service/tuteur/pair.ts';
import type { Database } from '../prisma.ts';
import { servicesOfPerson } from '../queries/myServices.ts';
import { nationalService } from '../queries/nationalServices.ts';

interface Row {
  id: string;
  caf: string;
  siret: string;
  siren: string;
  limits: string[][] | null;
}

/**
 * Someone as the Espace Tuteur sees them: their groups of the service that are live and have its role; null for whoever is in none, or for
 * whom the service is not open now, nationally or for their organisme (TUT-16, TUT-18).
 */
export async function tuteurOf(db: Database, userId: string, at: Date): Promise<Tuteur | null> {
  const [services, national, found] = await Promise.all([
    servicesOfPerson(db, userId, at),
    nationalService(db, EXCLUSIVE.space),
    db.$queryRaw<Row[]>`
      SELECT p.id, p.caf, p.siret, p.siren,
          (SELECT jsonb_agg(to_jsonb(coalesce(g.establishments, '{}'))) FROM membership m JOIN user_group g ON g.id = m.group_id
            JOIN document b ON b.convention_id = g.convention_id AND b.kind = 'BULLETIN' AND b.state = 'ACTIF' AND b.service = g.service
              AND b.content -> 'roles' ? g.role
            WHERE m.user_id = u.id AND m.until IS NULL AND g.closed_at IS NULL AND g.service = ${EXCLUSIVE.space}) AS limits
        FROM app_user u JOIN partner p ON p.id = u.partner_id WHERE u.id = ${userId}`,
  ]);
  const [row] = found;
  const open = services.some((one) => one.service === EXCLUSIVE.space && one.open);
  if (!open || row === undefined || row.limits === null) return null;
  const { id, caf, siret, siren, limits } = row;
  return {
    userId,
    partner: { id, caf, siret, siren },
    groups: limits.map((establishments) => ({ establishments })),
    // without a row nobody ever searched by SIRET (TUT-9)
    searchBy: national?.searchBy ?? 'SIREN',
  };
}
