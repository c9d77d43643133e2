import type { AccountState } from '../account/types.ts';
import type { Place } from './places.ts';

/** The links between a person and a service, in the order in which one looks (domain.md §12). */
export const LINKS = ['group', 'role', 'bulletin', 'contrat', 'convention', 'account', 'password'] as const;
export type Link = (typeof LINKS)[number];

export const LINK_LABELS: Record<Link, string> = {
  group: 'Groupe',
  role: 'Rôle du groupe',
  bulletin: "Bulletin d'adhésion et service",
  contrat: 'Contrat de services',
  convention: "Convention d'accès",
  account: 'Compte',
  password: 'Mot de passe',
};

/**
 * Who can repair a link (CON-30: the user's gestionnaire first, then an administrateur; only he asks the Caf, ADM-8); what concerns everyone
 * is the Cnaf's, and nobody asks her for it (§5).
 */
export const REPAIRERS = ['UTILISATEUR', 'GESTIONNAIRE', 'ADMINISTRATEUR', 'CAF', 'CNAF'] as const;
export type Repairer = (typeof REPAIRERS)[number];

/** « À faire par : … », as others and as the person concerned read it. */
export const REPAIRER_LABELS: Record<'self' | 'others', Record<Repairer, string>> = {
  self: {
    UTILISATEUR: 'vous-même',
    GESTIONNAIRE: 'votre gestionnaire, ou un administrateur',
    ADMINISTRATEUR: 'un administrateur partenaire',
    CAF: 'la Caf, à la demande d’un administrateur',
    CNAF: 'la Cnaf, pour tous : il n’y a rien à demander',
  },
  others: {
    UTILISATEUR: 'la personne elle-même',
    GESTIONNAIRE: 'son gestionnaire, ou un administrateur',
    ADMINISTRATEUR: 'un administrateur partenaire',
    CAF: 'la Caf, à la demande d’un administrateur',
    CNAF: 'la Cnaf, pour tous : il n’y a rien à demander',
  },
};

/** Whether a link holds, and in words how. */
export interface LinkState {
  link: Link;
  ok: boolean;
  detail: string;
}

/** The first link that does not hold: the rule it comes from, what to do, and where. */
export interface BrokenLink {
  link: Link;
  rule: string;
  /** what to do, in the words of who reads it */
  remedies: Record<Reader, string>;
  who: Repairer;
  /** page where whoever repairs it does so, or asks the Caf to, by the side they look from; null: nothing to do but wait */
  pages: Record<Side, string | null>;
}

/** What there is to repair, in mode délégué, and where; `place` null: nothing to do but wait. `self`, `caf`: where these read other words. */
export type Repair = Pick<BrokenLink, 'rule' | 'who'> & {
  remedy: string;
  self?: string;
  caf?: string;
  place: Place | null;
};

/** What one link says of itself. */
export type Finding = { ok: true; detail: string } | { ok: false; detail: string; broken: Repair };

/** From where a diagnosis is looked at. */
export type Side = 'partner' | 'caf';

/** Who reads a remedy: the person it is about, others of the partner, the Caf. */
export type Reader = 'self' | Side;

export interface Diagnosis {
  allowed: boolean;
  chain: LinkState[];
  broken: BrokenLink | null;
  /** other troubles of the guide that this person may meet in this service */
  advice: Advice[];
  accountState: AccountState;
}

/** `self`: where the person concerned reads other words. */
export interface Advice {
  rule: string;
  text: string;
  self?: string;
}
