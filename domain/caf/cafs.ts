import { DEPARTEMENTS } from '../formats/departement.ts';

/** In the place of a Caf's code: what is no Caf's, the Cnaf's own. */
export const NATIONAL = 'NATIONAL';

/** Code of a managing Caf: its département's, or CNA (DEL-7b). */
export const CAF_CODES: readonly string[] = [...DEPARTEMENTS.map(({ code }) => code), 'CNA'];

/** Words for a Caf. */
export function cafName(code: string): string {
  if (code === NATIONAL) return 'Caisse nationale des allocations familiales (Cnaf)';
  if (code === 'CNA') return "Centre national d'appui (Caf des Yvelines)";
  const name = DEPARTEMENTS.find((one) => one.code === code)?.name;
  return name === undefined ? `Caf ${code}` : `Caf ${code} – ${name}`;
}

/** … within a sentence. */
export function cafInWords(code: string): string {
  return code === 'CNA' ? `le ${cafName(code)}` : `la ${cafName(code)}`;
}

/** Address of a Caf's own mailbox from a pattern such as `agent@caf{caf}.example` (configuration, CON-38). */
export function mailboxOf(pattern: string): (caf: string) => string {
  return (caf) => (caf === 'CNA' ? pattern.replace('caf{caf}', 'cna') : pattern).replace('{caf}', caf.toLowerCase());
}
