import { z } from 'zod';
import { partnerById } from '../../../adapters/store/queries/partners.ts';
import { unlikelyOpening } from '../../../domain/dossier/unlikelyStart.ts';
import { refusalOf } from '../../../domain/errors.ts';
import { parisDate } from '../../../domain/policy/calendar.ts';
import { CAF, mayAct } from '../../access.ts';
import { modeChangeOf } from '../../delegationMode.ts';
import { route } from '../../route.ts';
import { calendarDate, delegationMode, idParams, meant } from '../../shapes/common.ts';
import { startDossier } from '../../startDossier.ts';

export const changeMode = route({
  method: 'post',
  path: '/partners/{id}/delegation-mode',
  tag: 'Partenaires',
  summary: 'Changer le mode de gestion d’un partenaire',
  description:
    'Convention, contrat et bulletins de tous les services en vigueur sont refaits et signés (DEL-5) ; tant qu’ils ne le sont pas, ceux en vigueur restent (DEL-6). À la contresignature, groupes et comptes passent à la nouvelle convention, identifiants inchangés (DEL-10), et les services continuent.',
  roles: CAF,
  params: idParams,
  body: z.strictObject({
    mode: delegationMode,
    opensOn: calendarDate.optional().meta({
      description:
        "Les services ne passent pas avant à la nouvelle convention ; absent : aujourd'hui. Jusque-là, ils restent ouverts comme ils le sont",
    }),
    confirmed: meant,
  }),
  responses: {
    202: {
      description: 'Dossier ouvert',
      schema: z.object({ processId: z.string() }),
      headers: { Location: 'Adresse du dossier' },
    },
  },
  errors: ['MODE_INCHANGE', 'SANS_CONVENTION', 'PROCESSUS_EN_COURS', 'DATE_PASSEE'],
  async handler(call) {
    const { deps, person, params, body, at } = call;
    const partner = mayAct(person, await partnerById(deps.db, params.id));
    const today = parisDate(at);
    const asked = { mode: body.mode, opensOn: body.opensOn ?? today };
    const unlikely = body.confirmed ? [] : unlikelyOpening(asked.opensOn, today);
    if (unlikely.length > 0) throw refusalOf(unlikely);
    const processId = await startDossier(call, await modeChangeOf(call, partner, asked));
    return { status: 202, headers: { Location: `/api/v1/processes/${processId}` }, body: { processId } };
  },
});
