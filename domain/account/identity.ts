import type { AccountState } from './types.ts';

/** Who the Caf's identity provider says that someone is. Nothing of it but issuer and subject is kept. */
export interface Identity {
  issuer: string;
  /** stable at the issuer, unlike an address */
  subject: string;
  /** null: none, or one that the provider did not verify */
  email: string | null;
}

/** An account that an identity may open: the one linked to it, or those of its address. */
export interface IdentityCandidate {
  id: string;
  partnerId: string | null;
  state: AccountState;
  /** kept since the first sign-in through the provider */
  linked: Pick<Identity, 'issuer' | 'subject'> | null;
}

/** Why an identity opens no account: for the journal, never told to who asks. */
export type IdentityRefusal =
  | 'ADRESSE_NON_VERIFIEE'
  | 'INCONNU'
  | 'PLUSIEURS_COMPTES'
  | 'COMPTE_PARTENAIRE'
  | 'AUTRE_IDENTITE'
  | 'COMPTE_INACTIF';

export type IdentityVerdict = { open: string } | { refused: IdentityRefusal; account: string | null };

/**
 * The account that an identity opens: the linked one, else the one Caf-side account of its verified address. A link holds for its issuer:
 * when the deployment trusts another provider, people are linked anew by their address.
 */
export function accountOfIdentity(identity: Identity, candidates: readonly IdentityCandidate[]): IdentityVerdict {
  const known = candidates.find(
    ({ linked }) => linked?.issuer === identity.issuer && linked.subject === identity.subject,
  );
  if (known !== undefined) return openIfActive(known);
  if (identity.email === null) return { refused: 'ADRESSE_NON_VERIFIEE', account: null };
  const staff = candidates.filter(({ partnerId }) => partnerId === null);
  const [found, another] = staff;
  if (found === undefined) {
    const [partnerSide] = candidates;
    return partnerSide === undefined
      ? { refused: 'INCONNU', account: null }
      : { refused: 'COMPTE_PARTENAIRE', account: partnerSide.id };
  }
  if (another !== undefined) return { refused: 'PLUSIEURS_COMPTES', account: found.id };
  if (found.linked?.issuer === identity.issuer) return { refused: 'AUTRE_IDENTITE', account: found.id };
  return openIfActive(found);
}

function openIfActive({ id, partnerId, state }: IdentityCandidate): IdentityVerdict {
  if (partnerId !== null) return { refused: 'COMPTE_PARTENAIRE', account: id };
  return state === 'ACTIF' ? { open: id } : { refused: 'COMPTE_INACTIF', account: id };
}
