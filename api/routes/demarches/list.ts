import { z } from 'zod';
import { listDemarches, protegesByReferences } from '../../../adapters/store/demarche/list.ts';
import { DEMARCHE_SORTS } from '../../../adapters/store/queries/processes.ts';
import { DEMARCHE_STATES } from '../../../domain/demarche/transitions.ts';
import { accessTo, reachOf } from '../../../domain/protege/access.ts';
import { CAF, hasRole, ownCaf, PARTNER_SIDE } from '../../access.ts';
import { enteredTuteur, trace } from '../../proteges.ts';
import { route } from '../../route.ts';
import { id, pageOf, sortedQuery } from '../../shapes/common.ts';
import { demarcheCode, demarcheFacts, demarcheItemOut, presentState } from '../../shapes/demarche.ts';

export const listDemarchesRoute = route({
  method: 'get',
  path: '/tuteur/demarches',
  tag: 'Espace Tuteur',
  summary: 'Démarches, les plus récentes d’abord',
  description:
    'Pour un tuteur, celles des protégés qui lui sont confiés et dont la mesure court (TUT-16, TUT-18), tracées (TUT-13) ; pour la Caf, celles dont elle a la charge.',
  roles: [...CAF, ...PARTNER_SIDE],
  query: z.strictObject({
    ...sortedQuery(DEMARCHE_SORTS, '-createdAt'),
    state: z.enum(DEMARCHE_STATES).optional(),
    form: demarcheCode.optional(),
    protege: id.optional().meta({ description: 'Référence d’un protégé' }),
  }),
  responses: { 200: { description: 'Démarches', schema: pageOf(demarcheItemOut) } },
  errors: ['SERVICE_NON_OUVERT', 'AUTHENTIFICATION_DEDIEE', 'CURSEUR_INVALIDE'],
  async handler(call) {
    const { deps, person, query, at } = call;
    const filter = { ...query, at };
    if (hasRole(person, ...CAF)) {
      const page = await listDemarches(deps.db, { caf: ownCaf(person) }, filter);
      const items = page.items.map((row) => ({ ...presentState(row, at), protege: null }));
      return { status: 200, body: { ...page, items } };
    }
    const tuteur = await enteredTuteur(call, { action: 'DEMARCHE' });
    const scope = { partnerId: tuteur.partner.id, reach: reachOf(tuteur) };
    const page = await listDemarches(deps.db, scope, filter);
    const proteges = await protegesByReferences(
      deps.db,
      page.items.map((row) => demarcheFacts(row).protege),
    );
    const items = page.items.flatMap((row) => {
      const { protege: reference, form } = demarcheFacts(row);
      const protege = proteges.get(reference);
      if (protege === undefined || accessTo(protege, tuteur, at)?.demarches.includes(form) !== true) return [];
      return [{ ...presentState(row, at), protege: { reference, name: `${protege.lastName} ${protege.firstName}` } }];
    });
    const shown = [...new Set(items.map(({ protege }) => protege.reference))];
    await trace(call, tuteur, { action: 'DEMARCHE', proteges: shown, detail: null });
    return { status: 200, body: { ...page, items } };
  },
});
