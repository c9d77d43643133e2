import { refusalOf } from '../../../domain/errors.ts';
import { unlikelyClosing } from '../../../domain/people/unlikelyClosing.ts';
import { parisDate } from '../../../domain/policy/calendar.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { toAskedChange, userRequestIn, userRequestOut } from '../../shapes/userRequest.ts';
import { askForChange, readableUserRequest, userRequestViews } from '../../userRequests.ts';

export const createUserRequest = route({
  method: 'post',
  path: '/partners/{id}/user-requests',
  tag: 'Personnes',
  summary: 'Demander à la Caf de créer, corriger, changer de groupes, clôturer ou réactiver une personne',
  description:
    "En mode centralisé la Caf gère les personnes (RGT-17) : l'administrateur demande, la Caf fait par sa tâche GERER_UTILISATEUR ou refuse avec un motif. Ce qui serait refusé l'est aussitôt.",
  roles: ['administrateur'],
  params: idParams,
  body: userRequestIn,
  responses: {
    202: { description: 'Demandée', schema: userRequestOut, headers: { Location: 'Adresse du processus' } },
  },
  errors: [
    'MODE_DELEGUE',
    'SANS_CONVENTION',
    'COMPTE_EXISTANT',
    'COMPTE_CLOS',
    'EMAIL_A_CONFIRMER',
    'EMAIL_NON_NOMINATIF',
    'CONDITIONS_DU_PROFIL',
    'GESTIONNAIRE_A_REMPLACER',
    'ETAT_INCOMPATIBLE',
    'DATE_PASSEE',
  ],
  async handler(call) {
    const { params, body, at } = call;
    const unlikely = body.what === 'close' && !body.confirmed ? unlikelyClosing(body.closesOn, parisDate(at)) : [];
    if (unlikely.length > 0) throw refusalOf(unlikely);
    const processId = await askForChange(call, params.id, toAskedChange(body), body.reason ?? null);
    const [request] = await userRequestViews(call, [await readableUserRequest(call, processId)]);
    if (request === undefined) throw new Error('the request that was made is gone');
    return { status: 202, headers: { Location: `/api/v1/processes/${processId}` }, body: request };
  },
});
