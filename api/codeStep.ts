import type { Credentials } from '../adapters/identity/credentials.ts';
import { sha256 } from '../adapters/store/ids.ts';
import { DomainError } from '../domain/errors.ts';
import type { ApiDeps } from './deps.ts';

/** How long after the password the code may be given. */
const TICKET_TTL_MS = 5 * 60_000;
const ABOUT = 'second-factor-ticket';

/** The password was right, a code is needed. The pages keep the sealed ticket in their form; programs send the code with the password. */
export class CodeRequired extends DomainError {
  readonly ticket: string;
  constructor(ticket: string) {
    super('CODE_REQUIS', 'Un code de votre application d’authentification est demandé.');
    this.ticket = ticket;
  }
}

/** Wrong, used before, or the login is locked. */
export function codeRefused(): DomainError {
  return new DomainError(
    'CODE_INCORRECT',
    'Code refusé. Un code ne sert qu’une fois : attendez le suivant. Après plusieurs erreurs, attendez un quart d’heure.',
  );
}

export function startAgain(): DomainError {
  return new DomainError(
    'CONNEXION_A_REPRENDRE',
    'Trop de temps a passé depuis le mot de passe : reprenez la connexion.',
  );
}

/** Sealed: whose password was right, and which one. It is void when that password changes or is used up. */
export function issueTicket(deps: ApiDeps, open: Credentials, login: string, personal: boolean, at: Date): string {
  const print = printOf(personal ? open.passwordHash : (open.secret?.hash ?? null));
  const ticket = { login, print, until: at.getTime() + TICKET_TTL_MS };
  return deps.seal.close(Buffer.from(JSON.stringify(ticket)), ABOUT).toString('base64url');
}

/** What a ticket says; null when it is not ours, changed, or past its end. */
export function readTicket(
  deps: ApiDeps,
  text: string,
  at: Date,
): { login: string; by(open: Credentials): 'personal' | 'temporary' | null } | null {
  try {
    const opened = deps.seal.open(Buffer.from(text, 'base64url'), ABOUT);
    const { login, print, until }: { login: string; print: string; until: number } = JSON.parse(opened.toString());
    if (at.getTime() >= until) return null;
    const by = ({ passwordHash, secret }: Credentials) => {
      if (printOf(passwordHash) === print) return 'personal';
      return printOf(secret?.hash ?? null) === print ? 'temporary' : null;
    };
    return { login, by };
  } catch {
    return null;
  }
}

/** Tells a password's hash from another without showing it. */
function printOf(hash: string | null): string | null {
  return hash === null ? null : sha256(hash);
}
