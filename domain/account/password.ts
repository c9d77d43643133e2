import type { Code } from '../codes.ts';
import type { Fault } from '../errors.ts';

const MIN = 12;
const MAX = 128;
/** What a guesser who comes by the hashes tries in weeks, not in minutes; at the door ten guesses lock the account (S3). */
const LEAST_GUESSES = 1e8;

/** Words of this house and of its forms, which dictionaries do not have or hold for rare (S4). */
const HOUSE = [
  ...['mot de passe', 'identifiant', 'temporaire', 'provisoire', 'administrateur', 'gestionnaire', 'utilisateur'],
  ...['mon compte partenaire', 'partenaire', 'passerelle', 'habilitation', 'convention'],
  ...['allocations familiales', 'allocataire', 'caf', 'cnaf', 'cdap', 'afas'],
];

/** Guesses until a password is found by somebody who knows these words (`adapters/identity/passwordStrength.ts`: dictionaries are heavy). */
export type Guesses = (password: string, words: readonly string[]) => Promise<number>;

/**
 * What is wrong with a new password (FMT-23, S4): its length, or that it is guessed too soon by who knows common passwords and words, and
 * those of its person (`own`: names, login, address, organisme). No composition rule: any script, digits alone or spaces will do.
 */
export async function passwordFaults(
  password: string,
  own: readonly string[],
  guesses: Guesses,
  path = 'newPassword',
): Promise<Fault[]> {
  const fault = (code: Code, message: string): Fault[] => [{ path, code, message, rule: 'FMT-23' }];
  const length = [...password].length;
  if (length < MIN) return fault('MOT_DE_PASSE_TROP_COURT', `Le mot de passe compte au moins ${MIN} caractères.`);
  if (length > MAX) return fault('MOT_DE_PASSE_TROP_LONG', `Le mot de passe compte au plus ${MAX} caractères.`);
  if ((await guesses(password, [...own, ...HOUSE])) >= LEAST_GUESSES) return [];
  return fault(
    'MOT_DE_PASSE_TROP_COMMUN',
    (await guesses(password, HOUSE)) < LEAST_GUESSES
      ? 'Ce mot de passe se devine trop facilement (mots courants, date, répétition ou suite de touches) : prenez plusieurs mots sans rapport entre eux.'
      : 'Ce mot de passe se devine trop facilement quand on connaît votre nom, votre identifiant, votre adresse ou votre organisme : prenez plusieurs mots sans rapport entre eux ni avec vous.',
  );
}
