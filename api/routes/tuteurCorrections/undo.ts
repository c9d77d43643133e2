import { correctionById } from '../../../adapters/store/queries/corrections.ts';
import { actorOf, CAF, mayAct } from '../../access.ts';
import { perform } from '../../perform.ts';
import { route } from '../../route.ts';
import { idParams, reasonBody } from '../../shapes/common.ts';
import { correctionOut, presentCorrection } from '../../shapes/correction.ts';

export const undoCorrectionRoute = route({
  method: 'post',
  path: '/tuteur/corrections/{id}/undo',
  tag: 'Espace Tuteur',
  summary: 'Revenir sur une correction, ou sur un SIRET gardé',
  description:
    "L'ancien SIRET est rétabli si rien d'autre ne l'a changé depuis ; d'un autre SIREN, par un avenant que le partenaire signe.",
  roles: CAF,
  params: idParams,
  body: reasonBody,
  responses: { 200: { description: 'La correction', schema: correctionOut } },
  errors: ['ETAT_INCOMPATIBLE', 'SIRET_CHANGE', 'SIRET_DEJA_TENU', 'DOSSIER_TERMINE'],
  async handler(call) {
    const { deps, person, params, body, ip } = call;
    const { id } = mayAct(person, await correctionById(deps.db, params.id));
    await perform(call, { id, type: 'siretCorrection' }, { type: 'undo', reason: body.reason }, actorOf(person, ip));
    return { status: 200, body: presentCorrection(mayAct(person, await correctionById(deps.db, id))) };
  },
});
