import { TITRES } from '../account/types.ts';
import type { Fault } from '../errors.ts';
import { parseCodeBailleur, parseNumeroInstructeur } from '../formats/codes.ts';
import type { Parsed } from '../formats/parsed.ts';
import { cleanText } from '../formats/text.ts';
import { REFUSALS } from '../service/cdap/refusals.ts';
import type { ProfileCode } from '../service/services.ts';

/** What the account says of a person that a profile may ask for. */
export interface ProfilePerson {
  qualification: string | null;
  numeroInstructeur: string | null;
  codeBailleur: string | null;
  titre: string | null;
  /** assistant social du travail */
  workplaceSocialWorker: boolean;
}

/** What a person lacks for a group of this profile, everything at once (GRP-17, CDAP-4). */
export function profileFaults(profile: ProfileCode, person: ProfilePerson): Fault[] {
  switch (profile) {
    case 'T1':
      return qualificationFaults(person);
    case 'T2':
      return [];
    case 'T4':
      return codeFaults('numeroInstructeur', person.numeroInstructeur, parseNumeroInstructeur, {
        code: 'SANS_NUMERO_INSTRUCTEUR',
        message: REFUSALS.SANS_NUMERO_INSTRUCTEUR,
        rule: 'REQ-12',
      });
    case 'T9':
      return titreFaults(person.titre);
    case 'T10':
      return codeFaults('codeBailleur', person.codeBailleur, parseCodeBailleur, {
        code: 'SANS_CODE_BAILLEUR',
        message: 'Le profil T10 demande le code bailleur, celui que vous aviez dans Cafpro.',
        rule: 'CDAP-7',
      });
  }
}

/** REQ-8: AS or CESF, and never an occupational social worker. */
function qualificationFaults({ qualification, workplaceSocialWorker }: ProfilePerson): Fault[] {
  const faults: Fault[] = [];
  const refuse = (path: string, code: 'AS_DU_TRAVAIL_EXCLU' | 'NI_AS_NI_CESF') =>
    faults.push({ path, code, message: REFUSALS[code], rule: 'REQ-8' });
  if (workplaceSocialWorker) refuse('workplaceSocialWorker', 'AS_DU_TRAVAIL_EXCLU');
  if (qualification !== 'AS' && qualification !== 'CESF') refuse('qualification', 'NI_AS_NI_CESF');
  return faults;
}

function codeFaults(
  path: string,
  value: string | null,
  parse: (raw: string) => Parsed,
  missing: Omit<Fault, 'path'>,
): Fault[] {
  const typed = cleanText(value ?? '');
  if (typed === '') return [{ path, ...missing }];
  const parsed = parse(typed);
  return parsed.ok ? [] : [{ path, ...parsed.fault }];
}

const UNKNOWN_TITRE = 'Choisissez un titre de la liste.';

/** REQ-16, CON-03: a T9 right rests on one of four titles. */
function titreFaults(titre: string | null): Fault[] {
  if (titre === null || cleanText(titre) === '')
    return [{ path: 'titre', code: 'SANS_TITRE', message: REFUSALS.SANS_TITRE, rule: 'REQ-16' }];
  if (TITRES.some((one) => one === titre)) return [];
  return [{ path: 'titre', code: 'CHAMP_INVALIDE', message: UNKNOWN_TITRE, rule: 'REQ-16' }];
}
