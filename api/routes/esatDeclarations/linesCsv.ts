import { openLine } from '../../../adapters/store/esatDeclaration/declarations.ts';
import { linesFor } from '../../../adapters/store/esatDeclaration/received.ts';
import { totalOf } from '../../../domain/esatDeclaration/read.ts';
import { csvLine } from '../../../domain/formats/csvCell.ts';
import { siretCell } from '../../../domain/formats/exported.ts';
import { actorOf, CAF, ownCaf } from '../../access.ts';
import { journal } from '../../perform.ts';
import { route } from '../../route.ts';
import { yearParams } from '../../shapes/esatDeclaration.ts';

/** A spreadsheet program reads a file without it in the wrong encoding. */
const BYTE_ORDER_MARK = '\uFEFF';
const AT_ONCE = 1_000;
const HEAD = [
  ...['Esat', 'SIRET', 'Récépissé', 'N° allocataire', 'Nom', 'Prénom', 'Date de naissance', 'Taux d’activité'],
  ...['Rémunération directe', 'Aide au poste', 'Autres éléments', 'Total'],
];

const amount = (cents: number): string => (cents / 100).toFixed(2).replace('.', ',');

export const esatLinesCsv = route({
  method: 'get',
  path: '/esat/received/{year}/lines.csv',
  tag: 'Esat',
  summary: 'Lignes des allocataires d’une Caf, pour un tableur',
  description: 'UTF-8, séparateur `;`. Seulement les allocataires de la Caf de qui demande ; l’export est journalisé.',
  roles: CAF,
  params: yearParams,
  responses: { 200: { description: 'CSV', contentType: 'text/csv' } },
  async handler({ deps, person, params: { year }, at, ip }) {
    const caf = ownCaf(person);
    const lines = [BYTE_ORDER_MARK, csvLine(HEAD)];
    let cursor: string | undefined;
    do {
      const page = await linesFor(deps.db, { caf, year, limit: AT_ONCE, cursor });
      for (const row of page.items) {
        const line = openLine(deps.seal, row);
        lines.push(
          csvLine([
            ...[row.organisme, siretCell(row.siret), row.number, line.number, line.lastName, line.firstName],
            ...[line.birthDate.split('-').reverse().join('/'), String(line.rate).replace('.', ',')],
            ...[line.direct, line.aid, line.other, totalOf(line)].map(amount),
          ]),
        );
      }
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    const label = `Export des rémunérations garanties de novembre ${year} : ${lines.length - 2} lignes`;
    const line = { action: 'esat.export', entity: 'caf', entityId: caf, rule: 'ESAT-7', label };
    await deps.db.$transaction((tx) => journal(tx, line, { at, actor: actorOf(person, ip), caf }));
    return {
      status: 200,
      headers: { 'Content-Disposition': `attachment; filename="remunerations-garanties-${year}-caf${caf}.csv"` },
      body: lines.join(''),
    };
  },
});
