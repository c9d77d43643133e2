import { accountState } from '../account/state.ts';
import type { Account } from '../account/types.ts';
import type { Group, Roster } from '../people/types.ts';
import { CATALOGUE, type ServiceCode } from '../service/services.ts';
import type { Advice } from './types.ts';

/** Other troubles of the guide (domain.md §12) that this person may meet in this service, each with its answer. */
export function adviceFor(
  roster: Roster,
  account: Account,
  groups: readonly Group[],
  service: ServiceCode,
  at: Date,
): Advice[] {
  const { numeroInstructeur, codeBailleur } = account;
  const profiles = new Set(groups.map((group) => group.profile));
  const waits = waitsForMaia(roster, account.id);
  const own = CATALOGUE[service].advice?.({ profiles, numeroInstructeur, codeBailleur, waitsForMaia: waits }) ?? [];
  const advice: Advice[] = [...own];
  if (accountState(account, at) === 'ACTIF')
    advice.push({
      rule: 'SUP-5',
      text: 'Mot de passe perdu : la personne seule en demande un autre par « Mot de passe oublié ».',
      self: 'Mot de passe perdu : demandez-en un autre par « Mot de passe oublié » ; personne ne peut le faire pour vous.',
    });
  advice.push({
    rule: 'SUP-4',
    text: `Identifiant perdu : le gestionnaire le lit ici et le dit à la personne (${account.login}).`,
    self: `Identifiant perdu : le vôtre est ${account.login} ; votre gestionnaire le lit aussi.`,
  });
  return advice;
}

function waitsForMaia({ afasProfiles }: Roster, userId: string): boolean {
  return afasProfiles.some(
    (profile) => profile.userId === userId && profile.role === 'APPROBATEUR' && profile.state === 'EN_ATTENTE_MAIA',
  );
}
