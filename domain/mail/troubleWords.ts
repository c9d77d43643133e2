import { mailLabel } from './registry.ts';

/** A mail that was refused, or cut off twice, as its row keeps it. */
export interface TroubledMail {
  template: string;
  recipient: string;
  state: string;
  lastError: string | null;
}

/** What mail servers mean by their extended codes (RFC 3463), in words. */
const MEANINGS: readonly [RegExp, string][] = [
  [/\b5\.1\.[0-36]\b/, 'cette adresse n’existe pas'],
  [/\b5\.1\.\d+\b/, 'cette adresse n’est pas acceptée'],
  [/\b5\.2\.1\b/, 'cette boîte est fermée'],
  [/\b5\.2\.2\b/, 'cette boîte est pleine'],
  [/\b5\.2\.3\b|\b552\b/, 'le message est trop gros pour cette boîte'],
  [/\b5\.7\.\d+\b/, 'sa messagerie n’accepte pas nos courriels'],
  [/\b55[013]\b/, 'cette adresse n’existe pas ou n’est pas acceptée'],
];

/** The address itself was refused: another attempt would end alike, and spoils the sender's name with the relay. */
export function isAddressRefused({ state, lastError }: Pick<TroubledMail, 'state' | 'lastError'>): boolean {
  if (state !== 'ENVOI_ECHOUE' || lastError === null) return false;
  const extended = /\b5\.(\d)\.\d+\b/.exec(lastError)?.[1];
  return extended === undefined ? /\b55[013]\b/.test(lastError) : extended === '1' || /\b5\.2\.1\b/.test(lastError);
}

/** The cause of an incident in words: which mail, to which address, what the relay said, and what to do. */
export function troubleWords({ template, recipient, state, lastError }: TroubledMail): string {
  const what = `Le courriel « ${mailLabel(template)} » à ${recipient}`;
  if (state === 'DOUTE')
    return `${what} est parti deux fois sans que sa messagerie réponde : il a pu arriver. Demandez au destinataire s’il l’a reçu.`;
  const meaning = MEANINGS.find(([code]) => code.test(lastError ?? ''))?.[1];
  const said = lastError === null ? '' : ` (${lastError})`;
  const why = meaning === undefined ? `n’est pas parti${said}` : `a été refusé : ${meaning}${said}`;
  const next = isAddressRefused({ state, lastError })
    ? 'Corrigez l’adresse : « Reprendre » ne renvoie rien à une adresse refusée.'
    : '« Reprendre » le renvoie.';
  return `${what} ${why}. ${next}`;
}
