import { nominativeEmail } from '../account/email.ts';
import { invalid } from '../errors.ts';
import { normaliseEmail, parseEmail } from '../formats/email.ts';
import { cleanText } from '../formats/text.ts';
import { dropTask, ensureTask } from './desk.ts';
import { live } from './documents.ts';
import type { DesignatedPerson } from './intents.ts';
import type { Desk } from './kind.ts';
import { hasAdministrateur, isDelegated } from './openingRefusal.ts';
import type { ServiceFacts } from './types.ts';

/**
 * ADM-10: once convention, contrat (mode délégué) and a bulletin of this dossier are in force, the person whom the bulletin designates gets
 * an account, unless the partner has an administrateur already. Asked once per dossier: a later change is annexe 3's (ADM-3).
 */
export function designateAdministrateur(desk: Desk<ServiceFacts>): void {
  const { dossier, at } = desk;
  if (hasAdministrateur(dossier, at)) dropTask(desk, 'CREER_ADMINISTRATEUR'); // someone made the account another way
  if (dossier.facts.administrateurSettled || !isDelegated(dossier)) return;
  const bulletin = dossier.documents.find((document) => document.kind === 'BULLETIN' && document.state === 'ACTIF');
  if (bulletin === undefined || live(dossier, 'CONVENTION')?.state !== 'ACTIF') return;
  if (live(dossier, 'CONTRAT')?.state !== 'ACTIF') return;
  dossier.facts.administrateurSettled = true;
  if (hasAdministrateur(dossier, at)) return;
  const { administrateur } = bulletin.content;
  if (administrateur === undefined) askCaf(desk, "Le bulletin ne désigne pas d'administrateur.");
  else desk.designation = { ...cleaned(administrateur), byCaf: false };
}

/** The Caf gives the person of CREER_ADMINISTRATEUR: it has seen the address, a doubt stops it no more (FMT-13). Nobody where someone was faster. */
export function designateByCaf(desk: Desk, person: DesignatedPerson): void {
  const email = parseEmail(person.email);
  if (!email.ok) throw invalid([{ ...email.fault, path: 'email' }]);
  const { dossier, at } = desk;
  if (hasAdministrateur(dossier, at)) return;
  desk.designation = { ...cleaned(person), byCaf: true };
  // made in this transaction or the act is refused: what waited for an administrateur opens with it (ADM-2)
  const { firstName, lastName, email: address } = desk.designation;
  dossier.people.administrateurs.push({ name: `${firstName} ${lastName}`, email: address, closesOn: null });
}

/** The form refuses the mailbox of a service at once (FMT-12); whether the address is the person's own is asked later (FMT-13). */
export function administrateurAddress(person: DesignatedPerson) {
  const email = parseEmail(person.email);
  return email.ok ? nominativeEmail(email.value, person).fault : email.fault;
}

function cleaned(person: DesignatedPerson): DesignatedPerson {
  return {
    firstName: cleanText(person.firstName),
    lastName: cleanText(person.lastName),
    email: normaliseEmail(person.email),
  };
}

/** The Caf is asked for an administrateur whom nobody else will give. */
export function askCaf(desk: Desk, reason: string): void {
  ensureTask(desk, 'CREER_ADMINISTRATEUR', `${reason} Créez son compte.`);
}
