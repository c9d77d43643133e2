import { z } from 'zod';
import { lastTemporary, savePassword } from '../../../adapters/identity/credentials.ts';
import { mustEnrol } from '../../../adapters/identity/demandedFactor.ts';
import { entryChange, entryStanding } from '../../../adapters/identity/entryStanding.ts';
import { passwordGuesses } from '../../../adapters/identity/passwordStrength.ts';
import { verifyPassword } from '../../../adapters/identity/passwords.ts';
import { closeOtherSessions, completeSession, type Person } from '../../../adapters/identity/sessions.ts';
import { readTemporaryPassword } from '../../../adapters/identity/temporaryPassword.ts';
import { enqueueMails } from '../../../adapters/store/journal.ts';
import { passwordFaults } from '../../../domain/account/password.ts';
import { type Fault, invalid } from '../../../domain/errors.ts';
import type { MailDraft } from '../../../domain/mail/draft.ts';
import { frenchInstant } from '../../../domain/policy/calendar.ts';
import { actorOf, ROLES } from '../../access.ts';
import type { ApiDeps } from '../../deps.ts';
import { confirmPassword, ownWords } from '../../ownPassword.ts';
import { journal } from '../../perform.ts';
import { route } from '../../route.ts';

export const password = route({
  method: 'post',
  path: '/auth/password',
  tag: 'Session',
  summary: 'Choisir ou changer son mot de passe',
  description:
    'Le sien seulement (ACT-3, RGT-16). Après une connexion par mot de passe temporaire, `currentPassword` n’est pas demandé et la même session devient complète. Met fin aux autres sessions de la personne.',
  roles: ROLES,
  whileRestricted: true,
  idempotent: false,
  body: z.strictObject({
    currentPassword: z.string().min(1).max(1_000).optional(),
    newPassword: z.string().min(1).max(1_000),
  }),
  responses: { 204: { description: 'Changé' } },
  errors: ['MOT_DE_PASSE_TROP_COURT', 'MOT_DE_PASSE_TROP_COMMUN', 'MOT_DE_PASSE_REFUSE', 'MOT_DE_PASSE_IDENTIQUE'],
  async handler({ deps, person, body, sessionToken, ip, at }) {
    const temporary = person.restricted ? await lastTemporary(deps.db, person.id) : null;
    const former = person.restricted
      ? (temporary?.hash ?? null)
      : await currentHash(deps, person, body.currentPassword ?? '', at);
    const faults = await passwordFaults(body.newPassword, await ownWords(deps, person), passwordGuesses);
    const again = person.restricted ? readTemporaryPassword(body.newPassword) : body.newPassword;
    if (await verifyPassword(former, again)) faults.push(SAME);
    if (faults.length > 0) throw invalid(faults);
    await deps.db.$transaction(async (tx) => {
      const before = await entryStanding(tx, person.id, at);
      await savePassword(tx, person.id, body.newPassword, at);
      await closeOtherSessions(tx, person.id, sessionToken, at);
      if (person.restricted && sessionToken !== null)
        await completeSession(tx, sessionToken, at, await mustEnrol(tx, person.id));
      if (temporary?.usage !== 'INITIAL')
        await enqueueMails(tx, [changed(person, at)], { at, processId: null, caf: person.caf });
      const label = person.restricted ? 'Mot de passe personnel choisi' : 'Mot de passe changé par la personne';
      const about = { action: 'auth.password', entity: 'user', entityId: person.id, label, rule: 'ACC-7' };
      const told = await entryChange(tx, person.id, before, at);
      // of one personal password and the next nothing may be told but since when it holds
      const line = { ...about, before: told.before, after: { ...told.after, passwordSince: at } };
      await journal(tx, line, { at, actor: actorOf(person, ip), caf: person.caf });
    });
    return { status: 204 };
  },
});

/** Told at the address of the account: a change that was not theirs is noticed, by « oublié » too. The first choice follows their own mails. */
function changed({ id, email, firstName, lastName }: Person, at: Date): MailDraft {
  return {
    key: `MAIL-67:${id}:${at.toISOString()}`,
    to: email,
    toName: `${firstName} ${lastName}`,
    params: { template: 'MAIL-67', at: frenchInstant(at), link: { kind: 'page', path: '/connexion' } },
  };
}

const SAME: Fault = {
  path: 'newPassword',
  code: 'MOT_DE_PASSE_IDENTIQUE',
  message: "Prenez un mot de passe différent de l'actuel.",
  rule: 'FMT-23',
};

/** Hash of the current password, which the person has just given. */
async function currentHash(deps: ApiDeps, person: Person, given: string, at: Date): Promise<string | null> {
  const { hash, forget } = await confirmPassword(deps, person, { path: 'currentPassword', password: given }, at);
  await forget();
  return hash;
}
