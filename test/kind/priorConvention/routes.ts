import { z } from 'zod';
import { partnerById } from '../../../adapters/store/queries/partners.ts';
import { CAF, mayAct } from '../../../api/access.ts';
import { type Route, route } from '../../../api/route.ts';
import { idParams } from '../../../api/shapes/common.ts';
import { startDossier } from '../../../api/startDossier.ts';
import { line } from '../../../domain/formats/schemas.ts';
import type { DossierRequest } from '../../../domain/kinds.ts';
import { parisDate } from '../../../domain/policy/calendar.ts';

/** The compiler knows the registries of production only: there this would be one of their types. */
const TYPE = 'priorConvention' as string as DossierRequest['type'];

const startPriorConvention = route({
  method: 'post',
  path: '/partners/{id}/prior-conventions',
  tag: 'Partenaires',
  summary: 'Signer une convention avant de demander un service',
  roles: CAF,
  params: idParams,
  body: z.strictObject({ missions: z.array(line(200)).min(1).max(50) }),
  responses: { 202: { description: 'Dossier ouvert', schema: z.object({ processId: z.string() }) } },
  errors: ['PROCESSUS_EN_COURS'],
  async handler(call) {
    const { siret, raisonSociale, address, email, phone, departments, caf } = mayAct(
      call.person,
      await partnerById(call.deps.db, call.params.id),
    );
    const processId = await startDossier(call, {
      ...{ type: TYPE, partner: { siret, raisonSociale, address, email, phone, departments }, caf },
      ...{ missions: call.body.missions, services: [], eligibility: null, profiles: [], delegationMode: null },
      ...{ opensOn: parisDate(call.at), deadline: null, campaignId: null, esat: null },
    });
    return { status: 202, body: { processId } };
  },
});

export const priorConventionRoutes: readonly Route[] = [startPriorConvention];
