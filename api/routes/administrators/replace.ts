import { z } from 'zod';
import { invalid, refusalOf } from '../../../domain/errors.ts';
import type { PersonRef } from '../../../domain/people/acts.ts';
import { unlikelyClosing } from '../../../domain/people/unlikelyClosing.ts';
import { parisDate } from '../../../domain/policy/calendar.ts';
import { CAF, PARTNER_SIDE } from '../../access.ts';
import { startReplacement } from '../../administrators.ts';
import { actOnPeople } from '../../people.ts';
import { route } from '../../route.ts';
import { calendarDate, id, idParams } from '../../shapes/common.ts';
import { confirmed, toUserInput, userIn, withAddress } from '../../shapes/user.ts';

export const replaceAdministrator = route({
  method: 'post',
  path: '/partners/{id}/administrators',
  tag: 'Personnes',
  summary: 'Remplacer un administrateur, ou en ajouter un second, par l’annexe 3',
  description:
    'Rien ne change avant que le représentant ait signé l’annexe 3 et que la Caf l’ait contresignée (ADM-4) : alors le sortant perd ses droits et son compte reçoit une date de clôture, le successeur les reçoit, avec un compte s’il n’en a pas.',
  roles: [...CAF, ...PARTNER_SIDE],
  params: idParams,
  body: withAddress(
    z.strictObject({
      leavingUserId: id.nullable().meta({ description: '`null` : personne ne part, un second s’ajoute (ADM-11)' }),
      incomingUserId: id.optional().meta({ description: 'Le successeur, s’il a un compte de l’organisme' }),
      incoming: userIn.optional().meta({ description: '… ou qui il est : un compte lui est créé à la signature' }),
      closesOn: calendarDate.optional().meta({ description: 'Clôture du compte du sortant ; absent : à la signature' }),
      confirmed,
    }),
    'incoming',
  ),
  responses: {
    202: {
      description: 'Annexe 3 engagée',
      schema: z.object({ processId: id }),
      headers: { Location: 'Adresse du dossier' },
    },
  },
  errors: [
    'DEUX_ADMINISTRATEURS_MAX',
    'PROCESSUS_EN_COURS',
    'SANS_CONVENTION',
    'EMAIL_NON_NOMINATIF',
    'EMAIL_A_CONFIRMER',
    'COMPTE_EXISTANT',
    'DATE_PASSEE',
  ],
  async handler(call) {
    const { params, body, at } = call;
    const incoming = successorOf(body);
    const unlikely = body.confirmed ? [] : unlikelyClosing(body.closesOn, parisDate(at));
    if (unlikely.length > 0) throw refusalOf(unlikely);
    await actOnPeople(call, params.id, {
      type: 'askReplacement',
      leavingId: body.leavingUserId,
      closesOn: body.closesOn ?? null,
      incoming,
    });
    const processId = await startReplacement(call, params.id);
    return { status: 202, headers: { Location: `/api/v1/processes/${processId}` }, body: { processId } };
  },
});

/** One of the two ways to name the successor. */
function successorOf({
  incomingUserId,
  incoming,
  confirmed: sure,
}: {
  incomingUserId?: string | undefined;
  incoming?: z.output<typeof userIn> | undefined;
  confirmed: boolean;
}): PersonRef {
  if (incomingUserId !== undefined && incoming === undefined) return { userId: incomingUserId };
  if (incoming !== undefined && incomingUserId === undefined) return { create: toUserInput(incoming), confirmed: sure };
  throw invalid([
    {
      path: 'incomingUserId',
      code: 'SUCCESSEUR_REQUIS',
      message: 'Dites qui succède : une personne, et une seule.',
      rule: 'ADM-3',
    },
  ]);
}
