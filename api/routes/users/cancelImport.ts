import { assertRight } from '../../../domain/people/rights.ts';
import { actorOf, CAF, notFound } from '../../access.ts';
import { peopleActor } from '../../people.ts';
import { perform } from '../../perform.ts';
import { route } from '../../route.ts';
import { idParams, reasonBody } from '../../shapes/common.ts';
import { userImportOut } from '../../shapes/userImport.ts';
import { importOf, presentImport } from '../../userImports.ts';

export const cancelUserImport = route({
  method: 'post',
  path: '/user-imports/{id}/cancel',
  tag: 'Personnes',
  summary: 'Arrêter un import : les comptes déjà créés restent',
  roles: [...CAF, 'administrateur', 'gestionnaire'],
  params: idParams,
  body: reasonBody,
  responses: { 200: { description: 'L’import arrêté', schema: userImportOut } },
  errors: ['DOSSIER_TERMINE', 'MODE_CENTRALISE'],
  async handler(call) {
    const { deps, person, params, body, ip, at } = call;
    const process = await importOf(deps, params.id);
    const view = await deps.people.view(process.partnerId, peopleActor(person, ip), at);
    if (view === null) throw notFound();
    if (process.createdBy !== person.id) assertRight(view.asker, view.roster, 'users.create');
    const act = { type: 'cancel', reason: body.reason } as const;
    await perform(call, { id: process.id, type: 'userImport' }, act, actorOf(person, ip));
    return { status: 200, body: await presentImport(deps, process.id) };
  },
});
