import { z } from 'zod';
import { userById } from '../../../adapters/store/queries/people.ts';
import { CAF, notFound } from '../../access.ts';
import { actOnPeople } from '../../people.ts';
import { route } from '../../route.ts';
import { id, idParams } from '../../shapes/common.ts';
import { confirmed, presentUser, toUserInput, userIn, userOut, withAddress } from '../../shapes/user.ts';

export const createUserRoute = route({
  method: 'post',
  path: '/partners/{id}/users',
  tag: 'Personnes',
  summary: 'Créer le compte d’une personne',
  description:
    'L’identifiant et le mot de passe temporaire partent en deux courriels (ACC-4). Une adresse qui ne ressemble pas au nom est à confirmer : 409 `EMAIL_A_CONFIRMER`, puis `confirmed: true`. `administrateur` : le premier, par la Caf (ADM-10).',
  roles: [...CAF, 'administrateur', 'gestionnaire', 'utilisateur'],
  params: idParams,
  body: withAddress(
    userIn.extend({
      confirmed,
      administrateur: z.boolean().default(false),
      groupIds: z.array(id).max(50).default([]).meta({ description: 'Groupes où la placer aussitôt' }),
    }),
  ),
  responses: {
    201: { description: 'Créé', schema: userOut, headers: { Location: 'Adresse du compte' } },
  },
  errors: [
    'EMAIL_NON_NOMINATIF',
    'EMAIL_A_CONFIRMER',
    'COMPTE_EXISTANT',
    'MODE_CENTRALISE',
    'SANS_CONVENTION',
    'CONDITIONS_DU_PROFIL',
    'GROUPE_REQUIS',
    'ANNEXE_3_REQUISE',
    'DEUX_ADMINISTRATEURS_MAX',
  ],
  async handler(call) {
    const { deps, params, body, at } = call;
    const { confirmed: sure, administrateur, groupIds, ...person } = body;
    const userId = await actOnPeople(call, params.id, {
      type: 'createUser',
      input: toUserInput(person),
      confirmed: sure,
      administrateur,
      groupIds,
    });
    const user = await userById(deps.db, userId);
    if (user === null) throw notFound();
    return { status: 201, headers: { Location: `/api/v1/users/${userId}` }, body: presentUser(user, at) };
  },
});
