import type { Fault } from '../domain/errors.ts';

const MIN = 12;
const MAX = 128;
/** Beginnings and bases of the passwords that are guessed first, and words of this house (S4). */
const COMMON = [
  'password',
  'motdepasse',
  'azerty',
  'qwerty',
  '123456',
  'abcdef',
  'soleil',
  'bonjour',
  'passerelle',
  'caf',
  'cnaf',
  'partenaire',
  'admin',
  'letmein',
  'iloveyou',
  'changeme',
];

/** What is wrong with a new password (S4: length, no common or context word alone, no composition rule). */
export function passwordFaults(password: string, context: readonly string[], path = 'newPassword'): Fault[] {
  const fault = (code: string, message: string): Fault[] => [{ path, code, message }];
  if ([...password].length < MIN)
    return fault('MOT_DE_PASSE_TROP_COURT', `Le mot de passe compte au moins ${MIN} caractères.`);
  if ([...password].length > MAX)
    return fault('MOT_DE_PASSE_TROP_LONG', `Le mot de passe compte au plus ${MAX} caractères.`);
  const letters = plain(password);
  const words = [...COMMON, ...context.map(plain).filter((word) => word.length >= 4)];
  const left = words.reduce((rest, word) => rest.replaceAll(word, ''), letters);
  // what is left once known words, digits and signs are gone must still be something
  if (new Set(letters).size < 5 || left.replace(/[^a-z]/g, '').length < 4) {
    return fault(
      'MOT_DE_PASSE_TROP_COMMUN',
      'Ce mot de passe se devine trop facilement : prenez plusieurs mots sans rapport entre eux.',
    );
  }
  return [];
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
