import { createHash } from 'node:crypto';
import { candidatesOf, linkIdentity } from '../adapters/identity/identities.ts';
import { type Oidc, OidcFailure, TICKET_TTL_MS, type Ticket } from '../adapters/identity/oidc.ts';
import { quota, takeTry } from '../adapters/identity/tries.ts';
import { accountOfIdentity, type IdentityRefusal } from '../domain/account/identity.ts';
import { DomainError } from '../domain/errors.ts';
import { enter, type From, noteRefused, type SignedIn } from './admission.ts';
import type { ApiDeps } from './deps.ts';

/** A ticket brings someone back once. */
const ONCE = quota(1, TICKET_TTL_MS);

/**
 * Signs a Caf-side person in by the Caf's identity provider, given the query and the ticket that the browser came back with. Whoever is
 * refused gets the same answer, COMPTE_CAF_REFUSE; why stands in the journal, without the address. A second factor is the provider's affair.
 */
export async function signInByOidc(
  deps: ApiDeps,
  oidc: Oidc,
  came: { query: string; ticket: Ticket },
  from: From,
): Promise<SignedIn> {
  const at = deps.clock();
  const used = `oidc:${createHash('sha256').update(came.ticket.state).digest('hex')}`;
  if ((await takeTry(deps.db, used, ONCE, at)) > 0) throw new OidcFailure('refused', 'TICKET_USED');
  const identity = await oidc.finish(came.query, came.ticket);
  const verdict = accountOfIdentity(identity, await candidatesOf(deps.db, identity, at));
  if ('refused' in verdict) return refuse(deps, verdict, from, at);
  const link = await deps.db.$transaction((tx) => linkIdentity(tx, verdict.open, identity));
  if (link === false) return refuse(deps, { refused: 'AUTRE_IDENTITE', account: verdict.open }, from, at);
  const label = `Connexion par le compte de la Caf${link === 'linked' ? ', désormais associé' : ''}`;
  return enter(deps, { id: verdict.open, provenBy: 'provider' }, label, from, at);
}

async function refuse(
  deps: ApiDeps,
  { refused, account }: { refused: IdentityRefusal; account: string | null },
  from: From,
  at: Date,
): Promise<never> {
  await noteRefused(deps, { account, label: 'Connexion par le compte de la Caf refusée', motif: refused }, from, at);
  throw new DomainError('COMPTE_CAF_REFUSE', 'Le compte de la Caf n’ouvre aucun compte de Passerelle.');
}
