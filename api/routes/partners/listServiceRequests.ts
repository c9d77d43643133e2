import { nationalServices } from '../../../adapters/store/queries/nationalServices.ts';
import { partnerById } from '../../../adapters/store/queries/partners.ts';
import { bulletinsInForce, openingDossiers } from '../../../adapters/store/queries/serviceRequests.ts';
import { PROCESS_STATE_LABELS } from '../../../domain/process/stateLabels.ts';
import { nationalOf, nationalRefusal } from '../../../domain/service/national.ts';
import { offersFor } from '../../../domain/service/offers.ts';
import { CATALOGUE, SERVICES } from '../../../domain/service/services.ts';
import { mayRead } from '../../access.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { presentProcess } from '../../shapes/process.ts';
import { serviceRequestsOut } from '../../shapes/serviceRequest.ts';

export const listServiceRequests = route({
  method: 'get',
  path: '/partners/{id}/service-requests',
  tag: 'Partenaires',
  summary: 'Services que mon organisme peut demander, et ceux qu’il a demandés',
  roles: ['administrateur'],
  params: idParams,
  responses: { 200: { description: 'Offres et demandes en cours', schema: serviceRequestsOut } },
  async handler({ deps, person, params, at }) {
    const partner = mayRead(person, await partnerById(deps.db, params.id));
    const [inForce, dossiers, nationals] = await Promise.all([
      bulletinsInForce(deps.db, partner.id),
      openingDossiers(deps.db, partner.id),
      nationalServices(deps.db),
    ]);
    const offers = offersFor(
      inForce,
      dossiers.flatMap(({ services }) => services),
    );
    return {
      status: 200,
      body: {
        unknown: (['nature', 'typeOrganisme'] as const).filter((field) => partner[field] === null),
        offers: offers.map(({ service, profiles }) => ({
          ...{ service, profiles, label: SERVICES[service], purpose: CATALOGUE[service].purpose },
          obstacle: nationalRefusal(nationalOf(nationals, service), at)?.message ?? null,
        })),
        underWay: dossiers.map((row) => {
          const { id, type, state, waitingFor, createdAt } = presentProcess(row, at);
          const words: Readonly<Record<string, string>> = PROCESS_STATE_LABELS[type];
          return {
            ...{ processId: id, services: row.services.map((service) => SERVICES[service]) },
            ...{ state: words[state] ?? state, waitingFor, createdAt },
          };
        }),
      },
    };
  },
});
