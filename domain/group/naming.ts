import { accept, type FormatFault, type Parsed, reject } from '../formats/parsed.ts';
import { cleanText, quoted } from '../formats/text.ts';
import { isProfiled, PROFILE_CODES, type ProfileCode, type ServiceCode } from '../service/services.ts';

/** Reads the code of a group, chosen once for good (FMT-18, GRP-5). Fault: CODE_GROUPE_INVALIDE. */
export function parseGroupCode(raw: string): Parsed {
  const code = cleanText(raw).toUpperCase();
  if (/^[A-Z0-9-]{1,20}$/.test(code)) return accept(code);
  const message = `${quoted(code)} n'est pas un code de groupe : 1 à 20 lettres sans accent, chiffres ou tirets, sans espace, par exemple T2CR.`;
  return reject('CODE_GROUPE_INVALIDE', message, 'FMT-18');
}

/**
 * A Cdap group's label begins with its profile, as a whole word: « T10 Bailleurs » is not about T1 (FMT-19, GRP-6, CDAP-9). Without a
 * profile given, any known one will do (FMT-17). Other services have no profile. Code: LIBELLE_SANS_PROFIL.
 */
export function labelFault(service: ServiceCode, label: string, profile: ProfileCode | null): FormatFault | null {
  if (!isProfiled(service)) return null;
  const named = profileNamed(label);
  if (named !== null && (profile === null || named === profile)) return null;
  const expected = profile === null ? `un profil (${PROFILE_CODES.join(', ')})` : `le profil ${profile}`;
  const example = `${profile ?? 'T2'} Service des Crèches`;
  const message = `Le libellé d'un groupe Cdap commence par ${expected}, par exemple « ${example} ».`;
  return reject('LIBELLE_SANS_PROFIL', message, 'FMT-19').fault;
}

/** Profile that a label begins with, or null. */
export function profileNamed(label: string): ProfileCode | null {
  const [token] = cleanText(label).split(/[^\p{L}\p{N}]/u);
  return PROFILE_CODES.find((profile) => profile === token) ?? null;
}
