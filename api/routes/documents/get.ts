import { documentById } from '../../../adapters/store/queries/documents.ts';
import { documentActorOf, mayRead, STAFF } from '../../access.ts';
import { route } from '../../route.ts';
import { etag, idParams } from '../../shapes/common.ts';
import { documentOut, presentDocument } from '../../shapes/document.ts';

export const getDocument = route({
  method: 'get',
  path: '/documents/{id}',
  tag: 'Documents',
  summary: 'Un document contractuel',
  roles: [...STAFF, 'administrateur'],
  params: idParams,
  responses: { 200: { description: 'Le document', schema: documentOut, headers: { ETag: 'Version du document' } } },
  async handler({ deps, person, params }) {
    const found = mayRead(person, await documentById(deps.db, params.id));
    return {
      status: 200,
      headers: { ETag: etag(found.document.version) },
      body: presentDocument(found.document, documentActorOf(person, found)),
    };
  },
});
