import { z } from 'zod';
import { CLOSING_REASONS } from '../../../domain/account/types.ts';
import { invalid, refusalOf } from '../../../domain/errors.ts';
import { unlikelyClosing } from '../../../domain/people/unlikelyClosing.ts';
import { parisDate } from '../../../domain/policy/calendar.ts';
import { CAF, PARTNER_SIDE } from '../../access.ts';
import { actOnPeople, readableUser } from '../../people.ts';
import { route } from '../../route.ts';
import { calendarDate, id, idParams } from '../../shapes/common.ts';
import { confirmed, presentUser, toUserChanges, userIn, userOut, withAddress } from '../../shapes/user.ts';

const closing = {
  closesOn: calendarDate.nullish().meta({
    description:
      'Clôture à cette date, aujourd’hui ou plus tard ; une date passée est à confirmer (ACC-17) ; null réactive (ACC-16)',
  }),
  replacementId: id.optional().meta({ description: 'Qui reprend les groupes d’un gestionnaire' }),
  withoutManager: z.boolean().default(false).meta({ description: 'Laisser ses groupes sans gestionnaire (GRP-19)' }),
  reason: z.enum(CLOSING_REASONS).optional().meta({ description: 'Pourquoi clore (ACC-14, ACC-15)' }),
};

export const updateUser = route({
  method: 'patch',
  path: '/users/{id}',
  tag: 'Personnes',
  summary: 'Modifier, clôturer ou réactiver un compte',
  description:
    'De son propre compte : courriel et téléphone (RGT-12) ; tout le reste, par qui gère le compte, l’administrateur donc aussi pour le sien (RGT-9). Un nouveau courriel annule les mots de passe en attente et ferme les sessions (ACC-26) ; l’identifiant et un mot de passe temporaire ne repartent que s’ils n’avaient pas pu être envoyés (ACC-22), sinon la personne demande « Mot de passe oublié » (ACC-8).',
  roles: [...CAF, ...PARTNER_SIDE],
  params: idParams,
  body: withAddress(userIn.partial().extend({ ...closing, confirmed })),
  responses: { 200: { description: 'Le compte', schema: userOut } },
  errors: [
    'EMAIL_NON_NOMINATIF',
    'EMAIL_A_CONFIRMER',
    'COMPTE_EXISTANT',
    'COMPTE_CLOS',
    'GESTIONNAIRE_A_REMPLACER',
    'CONDITIONS_DU_PROFIL',
    'MODE_CENTRALISE',
    'DATE_PASSEE',
  ],
  async handler(call) {
    const { params, body, at } = call;
    const { partnerId } = await readableUser(call, params.id);
    const { closesOn, replacementId, withoutManager, reason, confirmed: sure, ...fields } = body;
    const changes = toUserChanges(fields);
    const userId = params.id;
    // each is an act of its own with its own line in the journal: together they could be half done
    if (closesOn !== undefined && Object.keys(changes).length > 0)
      throw invalid([
        { path: 'closesOn', code: 'CLOTURE_SEULE', message: 'Clôturez ou réactivez à part des autres changements.' },
      ]);
    const unlikely = sure ? [] : unlikelyClosing(closesOn, parisDate(at));
    if (unlikely.length > 0) throw refusalOf(unlikely);
    if (closesOn === undefined)
      await actOnPeople(call, partnerId, { type: 'editUser', userId, changes, confirmed: sure });
    else if (closesOn === null) await actOnPeople(call, partnerId, { type: 'reactivateUser', userId });
    else
      await actOnPeople(call, partnerId, {
        type: 'closeUser',
        userId,
        closesOn: closesOn < parisDate(at) ? parisDate(at) : closesOn,
        replacementId: replacementId ?? null,
        withoutManager,
        reason: reason ?? null,
      });
    return { status: 200, body: presentUser(await readableUser(call, userId), at) };
  },
});
