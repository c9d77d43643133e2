import { CAF, notFound } from '../../access.ts';
import { readerOf } from '../../people.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { userImportOut } from '../../shapes/userImport.ts';
import { importOf, presentImport } from '../../userImports.ts';

export const getUserImport = route({
  method: 'get',
  path: '/user-imports/{id}',
  tag: 'Personnes',
  summary: 'Où en est un import de personnes',
  roles: [...CAF, 'administrateur', 'gestionnaire'],
  params: idParams,
  responses: { 200: { description: 'L’import', schema: userImportOut } },
  async handler(call) {
    const { deps, person, params } = call;
    const found = await importOf(deps, params.id);
    const reads = await readerOf(call, found.partnerId);
    // a gestionnaire follows his own imports
    if (reads !== 'all' && found.createdBy !== person.id) throw notFound();
    return { status: 200, body: await presentImport(deps, found.id) };
  },
});
