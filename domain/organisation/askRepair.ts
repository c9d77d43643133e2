import { diagnose } from '../diagnosis/diagnose.ts';
import type { Repairer } from '../diagnosis/types.ts';
import { DomainError } from '../errors.ts';
import { parisDate } from '../policy/calendar.ts';
import { SERVICES } from '../service/services.ts';
import type { PeopleActOf } from './acts.ts';
import { accountOf, administrateursOf, membershipsOf, notePeople } from './bench.ts';
import { type Asker, assertRight } from './rights.ts';
import type { PeopleBench } from './types.ts';

/**
 * Asks whoever can repair it for the first broken link between a person and a service: one mail a day and link. A user asks the
 * gestionnaire, then an administrateur (CON-30, ACT-6); only an administrateur asks the Caf (ADM-8), or one of her own agents does.
 */
export function askRepair(bench: PeopleBench, act: PeopleActOf<'askRepair'>, asker: Asker): string {
  const { organisation, at } = bench;
  const account = accountOf(organisation, act.userId);
  if (asker.id !== account.id) assertRight(asker, organisation, 'users.read', { personId: account.id });
  const { broken } = diagnose(organisation, account, act.service, at);
  if (broken === null)
    throw new DomainError('RIEN_A_REPARER', 'Cette personne peut entrer dans ce service : il n’y a rien à réparer.');
  const label = SERVICES[act.service];
  for (const to of recipientsOf(bench, broken.who, account.id, asker))
    bench.mails.push({
      key: `MAIL-64:${account.id}:${act.service}:${broken.link}:${to.email}:${parisDate(at)}`,
      to: to.email,
      toName: to.name,
      params: {
        template: 'MAIL-64',
        organisme: organisation.partner.raisonSociale,
        login: account.login,
        service: label,
        remedy: broken.remedy,
        link: { kind: 'page', path: `/comptes/${account.id}/diagnostic?service=${act.service}` },
      },
    });
  notePeople(bench, 'user', account.id, 'user.askRepair', `Aide demandée : accès au service « ${label} »`, {
    rule: broken.rule,
  });
  return account.id;
}

function recipientsOf(
  bench: PeopleBench,
  who: Repairer,
  userId: string,
  asker: Asker,
): { email: string; name: string }[] {
  const { organisation, at } = bench;
  const person = (id: string) => {
    const account = organisation.accounts.find((one) => one.id === id);
    return account === undefined ? [] : [{ email: account.email, name: `${account.firstName} ${account.lastName}` }];
  };
  const administrateurs = administrateursOf(organisation, at).flatMap(({ id }) => person(id));
  if (who === 'UTILISATEUR') return person(userId);
  if (who === 'CAF' && asker.capacities.some((one) => one === 'administrateur' || one === 'agent')) {
    const { caf } = organisation.partner;
    return [{ email: bench.mailboxOf(caf), name: `Caf ${caf}` }];
  }
  if (who !== 'GESTIONNAIRE') return administrateurs;
  const groups = new Set(membershipsOf(organisation, userId).map((one) => one.groupId));
  const managers = organisation.groups.flatMap((group) =>
    groups.has(group.id) && group.managerId !== null && group.managerId !== userId ? person(group.managerId) : [],
  );
  return managers.length > 0 ? managers : administrateurs;
}
