import type { Fault } from '../errors.ts';
import { displaySiret, sirenOf } from '../formats/siret.ts';
import { CATALOGUE } from '../service/services.ts';
import { mayExchangeT9, takenSince } from '../tuteur/exclusive.ts';
import type { PeopleActOf } from './acts.ts';
import { notePeople } from './desk.ts';
import type { Group, PeopleDesk, Roster } from './types.ts';

type Limits = Pick<PeopleActOf<'editGroup'>, 'exclusiveT9' | 'establishments'>;

/** What is asked of a group that it would make no difference to, and establishments that are not the partner's, all at once. */
export function limitFaults({ partner }: Roster, group: Group, { exclusiveT9, establishments = [] }: Limits): Fault[] {
  const faults: Fault[] = [];
  if (exclusiveT9 === true && !mayExchangeT9(group))
    faults.push({
      path: 'exclusiveT9',
      code: 'SANS_EFFET',
      message: 'Seul un groupe du profil T9 de Cdap échange ce profil contre l’Espace Tuteur.',
      rule: 'TUT-5',
    });
  if (establishments.length > 0 && CATALOGUE[group.service].groups.limitedToEstablishments !== true)
    faults.push({
      path: 'establishments',
      code: 'SANS_EFFET',
      message: 'Seul un groupe de l’Espace Tuteur se limite à des établissements.',
      rule: 'TUT-18',
    });
  const siren = sirenOf(partner.siret);
  for (const [index, siret] of establishments.entries())
    if (sirenOf(siret) !== siren)
      faults.push({
        path: `establishments.${index}`,
        code: 'SIREN_DIFFERENT',
        message: `L'établissement ${displaySiret(siret)} n'est pas de cet organisme : son SIREN n'est pas ${siren}.`,
        rule: 'TUT-16',
      });
  return faults;
}

/** Changes them, with their lines in the journal; false: nothing was asked. At once where the space is open (TUT-5). */
export function limitGroup(desk: PeopleDesk, group: Group, { exclusiveT9, establishments }: Limits): boolean {
  const { id, code } = group;
  if (exclusiveT9 !== undefined) {
    const label = exclusiveT9
      ? `Groupe ${code} : l’Espace Tuteur remplace Cdap T9 tant qu’il est ouvert`
      : `Groupe ${code} : Cdap T9 reste, Espace Tuteur ouvert ou non`;
    const before = { exclusiveT9: group.exclusiveT9 };
    notePeople(desk, 'group', id, 'group.exclusiveT9', label, { rule: 'TUT-5', before, after: { exclusiveT9 } });
    group.exclusiveT9 = exclusiveT9;
    settleExclusiveT9(desk, group);
  }
  if (establishments !== undefined) {
    const label =
      establishments.length === 0
        ? `Groupe ${code} : tous les établissements`
        : `Groupe ${code} : limité à ${establishments.length} établissement${establishments.length > 1 ? 's' : ''}`;
    const before = { establishments: group.establishments };
    const after = { establishments: [...new Set(establishments)] };
    notePeople(desk, 'group', id, 'group.establishments', label, { rule: 'TUT-18', before, after });
    group.establishments = after.establishments;
  }
  return exclusiveT9 !== undefined || establishments !== undefined;
}

/** TUT-5: what the Espace Tuteur has of this group, once its switch or its role has changed. */
export function settleExclusiveT9({ roster, at }: PeopleDesk, group: Group): void {
  group.t9SuspendedAt = takenSince(group, roster.services, at);
}
