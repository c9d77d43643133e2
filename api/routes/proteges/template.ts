import { PROTEGE_COLUMNS } from '../../../domain/protege/read.ts';
import { route } from '../../route.ts';

export const protegeTemplate = route({
  method: 'get',
  path: '/tuteur/proteges/import/template',
  tag: 'Espace Tuteur',
  summary: 'Un fichier des protégés vide : ses colonnes',
  description: 'CSV à points-virgules, UTF-8 avec marque d’ordre, comme un tableur l’ouvre.',
  roles: ['national'],
  responses: { 200: { description: 'CSV', contentType: 'text/csv' } },
  async handler() {
    return {
      status: 200,
      headers: { 'Content-Disposition': 'attachment; filename="proteges-modele.csv"' },
      body: Buffer.from(`\uFEFF${PROTEGE_COLUMNS.map(({ header }) => header).join(';')}\r\n`),
    };
  },
});
