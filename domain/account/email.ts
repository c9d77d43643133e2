import { type FormatFault, reject } from '../formats/parsed.ts';
import { foldText, quoted } from '../formats/text.ts';

/** Words of a mailbox that a team or a function reads (FMT-13): singular, folded. `ACC-1`: never a function either. */
const SERVICE_WORDS = [
  ...['contact', 'accueil', 'secretariat', 'secretaire', 'standard', 'courrier', 'courriel', 'bureau', 'boite'],
  ...['info', 'information', 'noreply', 'nepasrepondre', 'webmaster', 'postmaster', 'mail', 'support', 'assistance'],
  ...['direction', 'directeur', 'directrice', 'responsable', 'president', 'presidente', 'presidence', 'maire'],
  ...['admin', 'administrateur', 'administration', 'gestion', 'gestionnaire', 'compta', 'comptabilite', 'facturation'],
  ...['rh', 'drh', 'ressourceshumaines', 'personnel', 'paie', 'dsi', 'informatique', 'equipe', 'pole', 'antenne'],
  ...['mairie', 'commune', 'ville', 'ccas', 'cias', 'creche', 'social', 'sociaux', 'action', 'aide', 'rsa', 'caf'],
  ...['esat', 'tutelle', 'curatelle', 'mandataire', 'association', 'asso', 'foyer', 'residence', 'etablissement'],
  ...['bailleur', 'logement', 'habitat', 'insertion', 'petiteenfance', 'enfance', 'jeunesse', 'famille', 'departement'],
];
/** One of those words, several run together, plurals included, or anything that begins with « service ». */
const SERVICE = new RegExp(`^(?:service.*|(?:(?:${SERVICE_WORDS.join('|')})s?)+)$`);

/** Small words of a family name that addresses often leave out. */
const PARTICLES = new Set(
  'd de des du l la le les da das do dos di del della van von der den ten ter el al ben bel bin'.split(' '),
);

export interface Person {
  firstName: string;
  lastName: string;
}

/**
 * Whether an address (read by `parseEmail`) is this person's own (FMT-12, FMT-13, ACC-2): a mailbox of a service is refused, one that
 * shows nothing of the person's name is for the creator to confirm. Codes: EMAIL_NON_NOMINATIF, EMAIL_A_CONFIRMER.
 */
export function nominativeEmail(
  email: string,
  person: Person,
): { fault: FormatFault | null; warning: FormatFault | null } {
  const local = email.slice(0, email.lastIndexOf('@')).toLowerCase();
  // what follows a plus sign sorts the mails of one mailbox (RFC 5233): whose it is stands before it
  const mailbox = local.replace(/(?<=.)\+.*$/, '');
  const tokens = mailbox.split(/[^a-z]+/).filter((token) => token !== '');
  const first = nameKeys(person.firstName);
  const last = nameKeys(person.lastName);
  if (isServiceMailbox(tokens, first, last)) {
    const message = `${quoted(email)} semble être l'adresse d'un service. La Cnil demande une adresse individuelle, au nom de la personne.`;
    return { fault: reject('EMAIL_NON_NOMINATIF', message, 'FMT-12').fault, warning: null };
  }
  if (shows(tokens, first) || shows(tokens, last) || showsInitialAnd(tokens, first, last))
    return { fault: null, warning: null };
  const message = `${quoted(email)} ne contient ni le nom ni le prénom de la personne. Confirmez que cette adresse est la sienne et qu'elle seule la lit.`;
  return { fault: null, warning: reject('EMAIL_A_CONFIRMER', message, 'FMT-13').fault };
}

/** A service's word refuses, unless it is the person's own name and the rest of the name stands beside it: Anne Contact, Esat Yilmaz. */
function isServiceMailbox(tokens: readonly string[], first: readonly string[], last: readonly string[]): boolean {
  const words = tokens.filter((token) => SERVICE.test(token));
  if (words.length === 0) return SERVICE.test(tokens.join('')); // no-reply
  const whole =
    (shows(tokens, first) && shows(tokens, last)) ||
    showsInitialAnd(tokens, first, last) ||
    showsInitialAnd(tokens, last, first);
  return !(whole && words.every((word) => first.includes(word) || last.includes(word)));
}

/** How a name may stand in an address: run together, without its particles, or one of its words. « de La Tour-Martin » → 4 keys. */
function nameKeys(name: string): string[] {
  const words = name
    .split(/[\s'’‐-―-]+/)
    .map(foldText)
    .filter((word) => word !== '');
  const main = words.filter((word) => word.length > 1 && !PARTICLES.has(word));
  return [...new Set([words.join(''), main.join(''), ...main])].filter((key) => key !== '');
}

/** A name of one or two letters must stand alone: « Li » is not in « julie ». */
function shows(tokens: readonly string[], keys: readonly string[]): boolean {
  const compact = tokens.join('');
  return keys.some((key) => tokens.includes(key) || (key.length > 2 && compact.includes(key)));
}

/** Initial and name, in either order, with or without a separator: « mdurand », « durand.m », and « jpdurand » for Jean-Pierre. */
function showsInitialAnd(tokens: readonly string[], initialOf: readonly string[], names: readonly string[]): boolean {
  const compact = tokens.join('');
  const [whole = '', ...rest] = initialOf;
  const words = rest.length > 1 ? rest : [whole];
  const initials = [whole.slice(0, 1), words.map((word) => word.slice(0, 1)).join('')];
  return names.some((name) => initials.some((one) => compact === one + name || compact === name + one));
}
