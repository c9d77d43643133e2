import { z } from 'zod';
import { partnerById } from '../../../adapters/store/queries/partners.ts';
import { heldConvention } from '../../../adapters/store/queries/serviceRequests.ts';
import { dossiersAsked } from '../../../domain/dossier/asked.ts';
import { type Fault, invalid } from '../../../domain/errors.ts';
import { NATURES, ORGANISATION_TYPES } from '../../../domain/partner/types.ts';
import { parisDate } from '../../../domain/policy/calendar.ts';
import { unanswered } from '../../../domain/service/entitlement.ts';
import { CATALOGUE, PROFILE_CODES } from '../../../domain/service/services.ts';
import { mayRead } from '../../access.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { eligibility, NOT_ENTITLED, servicesAsked } from '../../shapes/eligibility.ts';
import { startDossiers, startKeyOf } from '../../startDossier.ts';

const body = z.strictObject({
  services: servicesAsked,
  profiles: z
    .array(z.enum(PROFILE_CODES))
    .max(PROFILE_CODES.length)
    .optional()
    .meta({ description: 'Profils Cdap demandés, un au moins si Cdap l’est (REQ-17)' }),
  eligibility: eligibility.optional(),
  nature: z.enum(NATURES).optional().meta({ description: 'Si la Caf ne la sait pas encore' }),
  typeOrganisme: z.enum(ORGANISATION_TYPES).optional().meta({ description: "S'il n'est pas encore connu de la Caf" }),
});

export const askServices = route({
  method: 'post',
  path: '/partners/{id}/service-requests',
  tag: 'Partenaires',
  summary: 'Demander d’autres services pour mon organisme',
  description:
    'L’administrateur répond aux questions des services qu’il demande (CONV-1) ; les dossiers sont ensuite ceux que la Caf aurait ouverts : un bulletin par service à signer, puis la contresignature. Ce qu’aucun fait ne règle est jugé par la Caf avant tout envoi. Rien ne s’ouvre par la demande.',
  roles: ['administrateur'],
  params: idParams,
  body,
  responses: {
    202: {
      description: 'Demande faite : un dossier, et un de plus par service qui a sa propre procédure',
      schema: z.object({ processIds: z.array(z.string()) }),
    },
  },
  errors: ['PROCESSUS_EN_COURS', 'MODE_EN_COURS', 'SERVICE_DEJA_OUVERT', ...NOT_ENTITLED],
  async handler(call) {
    const { deps, person, params, at } = call;
    const { services, profiles = [], eligibility: answers = {}, nature, typeOrganisme } = call.body;
    const partner = mayRead(person, await partnerById(deps.db, params.id));
    const faults = [...knownAlready(partner, call.body), ...ownQuestions(call.body)];
    if (faults.length > 0) throw invalid(faults);
    const { siret, raisonSociale, address, email, phone, departments, caf } = partner;
    const processIds = await startDossiers(
      call,
      async (tx) =>
        dossiersAsked({
          partner: { siret, raisonSociale, address, email, phone, departments, nature, typeOrganisme },
          ...{ caf, services, profiles, answers, missions: [], opensOn: parisDate(at) },
          ...{ createdBy: person.id, startKey: startKeyOf(call), judged: false },
          held: await heldConvention(tx, partner.id),
        }),
      "Services demandés par l'administrateur de l'organisme",
    );
    return { status: 202, body: { processIds } };
  },
});

/** What the Caf has recorded is the Caf's to correct. */
function knownAlready(
  partner: { nature: string | null; typeOrganisme: string | null },
  asked: { nature?: string | undefined; typeOrganisme?: string | undefined },
): Fault[] {
  return (['nature', 'typeOrganisme'] as const)
    .filter((path) => asked[path] !== undefined && partner[path] !== null && partner[path] !== asked[path])
    .map((path) => ({
      path,
      code: 'CHAMP_NON_ATTENDU',
      message: 'Votre Caf a déjà enregistré autre chose : demandez-lui de le corriger.',
    }));
}

/** Questions of services whose own procedure begins without having them judged. */
function ownQuestions({ services, profiles = [], eligibility: answers = {} }: z.output<typeof body>): Fault[] {
  return services
    .filter((service) => CATALOGUE[service].ownProcedure !== undefined)
    .flatMap((service) =>
      unanswered(service, CATALOGUE[service].entitlement, { profiles, answers: answers[service] ?? {} }),
    );
}
