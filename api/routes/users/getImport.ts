import { z } from 'zod';
import { countImportRows, IMPORT_ROW_SORTS, listImportRows } from '../../../adapters/store/queries/userImports.ts';
import { sought } from '../../../domain/formats/schemas.ts';
import { IMPORT_ROW_STATES } from '../../../domain/userImport/kind.ts';
import { CAF, notFound } from '../../access.ts';
import { readerOf } from '../../people.ts';
import { type Call, type Person, route } from '../../route.ts';
import { idParams, listOf, sortedQuery } from '../../shapes/common.ts';
import { importRowOut, userImportOut } from '../../shapes/userImport.ts';
import { importOf, presentImport } from '../../userImports.ts';

const FOLLOW = [...CAF, 'administrateur', 'gestionnaire'] as const;

/** The import that this person may follow: a gestionnaire his own. Throws INTROUVABLE. */
async function followed(call: Call<{ id: string }, unknown, unknown, Person>) {
  const { deps, person, params } = call;
  const found = await importOf(deps, params.id);
  const reads = await readerOf(call, found.partnerId);
  if (reads !== 'all' && found.createdBy !== person.id) throw notFound();
  return found;
}

export const getUserImport = route({
  method: 'get',
  path: '/user-imports/{id}',
  tag: 'Personnes',
  summary: 'Où en est un import de personnes',
  roles: FOLLOW,
  params: idParams,
  responses: { 200: { description: 'L’import', schema: userImportOut } },
  async handler(call) {
    const found = await followed(call);
    return { status: 200, body: await presentImport(call.deps, found.id) };
  },
});

export const userImportRows = route({
  method: 'get',
  path: '/user-imports/{id}/rows',
  tag: 'Personnes',
  summary: 'Lignes d’un import de personnes : ce que chacune est devenue, avec toutes ses raisons',
  roles: FOLLOW,
  params: idParams,
  query: z.strictObject({
    ...sortedQuery(IMPORT_ROW_SORTS, 'row'),
    state: z.enum(IMPORT_ROW_STATES).optional(),
    q: sought(200).optional().meta({ description: 'Partie du courriel' }),
  }),
  responses: { 200: { description: 'Lignes', schema: listOf(importRowOut) } },
  async handler(call) {
    const { deps, query } = call;
    const { id } = await followed(call);
    const [page, total] = await Promise.all([listImportRows(deps.db, id, query), countImportRows(deps.db, id, query)]);
    return { status: 200, body: { ...page, total } };
  },
});
