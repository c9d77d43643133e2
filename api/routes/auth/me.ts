import { servicesOfPerson } from '../../../adapters/store/queries/myServices.ts';
import { partnerById } from '../../../adapters/store/queries/partners.ts';
import { cafName } from '../../../domain/caf/cafs.ts';
import { type Asker, mayAnywhere } from '../../../domain/people/rights.ts';
import type { Roster } from '../../../domain/people/types.ts';
import { RIGHTS as PEOPLE_RIGHTS, type Right as PeopleRight } from '../../../domain/rights/matrix.ts';
import { DECLARERS, SERVICES } from '../../../domain/service/services.ts';
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
  description: 'Après une connexion par mot de passe temporaire, rien que la personne, jusqu’au choix du sien (ACC-7).',
  roles: ROLES,
  whileRestricted: true,
  whileEnrolling: true,
  responses: {
    200: {
      description: 'La personne connectée',
      schema: meOut,
    },
  },
  async handler({ deps, person, ip, at }) {
    const { partnerId, id: userId, login, email, firstName, lastName, roles, caf } = person;
    const { lastLoginAt, previousLoginAt } = await deps.db.user.findUniqueOrThrow({
      where: { id: userId },
      select: { lastLoginAt: true, previousLoginAt: true },
    });
    const user = {
      ...{ id: userId, login, email, firstName, lastName },
      ...{ lastLoginAt: isoOrNull(lastLoginAt), previousLoginAt: isoOrNull(previousLoginAt) },
    };
    if (person.restricted)
      return { status: 200, body: { ...NOTHING_YET, user, mustChangePassword: true, mustEnrolSecondFactor: false } };
    if (person.enrolling)
      return { status: 200, body: { ...NOTHING_YET, user, mustChangePassword: false, mustEnrolSecondFactor: true } };
    const [partner, services, view] = await Promise.all([
      partnerId === null ? null : partnerById(deps.db, partnerId),
      partnerId === null ? [] : servicesOfPerson(deps.db, userId, at),
      partnerId === null ? null : deps.people.view(partnerId, peopleActor(person, ip), at),
    ]);
    return {
      status: 200,
      body: {
        user,
        mustChangePassword: false,
        mustEnrolSecondFactor: false,
        roles: ROLES.filter((role) => roles.includes(role)),
        caf: caf === null ? null : { code: caf, name: cafName(caf) },
        partner:
          partner === null
            ? null
            : { id: partner.id, raisonSociale: partner.raisonSociale, siret: partner.siret, caf: partner.caf },
        services: services.map(({ service, open, standing, detail, next }) => ({
          ...{ code: service, label: SERVICES[service], enabled: open },
          ...{ state: standing, detail, next },
        })),
        rights: view === null ? rightsOf(person) : [...rightsOf(person), ...peopleRights(view)],
      },
    };
  },
});

/** ACC-7: the personal password is chosen before anything else is shown. */
const NOTHING_YET = { roles: [], caf: null, partner: null, services: [], rights: [] };

/** What a partner's person may do with people and groups, somewhere: each act asks the matrix again about its own object. */
function peopleRights({ asker, roster }: { asker: Asker; roster: Roster }): PeopleRight[] {
  const afas = [...roster.services, ...roster.groups].some(({ service }) => service === DECLARERS?.service);
  return PEOPLE_RIGHTS.filter((right) => mayAnywhere(asker, roster, right) && (afas || right !== 'afas.configure'));
}
