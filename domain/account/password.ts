import type { Fault } from '../errors.ts';

const MIN = 12;
const MAX = 128;
/** What must be left once known words are gone: so many steps a guesser does not get for free. */
const LEAST_STEPS = 6;

/** Beginnings and bases of the passwords that are guessed first, rows of keyboards, and words of this house (S4). Longer ones first. */
const COMMON = [
  ...['1234567890', '0123456789', '9876543210', '123456789', '987654321', '12345678', '123456', '654321'],
  ...['azertyuiop', 'qwertyuiop', 'azerty', 'qwerty', 'uiop', 'qsdfghjklm', 'asdfghjkl', 'qsdfgh', 'asdfgh', 'hjkl'],
  ...['wxcvbn', 'zxcvbnm', 'abcdef', '1q2w3e4r', '1a2z3e4r'],
  ...['motdepasse', 'password', 'passwort', 'changeme', 'changezmoi', 'letmein', 'iloveyou', 'jetaime', 'welcome'],
  ...['bienvenue', 'bonjour', 'soleil', 'doudou', 'loulou', 'chouchou', 'marseille', 'football', 'princesse'],
  ...['administrateur', 'administrator', 'admin', 'utilisateur', 'temporaire', 'provisoire', 'secret'],
  ...['moncomptepartenaire', 'partenaire', 'passerelle', 'allocataire', 'allocations', 'familiales', 'cnaf', 'cdap'],
  'caf',
];

/**
 * What is wrong with a new password (FMT-23, S4): its length, or that common words and words of its person (`context`: names, login,
 * organisme) are nearly all of it. No composition rule: any script, digits alone or spaces will do, if they are not a sequence.
 */
export function passwordFaults(password: string, context: readonly string[], path = 'newPassword'): Fault[] {
  const fault = (code: string, message: string): Fault[] => [{ path, code, message, rule: 'FMT-23' }];
  const length = [...password].length;
  if (length < MIN) return fault('MOT_DE_PASSE_TROP_COURT', `Le mot de passe compte au moins ${MIN} caractères.`);
  if (length > MAX) return fault('MOT_DE_PASSE_TROP_LONG', `Le mot de passe compte au plus ${MAX} caractères.`);
  const words = [...wordsOf(context), ...COMMON];
  const left = words.reduce((rest, word) => rest.replaceAll(word, ''), plain(password).replace(/[\s._-]/g, ''));
  if (stepsOf(left) >= LEAST_STEPS) return [];
  return fault(
    'MOT_DE_PASSE_TROP_COMMUN',
    'Ce mot de passe se devine trop facilement : prenez plusieurs mots sans rapport entre eux.',
  );
}

/** Different pairs of characters that follow each other, without repetitions and neighbours: « aa », « ab » and « 21 » teach nothing. */
function stepsOf(text: string): number {
  const characters = [...text];
  const steps = new Set<string>();
  for (const [index, character] of characters.slice(1).entries()) {
    const former = characters[index] ?? '';
    if (Math.abs((character.codePointAt(0) ?? 0) - (former.codePointAt(0) ?? 0)) > 1) steps.add(former + character);
  }
  return steps.size;
}

/** The words of the context and each of them run together, longest first; shorter than 4 letters they stand in too many others. */
function wordsOf(context: readonly string[]): string[] {
  const words = context.map(plain).flatMap((text) => {
    const parts = text.split(/[^\p{L}\p{N}]+/u);
    return [parts.join(''), ...parts];
  });
  return words.filter((word) => word.length >= 4).sort((a, b) => b.length - a.length);
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
