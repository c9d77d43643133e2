/**
 * What became of one attempt (R2): taken; to be retried (4xx, or failed before any byte of the message left); refused for good (5xx);
 * or a doubt: the message had begun to leave and no answer came. Reasons hold codes, never an address or a server's text (S2).
 */
export type SendOutcome =
  | { kind: 'taken'; response: string }
  /** `about` the server: it is away or does not want us; nothing is wrong with this message */
  | { kind: 'retry'; about: 'server' | 'message'; reason: string }
  /** `responseCode` null: no server was asked, the address is none */
  | { kind: 'refused'; responseCode: number | null; reason: string }
  | { kind: 'doubt'; reason: string }
  /** nothing was sent: what the mail carries is void by now */
  | { kind: 'void' };

/**
 * How far an attempt has come: `open` until AUTH is done; `envelope` until the server asks for the message; `marking` while the row
 * is marked, no byte having left; `data` from then on.
 */
export type Phase = 'open' | 'envelope' | 'marking' | 'data';

/** An error as nodemailer's sessions report it. */
export interface Failure extends Error {
  code?: string;
  response?: string;
  responseCode?: number;
}

/** 5xx answers to MAIL that speak of how we sign in, not of the message (RFC 4954). */
const ABOUT_SIGN_IN = [530, 534, 535, 538];

const WORDS: Record<string, string> = {
  ETIMEDOUT: 'le serveur ne répond pas',
  ECONNECTION: 'connexion interrompue',
  ESOCKET: 'connexion impossible ou interrompue',
  EDNS: 'serveur introuvable',
  ETLS: 'connexion chiffrée impossible',
  EAUTH: 'identification refusée',
};

/** The outcome of a failed attempt, from how far it came and what the server said. */
export function judge(failure: Failure, phase: Phase): SendOutcome {
  const code = failure.responseCode;
  const reason = reasonOf(failure, phase);
  if (phase === 'open' || phase === 'marking') return { kind: 'retry', about: 'server', reason };
  if (code !== undefined && code >= 500 && code < 600)
    return phase === 'envelope' && ABOUT_SIGN_IN.includes(code)
      ? { kind: 'retry', about: 'server', reason }
      : { kind: 'refused', responseCode: code, reason };
  if (code !== undefined && code >= 400 && code < 500)
    return { kind: 'retry', about: code === 421 ? 'server' : 'message', reason };
  if (phase === 'data') return { kind: 'doubt', reason };
  return { kind: 'retry', about: 'server', reason };
}

function reasonOf({ code, message, response, responseCode }: Failure, phase: Phase): string {
  if (responseCode !== undefined) {
    const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1];
    return `réponse ${responseCode}${enhanced === undefined ? '' : ` ${enhanced}`} du serveur de courriel`;
  }
  if (message === 'stopped') return "arrêt demandé avant l'envoi";
  if (phase === 'marking') return "l'envoi n'a pas pu être noté";
  const what = WORDS[code ?? ''] ?? 'connexion interrompue';
  return phase === 'data' ? `${what} après le début du message` : what;
}
