import { diagnose } from '../diagnosis/diagnose.ts';
import { PLACES } from '../diagnosis/places.ts';
import type { BrokenLink, Reader } from '../diagnosis/types.ts';
import { DomainError } from '../errors.ts';
import { parisDate } from '../policy/calendar.ts';
import { SERVICES } from '../service/services.ts';
import type { PeopleActOf } from './acts.ts';
import { accountOf, administrateursOf, membershipsOf, notePeople } from './desk.ts';
import { type Asker, assertRight } from './rights.ts';
import type { PeopleDesk } from './types.ts';

/** Who is asked to repair a link, and what tells today's asking from others. */
interface Asked {
  key: string;
  as: Reader;
  email: string;
  name: string;
}

/**
 * Asks whoever can repair it for the first broken link between a person and a service: one mail a day and link. A user asks the
 * gestionnaire, then an administrateur (CON-30, ACT-6); only an administrateur asks the Caf (ADM-8), or one of her own agents does.
 */
export function askRepair(desk: PeopleDesk, act: PeopleActOf<'askRepair'>, asker: Asker): string {
  const { roster, at } = desk;
  const account = accountOf(roster, act.userId);
  if (asker.id !== account.id) assertRight(asker, roster, 'users.read', { personId: account.id });
  const { broken } = diagnose(roster, account, act.service, at);
  if (broken === null)
    throw new DomainError('RIEN_A_REPARER', 'Cette personne peut entrer dans ce service : il n’y a rien à réparer.');
  if (broken.who === 'CNAF')
    throw new DomainError(
      'RIEN_A_REPARER',
      `Ce service est fermé pour tous : il n'y a rien à demander. ${broken.remedies.self}`,
    );
  const asked = askedFor(desk, act, broken, asker);
  if (asked.length === 0)
    throw new DomainError('RIEN_A_REPARER', "Il n'y a personne d'autre que vous à qui le demander.");
  const label = SERVICES[act.service];
  const diagnosis = `/comptes/${account.id}/diagnostic?service=${act.service}`;
  for (const { key, as, email, name } of asked)
    desk.mails.push({
      key,
      to: email,
      toName: name,
      params: {
        template: 'MAIL-64',
        ...(as === 'self' ? { audience: 'self' as const } : {}),
        organisme: roster.partner.raisonSociale,
        login: account.login,
        service: label,
        remedy: broken.remedies[as],
        // who has no password of their own could not open the diagnosis
        link: {
          kind: 'page',
          path: as === 'self' ? (broken.pages.partner ?? PLACES.gate('signIn').page) : diagnosis,
        },
      },
    });
  notePeople(desk, 'user', account.id, 'user.askRepair', `Aide demandée : accès au service « ${label} »`, {
    rule: broken.rule,
  });
  return account.id;
}

/** Who this asker would ask; nobody asks themselves. */
export function askedFor(
  { roster, at, mailboxOf }: Pick<PeopleDesk, 'roster' | 'at' | 'mailboxOf'>,
  { userId, service }: Omit<PeopleActOf<'askRepair'>, 'type'>,
  { who, link }: BrokenLink,
  asker: Asker,
): Asked[] {
  const asked = (as: Asked['as'], email: string, name: string): Asked => ({
    key: `MAIL-64:${userId}:${service}:${link}:${email}:${parisDate(at)}`,
    as,
    email,
    name,
  });
  const person = (id: string) =>
    roster.accounts
      .filter((one) => one.id === id && id !== asker.id)
      .map((one) => asked(id === userId ? 'self' : 'partner', one.email, `${one.firstName} ${one.lastName}`));
  if (who === 'UTILISATEUR') return person(userId);
  if (who === 'CAF' && asker.capacities.some((one) => one === 'administrateur' || one === 'agent')) {
    const { caf } = roster.partner;
    return [asked('caf', mailboxOf(caf), `Caf ${caf}`)];
  }
  if (who === 'CNAF') return [];
  const groups = new Set(membershipsOf(roster, userId).map((one) => one.groupId));
  const managers =
    who === 'GESTIONNAIRE'
      ? roster.groups.flatMap(({ id, managerId }) =>
          groups.has(id) && managerId !== null && managerId !== userId ? person(managerId) : [],
        )
      : [];
  return managers.length > 0 ? managers : administrateursOf(roster, at).flatMap(({ id }) => person(id));
}
