import { z } from 'zod';
import { documentById, documentVersions } from '../../../adapters/store/queries/documents.ts';
import { mayRead, STAFF } from '../../access.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { presentVersion, versionOut } from '../../shapes/document.ts';

export const listDocumentVersions = route({
  method: 'get',
  path: '/documents/{id}/versions',
  tag: 'Documents',
  summary: "Les versions d'un document, avec leurs signatures",
  description:
    'Chaque version telle qu’elle a été signée : un avenant change le document en vigueur, non la version que les parties ont signée (CONV-16).',
  roles: [...STAFF, 'administrateur'],
  params: idParams,
  responses: {
    200: {
      description: 'Versions, de la plus ancienne à la plus récente',
      schema: z.object({ items: z.array(versionOut) }),
    },
  },
  async handler({ deps, person, params }) {
    const { document } = mayRead(person, await documentById(deps.db, params.id));
    const versions = await documentVersions(deps.db, document.id);
    return { status: 200, body: { items: versions.map((version) => presentVersion(document, version)) } };
  },
});
