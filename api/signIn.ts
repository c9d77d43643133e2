import { type Credentials, credentialsOf } from '../adapters/credentials.ts';
import { verifyPassword } from '../adapters/passwords.ts';
import { assertInTime, enter, enterOnce, type From, refused, type SignedIn } from './admission.ts';
import { CodeRequired, codeRefused, issueTicket, readTicket, startAgain } from './codeStep.ts';
import type { ApiDeps } from './deps.ts';
import { countTry } from './tries.ts';

/**
 * Signs someone in by their personal or their temporary password (S3, ACC-7). Each try is counted before it is made, for the login, known
 * or not, and for the address. Unknown, locked, closed and wrong get the same answer after the same work, always two verifications:
 * IDENTIFIANTS_REFUSES. An expired temporary password, given right, is told so: MDP_EXPIRE. Too many from one address: TROP_DE_TENTATIVES.
 * Who has a second factor is asked for a code after the right password, CODE_REQUIS: tries are forgotten only once it is right too.
 */
export async function signIn(
  deps: ApiDeps,
  given: { login: string; password: string; code?: string },
  from: From,
): Promise<SignedIn> {
  const at = deps.clock();
  const tried = await countTry(deps, given.login, from.ip, at);
  const open = await openAccount(deps, given.login, tried.locked, at);
  const personal = await verifyPassword(open?.passwordHash ?? null, given.password);
  const temporary = await verifyPassword(open?.secret?.hash ?? null, given.password);
  if (open === null || (!personal && !temporary)) throw refused();
  if (open.secondFactor) {
    if (!personal && open.secret !== null) assertInTime(open.secret, at);
    if (given.code === undefined) {
      await tried.returnAddress();
      throw new CodeRequired(issueTicket(deps, open, given.login, personal, at));
    }
    if (!(await deps.secondFactors.take(open.id, given.code, at))) throw codeRefused();
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
  const open = await openAccount(deps, ticket.login, tried.locked, at);
  if (open === null) throw codeRefused();
  const by = ticket.by(open);
  if (by === null) throw startAgain();
  if (!(await deps.secondFactors.take(open.id, given.code, at))) throw codeRefused();
  await tried.forget();
  return admit(deps, open, by === 'personal', from, at);
}

/** The account of a login, if it may be entered now. */
async function openAccount(deps: ApiDeps, login: string, locked: boolean, at: Date): Promise<Credentials | null> {
  const found = await credentialsOf(deps.db, login, at);
  return locked || found === null || found.state === 'CLOS' || found.state === 'SUSPENDU' ? null : found;
}

function admit(deps: ApiDeps, open: Credentials, personal: boolean, from: From, at: Date): Promise<SignedIn> {
  if (!personal) return enterOnce(deps, open, from, at);
  return enter(deps, open.id, open.secondFactor ? 'Connexion avec un code' : 'Connexion', from, at);
}
