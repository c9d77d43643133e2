import { z } from 'zod';
import { sought } from '../../../domain/formats/schemas.ts';
import { checkedToRead, checkedUntil, linesOf } from '../../checkedFiles.ts';
import { keptPage } from '../../keptRows.ts';
import { CHECKING_PROTEGES, FAULTY_ROWS, FAULTY_SORTS } from '../../protegeChecks.ts';
import { route } from '../../route.ts';
import { id, listOf, sortedQuery } from '../../shapes/common.ts';
import { faultyProtegeOut, protegeCheckOut } from '../../shapes/protege.ts';

const PATH = '/tuteur/protege-checks/{checkId}';
const params = z.strictObject({ checkId: id });

export const getProtegeCheck = route({
  method: 'get',
  path: PATH,
  tag: 'Espace Tuteur',
  summary: 'Le compte rendu d’un fichier des protégés à corriger',
  description: 'Gardé un jour, pour qui l’a vérifié : ses chiffres et ses fautes, personne qu’il nomme.',
  roles: ['national'],
  params,
  responses: { 200: { description: 'Le compte rendu', schema: protegeCheckOut } },
  async handler(call) {
    const { checkId } = call.params;
    const kept = await checkedToRead(call, CHECKING_PROTEGES, checkId);
    return { status: 200, body: { checkId, keptUntil: checkedUntil(kept), ...kept.more } };
  },
});

export const protegeCheckRows = route({
  method: 'get',
  path: `${PATH}/rows`,
  tag: 'Espace Tuteur',
  summary: 'Lignes à corriger d’un fichier des protégés, avec toutes leurs raisons',
  description: 'Aucune ne répète ce que disent les cellules.',
  roles: ['national'],
  params,
  query: z.strictObject({
    ...sortedQuery(FAULTY_SORTS, 'row'),
    q: sought(200).optional().meta({ description: 'Mots d’une colonne ou d’une raison' }),
  }),
  responses: { 200: { description: 'Lignes', schema: listOf(faultyProtegeOut) } },
  async handler(call) {
    const kept = await checkedToRead(call, CHECKING_PROTEGES, call.params.checkId);
    return { status: 200, body: keptPage(linesOf(kept), FAULTY_ROWS, call.query) };
  },
});
