import { isClosed } from '../account/state.ts';
import type { Titre } from '../account/types.ts';
import { type Fault, missing } from '../errors.ts';
import { parseNumeroInstructeur } from '../formats/codes.ts';
import { membershipsOf } from '../people/desk.ts';
import { type Group, isLive, type Roster } from '../people/types.ts';
import { ALL_EVIDENCE } from '../service/controlled.ts';
import type { Evidence } from '../service/evidence.ts';
import { type ControlItem, type Controlled, type Correction, DEPART } from './types.ts';

type Asked = Pick<Evidence, 'label' | 'words' | 'file' | 'typed' | 'rule'>;

const OPEN_ACCOUNT: Asked = {
  label: 'compte encore ouvert après un départ signalé',
  words: 'Départ signalé, compte encore ouvert',
  file: false,
  typed: null,
  rule: 'ACC-14',
};

/** What an item may be about: what the services of the catalogue ask for (OBL-15), and departures. */
export const CONTROLLED: readonly [Controlled, ...Controlled[]] = [DEPART, ...ALL_EVIDENCE.map(({ about }) => about)];

const groundOf = (about: Controlled) => ALL_EVIDENCE.find((one) => one.about === about);

/** What is asked for, by what it is about (REQ-9, REQ-12, REQ-16). */
export function evidenceOf(about: Controlled): Asked {
  return groundOf(about) ?? OPEN_ACCOUNT;
}

/** What the person's accesses say now: the profile is theirs no more, or the account is closed (GRP-14, ACC-14). */
export function observed(roster: Roster, item: ControlItem, at: Date): Correction | null {
  const account = roster.accounts.find((one) => one.id === item.userId);
  if (account === undefined || isClosed(account, at)) return 'COMPTE_CLOS';
  if (item.about === DEPART) return null;
  const ground = groundOf(item.about);
  const gives = (group: Group, role: string | null) => (role === null ? group.role !== null : group.role === role);
  const groups = new Set(membershipsOf(roster, item.userId).map((one) => one.groupId));
  const holds = roster.groups.some(
    (group) => groups.has(group.id) && group.service === ground?.service && gives(group, ground.role) && isLive(group),
  );
  return holds ? null : 'ACCES_RETIRE';
}

/** Evidence still to come: asked for, not given, and the person still has what it is about. */
export function isAwaited(roster: Roster, item: ControlItem, at: Date): boolean {
  return item.about !== DEPART && item.proof === null && observed(roster, item, at) === null;
}

/** What tells where an item stands, as stored or as shown. */
type Standing = Pick<ControlItem, 'about'> & {
  proof: unknown;
  gap: Pick<NonNullable<ControlItem['gap']>, 'correction' | 'corrected'> | null;
};

/** What the administrateur may give now: the Caf's work does not change under its eyes, what it accepted is not asked for again. */
export function isAskedFor(state: string, item: Standing): boolean {
  if (item.about === DEPART) return false;
  if (state === 'PIECES_DEMANDEES') return true;
  return state === 'EXAMINE' ? item.proof === null : isOpenGap(item);
}

/** A gap that waits for the administrateur. */
export function isOpenGap({ gap }: Pick<Standing, 'gap'>): boolean {
  return gap !== null && !gap.corrected && gap.correction === null;
}

/** A gap whose correction the Caf has yet to check. */
export function isToCheck({ gap }: ControlItem): boolean {
  return gap !== null && !gap.corrected && gap.correction !== null;
}

export interface GivenProof {
  file: boolean;
  numeroInstructeur: string | null;
  titre: Titre | null;
}

/** All that is missing or not asked for, at once (U3). */
export function proofFaults(about: Controlled, given: GivenProof): Fault[] {
  const { file, typed } = evidenceOf(about);
  const faults: Fault[] = [];
  const required = (path: string, message: string) => faults.push(missing(path, message, 'OBL-15'));
  const unasked = (path: string) =>
    faults.push({ path, code: 'CHAMP_INCONNU', message: "Ce n'est pas ce qui est demandé pour cette personne." });
  if (file && !given.file) required('file', 'Joignez la pièce : PDF, PNG ou JPEG.');
  if (!file && given.file) unasked('file');
  if (typed === 'titre' && given.titre === null) required('titre', 'Choisissez un titre de la liste.');
  if (typed !== 'titre' && given.titre !== null) unasked('titre');
  if (typed !== 'numeroInstructeur') {
    if (given.numeroInstructeur !== null) unasked('numeroInstructeur');
  } else if (given.numeroInstructeur === null) required('numeroInstructeur', "Indiquez le numéro d'instructeur.");
  else {
    const parsed = parseNumeroInstructeur(given.numeroInstructeur);
    if (!parsed.ok) faults.push({ path: 'numeroInstructeur', ...parsed.fault });
  }
  return faults;
}
