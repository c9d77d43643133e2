import { z } from 'zod';
import { processById } from '../../../adapters/store/queries/processes.ts';
import { unlikelyReach } from '../../../domain/caf/reach.ts';
import { leftOut, unlikelyOpening } from '../../../domain/dossier/unlikelyStart.ts';
import { type Fault, refusalOf } from '../../../domain/errors.ts';
import { otherConventionSiret } from '../../../domain/esat/conventionSiret.ts';
import { line, siretSchema } from '../../../domain/formats/schemas.ts';
import { parisDate } from '../../../domain/policy/calendar.ts';
import { openedBy } from '../../../domain/service/openedBy.ts';
import { CAF, notFound, ownCaf } from '../../access.ts';
import { route } from '../../route.ts';
import { calendarDate, delegationMode, meant } from '../../shapes/common.ts';
import { partnerIn } from '../../shapes/partner.ts';
import { startDossier } from '../../startDossier.ts';

const onboardingIn = partnerIn.omit({ nature: true, typeOrganisme: true }).extend({
  knownInMcp: z.boolean(),
  knownInHabtiers: z.boolean(),
  activeInHabtiers: z.boolean().nullish().meta({ description: 'Absent : pas encore vérifié (ESAT-15)' }),
  conventionSiret: siretSchema
    .nullish()
    .meta({ description: 'SIRET de la convention connue ; absent : celui du partenaire, à confirmer (ESAT-20)' }),
  conventionSiretConfirmed: z
    .boolean()
    .optional()
    .meta({ description: 'La convention porte bien un autre SIRET : le service n’ouvrira pas sans avenant (ESAT-20)' }),
  conventionNumber: line(30).nullish(),
  delegationMode: delegationMode.optional(),
  opensOn: calendarDate,
  confirmed: meant,
});

export const createOnboarding = route({
  method: 'post',
  path: '/esat/onboardings',
  tag: 'Esat',
  summary: 'Embarquer un établissement Esat',
  description: "Le cas d'usage (§6.3) vient de `knownInMcp` et `knownInHabtiers`.",
  roles: CAF,
  body: onboardingIn,
  responses: {
    202: {
      description: 'Dossier ouvert',
      schema: z.object({ processId: z.string(), useCase: z.int() }),
      headers: { Location: 'Adresse du dossier' },
    },
  },
  errors: [
    'SIRET_CONVENTION_DIFFERENT',
    'PROCESSUS_EN_COURS',
    'MODE_EN_COURS',
    'SERVICE_DEJA_OUVERT',
    'AUTRE_CAF',
    'DATE_PASSEE',
    'SIRET_CONVENTION_ABSENT',
    'MODE_GESTION_ABSENT',
    'CHAMP_NON_ATTENDU',
  ],
  async handler(call) {
    const { deps, person, body, at } = call;
    const caf = ownCaf(person);
    const unlikely = body.confirmed
      ? []
      : [...unlikelyReach(caf, body.departments), ...unlikelyOpening(body.opensOn, parisDate(at)), ...leftOut(body)];
    const faults = [...faultsOf(body), ...unlikely];
    if (faults.length > 0) throw refusalOf(faults);
    const { siret, raisonSociale, address, email, phone, departments } = body;
    const processId = await startDossier(call, {
      type: 'esatOnboarding',
      partner: { siret, raisonSociale, address, email, phone, departments },
      caf,
      services: openedBy('esatOnboarding'),
      eligibility: null, // its form (ESAT-5)
      profiles: [],
      missions: [],
      delegationMode: body.delegationMode ?? null,
      opensOn: body.opensOn,
      deadline: null,
      campaignId: null,
      esat: {
        knownInMcp: body.knownInMcp,
        knownInHabtiers: body.knownInHabtiers,
        activeInHabtiers: body.activeInHabtiers ?? null,
        conventionNumber: body.conventionNumber ?? null,
        conventionSiret: body.conventionSiret ?? null,
        conventionMode: body.knownInMcp ? (body.delegationMode ?? null) : null,
      },
    });
    const process = await processById(deps.db, processId);
    if (process === null) throw notFound();
    const { esat } = process.facts as { esat: { useCase: number } };
    return {
      status: 202,
      headers: { Location: `/api/v1/processes/${processId}` },
      body: { processId, useCase: esat.useCase },
    };
  },
});

function faultsOf(body: z.output<typeof onboardingIn>): Fault[] {
  const faults: Fault[] = [];
  for (const path of ['conventionSiret', 'conventionNumber'] as const) {
    if (!body.knownInMcp && body[path] != null)
      faults.push({
        path,
        code: 'CHAMP_NON_ATTENDU',
        message: "Ce partenaire n'est pas connu de MCP : il n'a pas de convention.",
      });
  }
  const { siret, conventionSiret, conventionSiretConfirmed } = body;
  if (body.knownInMcp && conventionSiret != null && conventionSiret !== siret && conventionSiretConfirmed !== true) {
    faults.push({
      path: 'conventionSiretConfirmed',
      code: 'SIRET_CONVENTION_DIFFERENT',
      message: `${otherConventionSiret(conventionSiret, siret, 'du partenaire')} Corrigez celui qui est faux ; s'ils sont justes, confirmez-le : il faudra un avenant de correction du SIRET.`,
      rule: 'ESAT-20',
    });
  }
  if (!body.knownInHabtiers && body.activeInHabtiers != null) {
    faults.push({
      path: 'activeInHabtiers',
      code: 'CHAMP_NON_ATTENDU',
      message: "Ce partenaire n'est pas connu de Habtiers.",
    });
  }
  return faults;
}
