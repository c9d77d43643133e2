import { type Credentials, credentialsOf } from '../adapters/identity/credentials.ts';
import { verifyPassword } from '../adapters/identity/passwords.ts';
import { readTemporaryPassword } from '../adapters/identity/temporaryPassword.ts';
import { assertInTime, enter, enterOnce, type From, noteRefused, refused, type SignedIn } from './admission.ts';
import { CodeRequired, codeRefused, issueTicket, readTicket, startAgain } from './codeStep.ts';
import type { ApiDeps } from './deps.ts';
import { countTry } from './tries.ts';

const REFUSED = 'Connexion refusée';

/**
 * Signs someone in by their personal or their temporary password (S3, ACC-7). Each try is counted before it is made, for the login, known
 * or not, and for the address. Unknown, locked, closed and wrong get the same answer after the same work, always two verifications:
 * IDENTIFIANTS_REFUSES. An expired temporary password, given right, is told so: MDP_EXPIRE. Too many from one address: TROP_DE_TENTATIVES.
 * A refused try stands in the journal, a locked one only in the log: a login that is guessed at does not fill it.
 * Who has a second factor is asked for a code after the right password, CODE_REQUIS: tries are forgotten only once it is right too.
 */
export async function signIn(
  deps: ApiDeps,
  given: { login: string; password: string; code?: string },
  from: From,
): Promise<SignedIn> {
  const at = deps.clock();
  const tried = await countTry(deps, given.login, from.ip, at);
  const found = await credentialsOf(deps.db, given.login, at);
  const open = enterable(found, tried.locked);
  const personal = await verifyPassword(open?.passwordHash ?? null, given.password);
  const temporary = await verifyPassword(open?.secret?.hash ?? null, readTemporaryPassword(given.password));
  if (open === null || (!personal && !temporary)) {
    const motif = found === null ? 'INCONNU' : open === null ? 'COMPTE_INACTIF' : 'MOT_DE_PASSE';
    if (!tried.locked) await noteRefused(deps, { account: found?.id ?? null, label: REFUSED, motif }, from, at);
    throw refused();
  }
  if (open.secondFactor) {
    if (!personal && open.secret !== null) assertInTime(open.secret, at);
    if (given.code === undefined) {
      await tried.returnAddress();
      throw new CodeRequired(issueTicket(deps, open, given.login, personal, at));
    }
    await takeCode(deps, open, given.code, from, at);
  }
  await tried.forget();
  return admit(deps, open, personal, from, at);
}

/** The second step of the pages: the ticket stands for the password that was right. A wrong code is a failed try like another (S3). */
export async function signInByCode(
  deps: ApiDeps,
  given: { ticket: string; code: string },
  from: From,
): Promise<SignedIn> {
  const at = deps.clock();
  const ticket = readTicket(deps, given.ticket, at);
  if (ticket === null) throw startAgain();
  const tried = await countTry(deps, ticket.login, from.ip, at);
  const open = enterable(await credentialsOf(deps.db, ticket.login, at), tried.locked);
  if (open === null) throw codeRefused();
  const by = ticket.by(open);
  if (by === null) throw startAgain();
  await takeCode(deps, open, given.code, from, at);
  await tried.forget();
  return admit(deps, open, by === 'personal', from, at);
}

async function takeCode(deps: ApiDeps, open: Credentials, code: string, from: From, at: Date): Promise<void> {
  if (await deps.secondFactors.take(open.id, code, at)) return;
  await noteRefused(deps, { account: open.id, label: REFUSED, motif: 'CODE' }, from, at);
  throw codeRefused();
}

/** The account of a login, if it may be entered now. */
function enterable(found: Credentials | null, locked: boolean): Credentials | null {
  return locked || found === null || found.state === 'CLOS' || found.state === 'SUSPENDU' ? null : found;
}

function admit(deps: ApiDeps, open: Credentials, personal: boolean, from: From, at: Date): Promise<SignedIn> {
  if (!personal) return enterOnce(deps, open, from, at);
  const provenBy = open.secondFactor ? 'code' : 'password';
  return enter(deps, { id: open.id, provenBy }, open.secondFactor ? 'Connexion avec un code' : 'Connexion', from, at);
}
