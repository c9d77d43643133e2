import { z } from 'zod';
import { TIERSI_LINE_VERDICTS } from '../../../domain/tuteur/tiersiFile.ts';
import { TUTEUR_VERDICTS } from '../../../domain/tuteur/verdict.ts';
import { checkedToRead, linesOf } from '../../checkedFiles.ts';
import { keptPage, keptQuery } from '../../keptRows.ts';
import { CHECKED_SORTS, CHECKING_TIERSI, presentCheck, TIERSI_LINES } from '../../reopeningChecks.ts';
import { CONDUCT } from '../../reopenings.ts';
import { route } from '../../route.ts';
import { id, listOf } from '../../shapes/common.ts';
import { checkedTiersiRowOut, reopeningCheckOut } from '../../shapes/reopening.ts';

const PATH = '/tuteur/reopening-checks/{checkId}';
const params = z.strictObject({ checkId: id });

export const getReopeningCheck = route({
  method: 'get',
  path: PATH,
  tag: 'Espace Tuteur',
  summary: 'Un fichier de Tiersi vérifié, avec ses chiffres',
  description: 'Gardé un jour, pour qui l’a vérifié.',
  roles: CONDUCT,
  params,
  responses: { 200: { description: 'Le fichier vérifié', schema: reopeningCheckOut } },
  async handler(call) {
    const { checkId } = call.params;
    return { status: 200, body: presentCheck(checkId, await checkedToRead(call, CHECKING_TIERSI, checkId)) };
  },
});

export const reopeningCheckRows = route({
  method: 'get',
  path: `${PATH}/rows`,
  tag: 'Espace Tuteur',
  summary: "Lignes d'un fichier de Tiersi vérifié, avec toutes leurs raisons et le verdict de leur tuteur",
  roles: CONDUCT,
  params,
  query: z.strictObject({
    ...keptQuery(CHECKED_SORTS),
    verdict: z.enum(TIERSI_LINE_VERDICTS).optional(),
    tuteurVerdict: z.enum(TUTEUR_VERDICTS).optional(),
  }),
  responses: { 200: { description: 'Lignes', schema: listOf(checkedTiersiRowOut) } },
  async handler(call) {
    const { verdict, tuteurVerdict, ...asked } = call.query;
    const lines = linesOf(await checkedToRead(call, CHECKING_TIERSI, call.params.checkId)).filter(
      (line) =>
        (verdict === undefined || line.verdict === verdict) &&
        (tuteurVerdict === undefined || line.tuteurVerdict === tuteurVerdict),
    );
    return { status: 200, body: keptPage(lines, TIERSI_LINES, asked) };
  },
});
