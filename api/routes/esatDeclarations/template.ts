import { LINE_COLUMNS } from '../../../domain/esatDeclaration/columns.ts';
import { csvLine } from '../../../domain/formats/csvCell.ts';
import { PARTNER_SIDE } from '../../access.ts';
import { route } from '../../route.ts';

export const esatTemplate = route({
  method: 'get',
  path: '/esat/declarations/template',
  tag: 'Esat',
  summary: 'Un classeur vide des rémunérations garanties : ses colonnes',
  description: 'CSV à points-virgules, UTF-8 avec marque d’ordre, comme un tableur l’ouvre.',
  roles: PARTNER_SIDE,
  responses: { 200: { description: 'CSV', contentType: 'text/csv' } },
  async handler() {
    return {
      status: 200,
      headers: { 'Content-Disposition': 'attachment; filename="remunerations-garanties-modele.csv"' },
      body: Buffer.from(`\uFEFF${csvLine(LINE_COLUMNS.map(({ header }) => header))}`),
    };
  },
});
