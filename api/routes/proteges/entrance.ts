import { z } from 'zod';
import { proveSession } from '../../../adapters/identity/sessions.ts';
import { recordServiceUse } from '../../../adapters/store/dossier/serviceUse.ts';
import { mailedCode } from '../../../domain/formats/schemas.ts';
import { EXCLUSIVE } from '../../../domain/service/tuteur/pair.ts';
import { actorOf, PARTNER_SIDE } from '../../access.ts';
import { confirmAgain } from '../../ownPassword.ts';
import { journal } from '../../perform.ts';
import { entitledTuteur, trace } from '../../proteges.ts';
import { route } from '../../route.ts';
import { instant, iso } from '../../shapes/common.ts';

export const entranceOut = z.object({ provenUntil: instant });

export const enterSpace = route({
  method: 'post',
  path: '/tuteur/entrance',
  tag: 'Espace Tuteur',
  summary: 'Entrer dans l’Espace Tuteur',
  description:
    'Authentification dédiée (TUT-13) : le mot de passe, ou un code du second facteur, est redonné ; la preuve vaut pour cette session, un temps bref (`POLICY_TUT_13`). Une erreur compte comme un essai de connexion. 403 `SERVICE_NON_OUVERT` pour qui n’a pas accès à l’espace, quelle qu’en soit la raison.',
  roles: PARTNER_SIDE,
  idempotent: false,
  body: z.strictObject({
    password: z.string().min(1).max(1_000).optional(),
    code: mailedCode.optional().meta({ description: 'De l’application d’authentification, ou de secours' }),
  }),
  responses: { 200: { description: 'Entré', schema: entranceOut } },
  errors: ['SERVICE_NON_OUVERT', 'MOT_DE_PASSE_REFUSE', 'CODE_INCORRECT', 'CHAMP_OBLIGATOIRE'],
  async handler(call) {
    const { deps, person, body, sessionToken, ip, at } = call;
    const tuteur = await entitledTuteur(call, { action: 'ENTREE' });
    await confirmAgain(deps, person, body, { ip, at });
    const provenUntil = new Date(at.getTime() + deps.policy.tuteurProofMs);
    await deps.db.$transaction(async (tx) => {
      // the audience asks for a session, whose token this is
      await proveSession(tx, sessionToken ?? '', provenUntil);
      await recordServiceUse(tx, person.id, EXCLUSIVE.space, at);
      const line = { action: 'tuteur.enter', entity: 'user', entityId: person.id, rule: 'TUT-13' };
      await journal(
        tx,
        { ...line, label: "Entrée dans l'Espace Tuteur" },
        { at, actor: actorOf(person, ip), caf: tuteur.partner.caf },
      );
    });
    await trace(call, tuteur, { action: 'ENTREE', proteges: [], detail: null });
    return { status: 200, body: { provenUntil: iso(provenUntil) } };
  },
});
