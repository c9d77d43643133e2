import { z } from 'zod';
import { countTuteurs, listTuteurs, TUTEUR_SORTS } from '../../../adapters/store/queries/reopenings.ts';
import { TUTEUR_VERDICTS } from '../../../domain/tuteur/verdict.ts';
import { assertReopening, WATCH } from '../../reopenings.ts';
import { route } from '../../route.ts';
import { flag, idParams, isoOrNull, listOf, sortedQuery } from '../../shapes/common.ts';
import { tuteurOut } from '../../shapes/reopening.ts';

export const reopeningTuteurs = route({
  method: 'get',
  path: '/tuteur/reopenings/{id}/tuteurs',
  tag: 'Espace Tuteur',
  summary: 'Rapport d’impact : ce que chaque recherche montre à chaque tuteur, par Caf',
  roles: WATCH,
  params: idParams,
  query: z.strictObject({
    ...sortedQuery(TUTEUR_SORTS, 'caf'),
    verdict: z.enum(TUTEUR_VERDICTS).optional(),
    caf: z.string().max(20).optional().meta({ description: 'Code de la Caf ; `SANS_CAF` : aucun partenaire ici' }),
    missed: flag.optional().meta({ description: '`true` : ceux dont le seul SIRET manquerait des protégés (TUT-8)' }),
  }),
  responses: { 200: { description: 'Tuteurs', schema: listOf(tuteurOut) } },
  async handler({ deps, params, query, at }) {
    await assertReopening(deps, params.id);
    const [page, total] = await Promise.all([
      listTuteurs(deps.db, params.id, query, at),
      countTuteurs(deps.db, params.id, query, at),
    ]);
    const items = page.items.map(({ correctedAt, openedAt, closedAt, ...one }) => ({
      ...one,
      ...{ correctedAt: isoOrNull(correctedAt), openedAt: isoOrNull(openedAt), closedAt: isoOrNull(closedAt) },
      missedBySiret: one.bySiren - one.bySiret,
    }));
    return { status: 200, body: { ...page, total, items } };
  },
});
