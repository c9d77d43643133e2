import type { ContractDocument } from '../document/types.ts';
import type { Task } from '../task/kinds.ts';
import { returnDocuments } from './cafActs.ts';
import { dropTask, ensureTask } from './desk.ts';
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
  if (reachSettled(desk)) return;
  const { otherCafs } = desk.dossier.facts;
  const words = `Ce partenaire a déjà une convention active avec une autre Caf (${otherCafs.join(', ')}) : en fait-il une seconde ici, ou sa portée est-elle de plusieurs départements ?`;
  ensureTask(desk, 'VERIFIER_PORTEE', words, OTHER_CAF);
}

/** There is no other convention, or the Caf has answered for it. */
export function reachSettled({ dossier }: Standing<ServiceFacts>): boolean {
  return dossier.facts.otherCafs.length === 0 || dossier.caf === CNA;
}

/** ESAT-28, DEL-7: a bulletin that the partner completed with several départements is the CNA's: the Caf is asked, and does not countersign it. */
export function watchReach(desk: Desk): void {
  const wide = wideBulletins(desk.dossier);
  if (wide.length === 0) return dropTask(desk, 'VERIFIER_PORTEE');
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

/** Several: nothing comes into force here; begun again with all its départements, the dossier is the CNA's (managingCaf). */
export function leaveToCna(desk: Desk): void {
  const { dossier } = desk;
  const wide = wideBulletins(dossier);
  const words = wide.length === 0 ? '' : ` (${departmentsOf(wide)})`;
  giveUp(
    desk,
    `La portée est de plusieurs départements${words} : le dossier est à recommencer avec eux, le Centre national d'appui le gère alors.`,
  );
}

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
