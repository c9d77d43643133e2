import type { AuditOfEach } from '../decision/journal.ts';
import type { NationalService } from '../service/national.ts';
import { isUsable, type Opening, type ServiceStanding } from '../service/standing.ts';
import { EXCLUSIVE } from '../service/tuteur/pair.ts';

/** What tells of a group whether the pair concerns it. */
interface PairedGroup {
  service: string;
  role: string | null;
  closedAt: Date | null;
  exclusiveT9: boolean;
  t9SuspendedAt: Date | null;
}

/** TUT-5: the switch means something for a group of Cdap with the profile T9 only. */
export function mayExchangeT9({ service, profile }: { service: string; profile: string | null }): boolean {
  return service === EXCLUSIVE.service && profile === EXCLUSIVE.role;
}

/**
 * TUT-5: whether a group gives no Cdap T9 now because the Espace Tuteur has taken it. While the space is not usable, for everyone or for this
 * partner, T9 is there whatever was taken: nobody is left without both (TUT-12).
 */
export function givesNoT9(
  { t9SuspendedAt }: Pick<PairedGroup, 't9SuspendedAt'>,
  openings: readonly Opening[],
  nationals: readonly NationalService[],
  at: Date,
): boolean {
  return t9SuspendedAt !== null && isUsable(EXCLUSIVE.space, openings, nationals, at);
}

/** Since when the Espace Tuteur takes Cdap T9 from a group, once its switch or its role has changed: at once where the space is open. */
export function takenSince(group: PairedGroup, openings: readonly Opening[], at: Date): Date | null {
  const { service: given, role } = EXCLUSIVE;
  const paired = group.service === given && group.role === role && group.exclusiveT9 && group.closedAt === null;
  if (!paired) return null;
  const open = openings.some(({ service, state }) => service === EXCLUSIVE.space && state === 'OUVERTE');
  return group.t9SuspendedAt ?? (open ? at : null);
}

/** What the members of a group read whose T9 has been taken. */
export const T9_TAKEN: ServiceStanding = {
  standing: 'REMPLACE',
  detail:
    'Pour votre groupe, l’Espace Tuteur remplace le profil T9 de « Consulter dossier » (Cdap) tant qu’il est ouvert.',
  next: 'Entrez dans l’Espace Tuteur : vos protégés y sont. Un administrateur de votre organisme peut rendre le profil T9 au groupe.',
};

const OF_GROUP = { action: 'group.cdapT9', entity: 'group', rule: 'TUT-5' };
/** What the journal tells of each group whose Cdap T9 the space takes, as it opens, or gives back, as it closes (TUT-5). */
export const T9_LINES = {
  taken: { ...OF_GROUP, label: 'Cdap T9 retiré : l’Espace Tuteur le remplace' },
  given: { ...OF_GROUP, label: 'Cdap T9 rendu' },
} as const satisfies Record<string, AuditOfEach>;
