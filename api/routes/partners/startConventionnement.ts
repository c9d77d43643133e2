import { z } from 'zod';
import { partnerById } from '../../../adapters/store/queries/partners.ts';
import { unlikelyReach } from '../../../domain/caf/reach.ts';
import { unlikelyOpening } from '../../../domain/dossier/unlikelyStart.ts';
import { invalid, refusalOf } from '../../../domain/errors.ts';
import { line } from '../../../domain/formats/schemas.ts';
import { parisDate } from '../../../domain/policy/calendar.ts';
import { CATALOGUE, PROFILE_CODES } from '../../../domain/service/services.ts';
import { CAF, mayAct } from '../../access.ts';
import { route } from '../../route.ts';
import { calendarDate, delegationMode, idParams, meant } from '../../shapes/common.ts';
import { eligibility, NOT_ENTITLED, servicesAsked } from '../../shapes/eligibility.ts';
import { departments } from '../../shapes/partner.ts';
import { startDossier } from '../../startDossier.ts';

export const startConventionnement = route({
  method: 'post',
  path: '/partners/{id}/conventionnements',
  tag: 'Partenaires',
  summary: 'Conventionner un partenaire pour des services',
  description:
    'Un partenaire déjà conventionné ne reçoit que les bulletins nouveaux (CONV-7), ou celui qui ajoute des profils Cdap (REQ-17) ; un autre mode de gestion refait tous les documents (DEL-5). Plusieurs départements : le dossier passe au CNA (DEL-7). Chaque service a ses conditions (CONV-1) : un fait les règle, ou la Caf en juge par une tâche (`VERIFIER_LEGITIMITE`), avant tout envoi ; ce qui manque est dit, une réponse ou le type d’organisme. L’Espace Tuteur : aux personnes morales qui ont Cdap T9 (`NON_TUTEUR_MORAL`, `SANS_T9`) ; fermé pour tous, seule sa réouverture l’ouvre (`SERVICE_FERME_POUR_TOUS`) ; ouvert, le bulletin d’un nouveau venu l’ouvre après le même verdict (`VERDICT_BLOQUANT`).',
  roles: CAF,
  params: idParams,
  body: z.strictObject({
    services: servicesAsked,
    profiles: z
      .array(z.enum(PROFILE_CODES))
      .max(PROFILE_CODES.length)
      .optional()
      .meta({ description: 'Profils Cdap demandés, un au moins si Cdap l’est (REQ-17)' }),
    eligibility: eligibility.optional(),
    delegationMode: delegationMode
      .optional()
      .meta({ description: 'Absent : celui du contrat en vigueur, sinon délégué (DEL-4)' }),
    departments: departments.optional(),
    missions: z.array(line(200)).min(1).max(50).optional().meta({ description: 'Missions de la convention (CONV-3)' }),
    opensOn: calendarDate.optional().meta({ description: "Jamais ouvert avant ; absent : aujourd'hui" }),
    confirmed: meant,
  }),
  responses: {
    202: {
      description: 'Dossier ouvert',
      schema: z.object({ processId: z.string() }),
      headers: { Location: 'Adresse du dossier' },
    },
  },
  errors: [
    'PROCESSUS_EN_COURS',
    'MODE_EN_COURS',
    'SERVICE_DEJA_OUVERT',
    'SERVICE_PAR_SON_PARCOURS',
    ...NOT_ENTITLED,
    'DATE_PASSEE',
    'AUTRE_CAF',
  ],
  async handler(call) {
    const { deps, person, params, body, at } = call;
    const partner = mayAct(person, await partnerById(deps.db, params.id));
    const elsewhere = body.services.flatMap((service) => CATALOGUE[service].ownProcedure ?? []);
    if (elsewhere.length > 0)
      throw invalid(
        elsewhere.map(({ words, rule }) => ({
          path: 'services',
          code: 'SERVICE_PAR_SON_PARCOURS' as const,
          message: words,
          rule,
        })),
      );
    const departments = body.departments ?? partner.departments;
    const today = parisDate(at);
    // what the partner was recorded with was asked about then
    const asRecorded = [...departments].sort().join() === [...partner.departments].sort().join();
    const unlikely = [
      ...(asRecorded ? [] : unlikelyReach(partner.caf, departments)),
      ...unlikelyOpening(body.opensOn ?? today, today),
    ];
    if (unlikely.length > 0 && !body.confirmed) throw refusalOf(unlikely);
    const { siret, raisonSociale, address, email, phone } = partner;
    const processId = await startDossier(call, {
      type: 'conventionnement',
      partner: { siret, raisonSociale, address, email, phone, departments },
      caf: partner.caf,
      services: body.services,
      profiles: body.profiles ?? [],
      eligibility: body.eligibility ?? {},
      missions: body.missions ?? [],
      delegationMode: body.delegationMode ?? null,
      opensOn: body.opensOn ?? today,
      deadline: null,
      campaignId: null,
      esat: null,
    });
    return { status: 202, headers: { Location: `/api/v1/processes/${processId}` }, body: { processId } };
  },
});
