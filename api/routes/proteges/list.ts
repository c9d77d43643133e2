import { z } from 'zod';
import { sought } from '../../../domain/formats/schemas.ts';
import { accessTo, reachOf } from '../../../domain/protege/access.ts';
import { readSearch } from '../../../domain/protege/search.ts';
import { PARTNER_SIDE } from '../../access.ts';
import { enteredTuteur, trace } from '../../proteges.ts';
import { route } from '../../route.ts';
import { pageOf, pageQuery } from '../../shapes/common.ts';
import { presentItem, protegeItemOut } from '../../shapes/protege.ts';

export const listProteges = route({
  method: 'get',
  path: '/tuteur/proteges',
  tag: 'Espace Tuteur',
  summary: 'Chercher parmi les protégés qui sont confiés',
  description:
    'Par nom, en tout ou en partie, ou par le début du numéro ; par ordre de nom. Tous les établissements du SIREN et eux seuls (TUT-16), celui de la convention tant que la recherche va par SIRET (TUT-8), ceux auxquels les groupes de la personne sont limités (TUT-18). Chaque recherche est tracée (TUT-13). 401 `AUTHENTIFICATION_DEDIEE` : entrer d’abord par `tuteur/entrance`.',
  roles: PARTNER_SIDE,
  query: z.strictObject({ ...pageQuery, q: sought(100).optional().meta({ description: 'Nom ou numéro' }) }),
  responses: { 200: { description: 'Protégés', schema: pageOf(protegeItemOut) } },
  errors: ['SERVICE_NON_OUVERT', 'AUTHENTIFICATION_DEDIEE', 'CURSEUR_INVALIDE'],
  async handler(call) {
    const { deps, query, at } = call;
    const tuteur = await enteredTuteur(call, { action: 'RECHERCHE' });
    const search = readSearch(query.q ?? '');
    const page = await deps.proteges.search(reachOf(tuteur), search, { ...query, at });
    const items = page.items.flatMap((protege) => {
      const access = accessTo(protege, tuteur, at);
      return access === null ? [] : [presentItem(protege, access)];
    });
    const proteges = items.map(({ reference }) => reference);
    await trace(call, tuteur, { action: 'RECHERCHE', proteges, detail: search.kind });
    return { status: 200, body: { items, nextCursor: page.nextCursor } };
  },
});
