import { actorOf, PARTNER_SIDE } from '../../access.ts';
import { caseRow } from '../../cases.ts';
import { readableDemarche } from '../../demarches.ts';
import { perform } from '../../perform.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { demarcheStateOut, presentState } from '../../shapes/demarche.ts';

export const withdrawDemarche = route({
  method: 'post',
  path: '/tuteur/demarches/{id}/withdraw',
  tag: 'Espace Tuteur',
  summary: 'Retirer une démarche que la Caf n’a pas commencée',
  roles: PARTNER_SIDE,
  params: idParams,
  responses: { 200: { description: 'La démarche', schema: demarcheStateOut } },
  errors: ['SERVICE_NON_OUVERT', 'AUTHENTIFICATION_DEDIEE', 'ETAT_INCOMPATIBLE', 'DOSSIER_TERMINE'],
  async handler(call) {
    const { person, params, ip, at } = call;
    const { id } = await readableDemarche(call, params.id);
    await perform(call, { id, type: 'demarche' }, { type: 'withdraw' }, actorOf(person, ip));
    return { status: 200, body: presentState(await caseRow(call, 'demarche', id), at) };
  },
});
