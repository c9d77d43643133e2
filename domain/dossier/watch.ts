import { isOpen } from '../document/types.ts';
import { SERVICES } from '../service/services.ts';
import { partnerSince } from './asking.ts';
import { dropTask, ensureTask } from './desk.ts';
import { everyDocument, openDocuments, replacesConvention } from './documents.ts';
import { awaitsFrame } from './frame.ts';
import type { Desk, Standing } from './kind.ts';
import type { Dossier } from './types.ts';

/** Tasks of the Caf that follow from what the partner did, or did not do. */

/** REM-3: whoever waited was answered: the Caf has nobody to chase, and a later silence is told again. */
export function watchSilence(desk: Desk): void {
  const since = partnerSince(desk);
  if (since !== null && since.getTime() + desk.policy.rem3TaskMs <= desk.at.getTime()) return;
  desk.dossier.facts.escalated = false;
  dropTask(desk, 'RELANCER');
}

/** A returned convention, contrat or avenant waits for its correction by the Caf (§4.3 `return`). */
export function watchReturned(desk: Desk): void {
  if (desk.dossier.documents.some((document) => document.state === 'BROUILLON')) {
    ensureTask(desk, 'CORRIGER_DOCUMENTS', 'Des documents renvoyés sont à corriger puis à renvoyer au partenaire.');
  } else dropTask(desk, 'CORRIGER_DOCUMENTS');
}

/** Everything that was to be signed is signed by the partner, or in force already. */
export function allSigned({ dossier }: Standing): boolean {
  const open = openDocuments(dossier);
  return dossier.documents.length > 0 && open.every((document) => document.state === 'SIGNE_PARTENAIRE');
}

/** Something came back, to the partner or to the Caf. */
export function anyUnsigned({ dossier }: Standing): boolean {
  return openDocuments(dossier).some((document) => document.state !== 'SIGNE_PARTENAIRE');
}

/** Nothing is on its way any more. */
export function allInForce({ dossier }: Standing): boolean {
  return openDocuments(dossier).length === 0;
}

/** One act countersigns all (§4.3), once the convention that another dossier makes is in force (CONV-8, DEL-12). */
export function askCountersignature(desk: Desk): void {
  if (allInForce(desk) || anyUnsigned(desk)) return; // each was countersigned as it came; something came back
  if (awaitsFrame(desk.dossier)) return dropTask(desk, 'CONTRESIGNER');
  ensureTask(
    desk,
    'CONTRESIGNER',
    `Le partenaire a signé : les documents sont à contresigner.${endingWords(desk.dossier)}`,
  );
}

export function dropCountersignature(desk: Desk): void {
  dropTask(desk, 'CONTRESIGNER');
}

/** DEL-6: a service whose new bulletin the partner refused ends with the former convention; who countersigns is told so. */
function endingWords(dossier: Dossier): string {
  if (!replacesConvention(dossier)) return '';
  const ending = everyDocument(dossier).filter(
    (document) =>
      document.kind === 'BULLETIN' &&
      document.state === 'ACTIF' &&
      dossier.documents.some((other) => other.replacesId === document.id) &&
      !dossier.documents.some((other) => other.replacesId === document.id && isOpen(other)),
  );
  if (ending.length === 0) return '';
  const services = ending.map(({ service }) => (service === null ? '' : SERVICES[service])).join(', ');
  return ` Le partenaire a refusé un bulletin : à la contresignature prend fin ${services}.`;
}
