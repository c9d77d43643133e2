import type { WaitingFor } from '../decision/waiting.ts';
import type { ContractDocument } from '../document/types.ts';
import type { Task } from '../task/kinds.ts';
import { returnDocuments } from './cafActs.ts';
import { dropTask, ensureTask, note } from './desk.ts';
import { giveUp } from './ending.ts';
import type { Desk, Standing } from './kind.ts';
import { CNA, isForCna } from './newDossier.ts';
import type { Dossier, ServiceFacts } from './types.ts';

/** Subject of the question that is asked before anything is made; the other one is about what the partner wrote. */
const OTHER_CAF = 'AUTRE_CAF';

/**
 * CON-11: another Caf has a convention with this partner. One here beside it is allowed, but is it one reach of several départements, the
 * CNA's to manage (DEL-7)? Asked before the partner gets documents.
 */
export function askReach(desk: Desk<ServiceFacts>): void {
  const { caf, facts } = desk.dossier;
  const { otherCafs, departments } = facts;
  if (isForCna(caf, departments) && facts.awaitsCna === undefined)
    askTransfer(desk, departments, `Le dossier demande plusieurs départements (${departments.join(', ')}).`);
  if (otherCafs.length === 0 || caf === CNA) return;
  const words = `Ce partenaire a déjà une convention active avec une autre Caf (${otherCafs.join(', ')}) : en fait-il une seconde ici, ou sa portée est-elle de plusieurs départements ?`;
  ensureTask(desk, 'VERIFIER_PORTEE', words, OTHER_CAF);
}

/** There is no other convention, or the Caf has answered for it; the partner is where it is to be managed. */
export function reachSettled(standing: Standing<ServiceFacts>): boolean {
  const { dossier } = standing;
  return dossier.caf === CNA || (dossier.facts.otherCafs.length === 0 && !awaitsCna(standing));
}

/** ESAT-28, DEL-7: a bulletin that the partner completed with several départements is the CNA's: the Caf is asked, and does not countersign it. */
export function watchReach(desk: Desk<ServiceFacts>): void {
  const { dossier } = desk;
  if (dossier.caf === CNA && dossier.facts.awaitsCna) dossier.facts.awaitsCna = false; // it has been moved
  const wide = wideBulletins(dossier);
  if (wide.length === 0 || awaitsCna(desk)) return dropTask(desk, 'VERIFIER_PORTEE');
  const words = `Le partenaire a écrit plusieurs départements au bulletin (${departmentsOf(wide)}) : une telle portée est gérée par le Centre national d'appui.`;
  ensureTask(desk, 'VERIFIER_PORTEE', words);
}

/** One département: the second convention goes on, a bulletin that says otherwise goes back to the partner. */
export function keepOneDepartment(desk: Desk<ServiceFacts>, { subject }: Task): void {
  const { dossier } = desk;
  if (subject === OTHER_CAF) {
    dossier.facts.otherCafs = [];
    return;
  }
  const ids = wideBulletins(dossier).map(({ id }) => id);
  returnDocuments(desk, ids, `Indiquez au bulletin le seul département de votre Caf (${dossier.caf}).`);
}

/**
 * Several: the partner moves to the CNA with everything it has, this dossier included, and nothing is signed again (DEL-7, DEL-11). Where another Caf
 * has a convention of its own, the dossier is given up here: begun again with all its départements, it is the CNA's (managingCaf).
 */
export function leaveToCna(desk: Desk<ServiceFacts>, { subject }: Task): void {
  const { dossier } = desk;
  if (subject === OTHER_CAF)
    return giveUp(
      desk,
      "La portée est de plusieurs départements : le dossier est à recommencer avec eux, le Centre national d'appui le gère alors.",
    );
  const wide = wideBulletins(dossier);
  askTransfer(
    desk,
    wide.flatMap(({ content }) => content.departments ?? []),
    `Le bulletin d'adhésion porte sur plusieurs départements (${departmentsOf(wide)}).`,
  );
}

/** Begins the move of the partner to the CNA; the dossier goes on there. */
export function askTransfer(desk: Desk<ServiceFacts>, departments: readonly string[], reason: string): void {
  desk.dossier.facts.awaitsCna = true;
  desk.transfer = { key: desk.newId(), departments: [...new Set(departments)].sort(), reason };
  note(desk, 'dossier.toCna', 'Passage au Centre national d’appui demandé', { rule: 'DEL-7' });
}

/** The partner is on its way to the CNA. */
export function awaitsCna({ dossier }: Standing<ServiceFacts>): boolean {
  return dossier.facts.awaitsCna === true && dossier.caf !== CNA;
}

/** Nobody has anything to do until the partner is with the CNA. */
export const CNA_AWAITED = {
  who: 'SYSTEME',
  what: "le passage du partenaire au Centre national d'appui",
  until: null,
  then: 'Le dossier continue au Centre national d’appui, sans rien signer à nouveau.',
} as const satisfies WaitingFor;

/** Completed and not in force yet. */
function wideBulletins({ caf, documents }: Dossier): ContractDocument[] {
  return documents.filter(
    ({ kind, state, content }) =>
      kind === 'BULLETIN' &&
      (state === 'A_SIGNER' || state === 'SIGNE_PARTENAIRE') &&
      isForCna(caf, content.departments ?? []),
  );
}

function departmentsOf(bulletins: readonly ContractDocument[]): string {
  return [...new Set(bulletins.flatMap(({ content }) => content.departments ?? []))].join(', ');
}
