import { SERVICES } from '../service/services.ts';
import type { Fields } from '../task/fields.ts';
import { text } from '../task/fields.ts';
import type { Task } from '../task/kinds.ts';
import { ensureTask, note } from './desk.ts';
import { giveUp } from './ending.ts';
import type { Judged } from './judged.ts';
import type { Desk, Standing } from './kind.ts';
import type { ServiceFacts } from './types.ts';

/** CONV-1: what no fact settles is asked of the Caf, one task each, before the partner gets documents. */
export function askLegitimacy(desk: Desk<ServiceFacts>): void {
  for (const one of desk.dossier.facts.toJudge) ensureTask(desk, 'VERIFIER_LEGITIMITE', one.words, subjectOf(one));
}

/** The Caf has judged everything that it was asked. */
export function legitimacySettled({ dossier }: Standing<ServiceFacts>): boolean {
  return dossier.facts.toJudge.length === 0;
}

/** Legitimate: it goes on with what was asked for. */
export function acceptLegitimacy({ dossier: { facts } }: Desk<ServiceFacts>, { subject }: Task): void {
  facts.toJudge = facts.toJudge.filter((one) => subjectOf(one) !== subject);
}

/** Refused, with its reason and rule: the rest goes on; a dossier that asks for nothing more ends before any document left. */
export function refuseLegitimacy(desk: Desk<ServiceFacts>, task: Task, { reason }: Fields): void {
  const { facts } = desk.dossier;
  const refused = facts.toJudge.find((one) => subjectOf(one) === task.subject);
  if (refused === undefined) return;
  acceptLegitimacy(desk, task);
  const { service, profile, rule } = refused;
  if (profile !== null) facts.profiles = facts.profiles.filter((one) => one !== profile);
  if (profile === null || facts.profiles.length === 0) {
    facts.services = facts.services.filter((one) => one !== service);
    facts.toJudge = facts.toJudge.filter((one) => one.service !== service);
  }
  const what = profile === null ? `« ${SERVICES[service]} »` : `« ${SERVICES[service]} », profil ${profile}`;
  const words = `Refusé pour ${what} : ${text(reason)}`;
  note(desk, 'dossier.legitimacy', words, { rule });
  if (facts.services.length === 0) giveUp(desk, words);
}

function subjectOf({ service, profile }: Judged): string {
  return profile === null ? service : `${service}:${profile}`;
}
