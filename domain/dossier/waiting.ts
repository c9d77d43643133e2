import type { WaitingFor } from '../decision/waiting.ts';
import { waitsForPartner } from '../document/types.ts';
import { inSentence } from '../formats/text.ts';
import { frenchDate } from '../policy/calendar.ts';
import type { Policy } from '../policy/policy.ts';
import { taskKind } from '../task/kinds.ts';
import { deadlinesOf, expiryOf } from './deadlines.ts';
import { documentLabel } from './documents.ts';
import { afterGroupWait, awaitedGroup, GROUP_STEPS } from './groups.ts';
import { stateOf } from './state.ts';
import type { DossierState } from './states.ts';
import type { Dossier } from './types.ts';

/** The projection that pages, lists and the process itself read (architecture.md): all derived from the dossier. */
export interface Projection {
  state: DossierState;
  waitingFor: WaitingFor | null;
  /** next instant at which the process acts by itself (« next reminder on … ») */
  nextActionAt: Date | null;
  /** when the present wait counts as late */
  dueAt: Date | null;
  ended: boolean;
}

/** Derives the projection of a dossier at an instant. */
export function project(dossier: Dossier, policy: Policy, at: Date): Projection {
  const waitingFor = waitingOf(dossier, policy, at);
  return {
    state: stateOf(dossier),
    waitingFor,
    nextActionAt: deadlinesOf(dossier, policy, at)[0]?.at ?? null,
    dueAt: waitingFor?.who === 'SYSTEME' ? null : (waitingFor?.until ?? null),
    ended: dossier.endedAs !== null,
  };
}

function waitingOf(dossier: Dossier, policy: Policy, at: Date): WaitingFor | null {
  if (dossier.endedAs !== null) return null;
  const tasks = dossier.tasks
    .filter((task) => task.state === 'OUVERTE')
    .sort((a, b) => a.due.getTime() - b.due.getTime());
  const documents = dossier.documents.filter(waitsForPartner);
  const form = dossier.facts.esat?.eligibility === 'DEMANDEE';
  // these stand beside the wait for the partner, the other tasks stand before it
  const blocking = tasks.filter((task) => task.kind !== 'RELANCER' && task.kind !== 'VERIFIER_COURRIEL');
  const task = blocking[0];
  if (task !== undefined) {
    const what = blocking.map((one) => inSentence(taskKind(one.kind).label)).join(' ; ');
    return { who: 'CAF', what, until: task.due, then: 'La tâche est signalée en retard.' };
  }
  if (documents.length > 0 || form) {
    const what = form ? "le formulaire d'éligibilité" : documents.map(documentLabel).join(', ');
    const verb = form || documents.some((document) => document.state !== 'A_SIGNER') ? 'compléter et signer' : 'signer';
    const until = expiryOf(dossier, policy, at);
    return {
      who: 'PARTENAIRE',
      what: form ? `remplir ${what}` : `${verb} : ${what}`,
      until,
      then:
        until === null
          ? 'Le dossier est abandonné.'
          : `Sans réponse, le dossier est abandonné le ${frenchDate(until)}.`,
    };
  }
  const awaited = awaitedGroup(dossier);
  if (awaited !== null)
    return {
      who: 'PARTENAIRE',
      what: `l'administrateur doit ${GROUP_STEPS[awaited]}`,
      until: null,
      then: afterGroupWait(dossier, policy),
    };
  const opening = deadlinesOf(dossier, policy, at).find((deadline) => deadline.what === 'open');
  if (opening !== undefined) {
    return {
      who: 'SYSTEME',
      what: `la date d'ouverture (${frenchDate(opening.at)})`,
      until: opening.at,
      then: 'Le service ouvre, le partenaire est prévenu.',
    };
  }
  return {
    who: 'SYSTEME',
    what: 'la préparation du dossier',
    until: null,
    then: 'Les vérifications ou les documents sont demandés.',
  };
}
