import type { ServiceCode } from '../service/services.ts';

/**
 * Where a link is repaired: the page of who repairs it; where that is the Caf, `asked` is the page where an administrateur asks it of her
 * (ADM-8) or sees what she has sent him.
 */
export interface Place {
  page: string;
  asked: string;
}

const SUPPORT = '/support/nouvelle';
const GATES = { signIn: '/connexion', firstSignIn: '/premiere-connexion', forgotten: '/mot-de-passe-oublie' } as const;

/** Every page that a diagnosis may lead to. */
export const PLACES = {
  groups: (partnerId: string, userId: string) => ({
    page: `/partenaires/${partnerId}/groupes`,
    asked: `/partenaires/${partnerId}/demandes/groupes?userId=${userId}`,
  }),
  newGroup: (partnerId: string, service: ServiceCode) => ({
    page: `/partenaires/${partnerId}/groupes/nouveau?service=${service}`,
    asked: SUPPORT,
  }),
  group: (groupId: string) => ({ page: `/groupes/${groupId}`, asked: SUPPORT }),
  // in mode centralisé the account's page has the forms that ask the Caf (RGT-17)
  account: (userId: string) => ({ page: `/comptes/${userId}`, asked: `/comptes/${userId}` }),
  services: (partnerId: string) => ({ page: `/partenaires/${partnerId}#services`, asked: SUPPORT }),
  // a document that waits for the partner is among his own; one that is not there is asked of the Caf
  documents: (partnerId: string, awaited: boolean) => ({
    page: `/partenaires/${partnerId}`,
    asked: awaited ? '/#documents' : SUPPORT,
  }),
  gate: (gate: keyof typeof GATES) => ({ page: GATES[gate], asked: GATES[gate] }),
} satisfies Record<string, (...about: never[]) => Place>;
