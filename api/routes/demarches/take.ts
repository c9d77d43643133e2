import { actorOf, CAF } from '../../access.ts';
import { caseRow } from '../../cases.ts';
import { readableDemarche } from '../../demarches.ts';
import { perform } from '../../perform.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { demarcheStateOut, presentState } from '../../shapes/demarche.ts';

export const takeDemarche = route({
  method: 'post',
  path: '/tuteur/demarches/{id}/take',
  tag: 'Espace Tuteur',
  summary: 'Prendre une démarche en charge',
  roles: CAF,
  params: idParams,
  responses: { 200: { description: 'La démarche', schema: demarcheStateOut } },
  errors: ['ETAT_INCOMPATIBLE', 'DOSSIER_TERMINE'],
  async handler(call) {
    const { person, params, ip, at } = call;
    const { id } = await readableDemarche(call, params.id);
    await perform(call, { id, type: 'demarche' }, { type: 'take' }, actorOf(person, ip));
    return { status: 200, body: presentState(await caseRow(call, 'demarche', id), at) };
  },
});
