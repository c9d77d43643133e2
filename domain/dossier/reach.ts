import type { WaitingFor } from '../decision/waiting.ts';
import type { ContractDocument } from '../document/types.ts';
import type { Task } from '../task/kinds.ts';
import { returnDocuments } from './cafActs.ts';
import { dropTask, ensureTask, note } from './desk.ts';
import type { Desk, Standing } from './kind.ts';
import { CNA, isForCna } from './newDossier.ts';
import type { Dossier, ServiceFacts } from './types.ts';

/** Subject of the question that is asked before anything is made; the other one is about what the partner wrote. */
const OTHER_CAF = 'AUTRE_CAF';

/**
 * CON-11, DEL-11: another Caf asks for something for a partner that this one manages, and a SIRET has one convention. Is it one reach of several
 * départements, the CNA's to manage (DEL-7)? Asked before the partner gets documents.
 */
export function askReach(desk: Desk<ServiceFacts>): void {
  const { caf, facts } = desk.dossier;
  const { otherCafs, departments } = facts;
  if (isForCna(caf, departments) && facts.awaitsCna === undefined)
    askTransfer(desk, departments, `Le dossier demande plusieurs départements (${departments.join(', ')}).`);
  if (otherCafs.length === 0 || caf === CNA || awaitsCna(desk)) return;
  const words = `La demande vient d'une autre Caf (${otherCafs.join(', ')}), et un SIRET n'a qu'une convention : le partenaire intervient-il dans votre seul département, ou dans plusieurs ?`;
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

/** One département: it goes on with this Caf, of its département; a bulletin that says otherwise goes back to the partner. */
export function keepOneDepartment(desk: Desk<ServiceFacts>, { subject }: Task): void {
  const { dossier } = desk;
  if (subject === OTHER_CAF) {
    const { departments } = dossier.partner;
    Object.assign(dossier.facts, {
      otherCafs: [],
      departments: departments.length === 1 ? departments : [dossier.caf],
    });
    return;
  }
  const ids = wideBulletins(dossier).map(({ id }) => id);
  returnDocuments(desk, ids, `Indiquez au bulletin le seul département de votre Caf (${dossier.caf}).`);
}

/** Several: the partner moves to the CNA with everything it has, this dossier included, and nothing is signed again (DEL-7, DEL-11). */
export function leaveToCna(desk: Desk<ServiceFacts>, { subject }: Task): void {
  const { dossier } = desk;
  if (subject === OTHER_CAF) {
    const { otherCafs, departments } = dossier.facts;
    const all = [
      ...new Set([...dossier.partner.departments, ...departments, ...otherCafs.filter((one) => one !== CNA)]),
    ].sort();
    Object.assign(dossier.facts, { otherCafs: [], departments: all });
    return askTransfer(desk, all, `Le partenaire intervient dans plusieurs départements (${all.join(', ')}).`);
  }
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
