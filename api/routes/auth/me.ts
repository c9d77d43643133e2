import { servicesOfPerson } from '../../../adapters/queries/myServices.ts';
import { partnerById } from '../../../adapters/queries/partners.ts';
import { cafName } from '../../../domain/caf/cafs.ts';
import { type Asker, mayAnywhere } from '../../../domain/organisation/rights.ts';
import type { Organisation } from '../../../domain/organisation/types.ts';
import { RIGHTS as PEOPLE_RIGHTS, type Right as PeopleRight } from '../../../domain/rights/matrix.ts';
import { SERVICES } from '../../../domain/service/services.ts';
import { ROLES, rightsOf } from '../../access.ts';
import { peopleActor } from '../../people.ts';
import { route } from '../../route.ts';
import { isoOrNull } from '../../shapes/common.ts';
import { meOut } from '../../shapes/me.ts';

export const me = route({
  method: 'get',
  path: '/me',
  tag: 'Session',
  summary: 'Qui je suis, mes services, ce que je peux faire',
  roles: ROLES,
  whileRestricted: true,
  responses: {
    200: {
      description: 'La personne connectée',
      schema: meOut,
    },
  },
  async handler({ deps, person, ip, at }) {
    const { partnerId, id: userId, login, email, firstName, lastName, roles, caf } = person;
    const [user, partner, services, view] = await Promise.all([
      deps.db.user.findUniqueOrThrow({ where: { id: userId }, select: { lastLoginAt: true } }),
      partnerId === null ? null : partnerById(deps.db, partnerId),
      partnerId === null ? [] : servicesOfPerson(deps.db, userId),
      partnerId === null ? null : deps.people.view(partnerId, peopleActor(person, ip), at),
    ]);
    return {
      status: 200,
      body: {
        user: { id: userId, login, email, firstName, lastName, lastLoginAt: isoOrNull(user.lastLoginAt) },
        mustChangePassword: person.restricted,
        roles: ROLES.filter((role) => roles.includes(role)),
        caf: caf === null ? null : { code: caf, name: cafName(caf) },
        partner:
          partner === null
            ? null
            : { id: partner.id, raisonSociale: partner.raisonSociale, siret: partner.siret, caf: partner.caf },
        services: services.map(({ service, open }) => ({ code: service, label: SERVICES[service], enabled: open })),
        rights: view === null ? rightsOf(person) : [...rightsOf(person), ...peopleRights(view)],
      },
    };
  },
});

/** What a partner's person may do with people and groups, somewhere: each act asks the matrix again about its own object. */
function peopleRights({ asker, organisation }: { asker: Asker; organisation: Organisation }): PeopleRight[] {
  return PEOPLE_RIGHTS.filter((right) => mayAnywhere(asker, organisation, right));
}
