import type { ServiceCode } from '../../../domain/service/services.ts';
import { type ServiceStanding, standingOf } from '../../../domain/service/standing.ts';
import { givesNoT9, T9_TAKEN } from '../../../domain/tuteur/exclusive.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Database } from '../prisma.ts';
import type { Row } from '../rows.ts';
import { NATIONAL_SERVICES, toNational } from './nationalServices.ts';
import { openingsOf, toOpening } from './openings.ts';

/** A service of a person's groups: whether it may be entered at this instant, and in words why not; what its groups give there. */
export type ServiceOfPerson = ServiceStanding & { service: ServiceCode; open: boolean } & Given;

/** Roles of the groups that give the service now, each once; a group whose T9 was taken gives none (TUT-5). */
export interface Given {
  roles: string[];
  profiles: string[];
}

/** What a person holds by a group and the bulletin in force, as the statement gives it. */
interface Held {
  service: ServiceCode;
  bulletins: (string | null)[];
  role: string;
  profile: string | null;
  taken: string | null;
}

/**
 * Services of the groups a person belongs to whose role is attached and offered by the bulletin in force (GRP-12, GRP-14, CDAP-8). One is
 * open where it is so for everyone (domain.md §5) and OUVERTE for the partner, by that bulletin or by the one it takes over from (DEL-6), and where
 * not every group exchanges it for the Espace Tuteur (TUT-5). Nothing comes from being administrateur or gestionnaire.
 */
export async function servicesOfPerson(db: Database, userId: string, at: Date): Promise<ServiceOfPerson[]> {
  const [row] = await db.$queryRaw<{ held: Held[]; openings: Row[]; nationals: Row[] }[]>`
    SELECT
      (SELECT coalesce(jsonb_agg(jsonb_build_object('service', g.service, 'bulletins', jsonb_build_array(b.id, b.replaces_id), 'role', g.role, 'profile', g.profile,
          'taken', g.t9_suspended_at)
          ORDER BY g.service), '[]')
        FROM membership m JOIN user_group g ON g.id = m.group_id
        JOIN document b ON b.convention_id = g.convention_id AND b.kind = 'BULLETIN' AND b.state = 'ACTIF' AND b.service = g.service
          AND b.content -> 'roles' ? g.role
        WHERE m.user_id = ${userId} AND m.until IS NULL AND g.closed_at IS NULL) AS held,
      ${openingsOf(Prisma.sql`(SELECT u.partner_id FROM app_user u WHERE u.id = ${userId})`)} AS openings,
      ${NATIONAL_SERVICES} AS nationals`;
  const { held, openings, nationals } = row ?? { held: [], openings: [], nationals: [] };
  const [opened, everywhere] = [openings.map(toOpening), nationals.map(toNational)];
  return [...new Set(held.map(({ service }) => service))].map((service) => {
    const groups = held.filter((one) => one.service === service);
    const bulletins = groups.flatMap((one) => one.bulletins);
    const own = opened.filter((one) => one.service !== service || bulletins.includes(one.bulletinId));
    const stands = standingOf(service, own, everywhere, at);
    const giving = groups.filter(
      (one) => !givesNoT9({ t9SuspendedAt: one.taken === null ? null : new Date(one.taken) }, opened, everywhere, at),
    );
    const standing = stands.standing === 'OUVERT' && giving.length === 0 ? T9_TAKEN : stands;
    const open = standing.standing === 'OUVERT';
    return { service, open, ...standing, ...givenBy(open ? giving : []) };
  });
}

function givenBy(groups: readonly Held[]): Given {
  const each = (values: (string | null)[]) => [...new Set(values.filter((one) => one !== null))].sort();
  return { roles: each(groups.map(({ role }) => role)), profiles: each(groups.map(({ profile }) => profile)) };
}
