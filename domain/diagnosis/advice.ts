import { accountState } from '../account/state.ts';
import type { Account } from '../account/types.ts';
import type { Group, Roster } from '../people/types.ts';
import type { ServiceCode } from '../service/services.ts';
import type { Advice } from './types.ts';

/** Other troubles of the guide (domain.md §12) that this person may meet in this service, each with its answer. */
export function adviceFor(
  roster: Roster,
  account: Account,
  groups: readonly Group[],
  service: ServiceCode,
  at: Date,
): Advice[] {
  const advice: Advice[] = [];
  const profiles = new Set(groups.map((group) => group.profile));
  if (service === 'CDAP')
    advice.push({
      rule: 'SUP-3',
      text: 'La recherche demande le numéro et le nom de l’allocataire ensemble : la Cnil l’exige, il n’y a pas de contournement.',
    });
  if (profiles.has('T4') && account.numeroInstructeur !== null)
    advice.push({
      rule: 'SUP-7',
      text: `Le numéro d'instructeur à saisir a 14 positions, avec ses cinq zéros : ${account.numeroInstructeur}.`,
    });
  if (profiles.has('T10') && account.codeBailleur !== null)
    advice.push({
      rule: 'SUP-8',
      text: `Le code demandé à la connexion est le code bailleur, celui de Cafpro : ${account.codeBailleur}.`,
    });
  if (service === 'ESPACE_BAILLEUR' || service === 'OFFRE_BAILLEURS')
    advice.push({ rule: 'SUP-13', text: 'L’Espace Bailleur a sa propre page de connexion.' });
  if (service === 'AFAS' && waitsForMaia(roster, account.id))
    advice.push({
      rule: 'SUP-18',
      text: 'L’approbateur n’a de pouvoir qu’une fois la PJ 3 reçue et la validation faite dans MAIA par la Caf.',
    });
  if (accountState(account, at) === 'ACTIF')
    advice.push({
      rule: 'SUP-5',
      text: 'Mot de passe perdu : la personne seule en demande un autre par « mot de passe oublié ».',
      self: 'Mot de passe perdu : demandez-en un autre par « mot de passe oublié » ; personne ne peut le faire pour vous.',
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
