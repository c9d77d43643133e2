import type { WaitingFor } from '../decision/waiting.ts';
import { inSentence } from '../formats/text.ts';
import { frenchDate } from '../policy/calendar.ts';
import { taskKind } from '../task/kinds.ts';
import { deadlinesOf, expiryOf } from './deadlines.ts';
import { asksOf, own, phaseOf, type Standing } from './kind.ts';

/** The projection that pages, lists and the process itself read (architecture.md): all derived from the dossier. */
export interface Projection {
  state: string;
  waitingFor: WaitingFor | null;
  /** next instant at which the process acts by itself (« next reminder on … ») */
  nextActionAt: Date | null;
  /** when the present wait counts as late */
  dueAt: Date | null;
  ended: boolean;
}

/** Derives the projection of a dossier at an instant. */
export function project(standing: Standing): Projection {
  const waitingFor = waitingOf(standing);
  return {
    state: stateOf(standing),
    waitingFor,
    nextActionAt: deadlinesOf(standing)[0]?.at ?? null,
    dueAt: waitingFor?.who === 'SYSTEME' ? null : (waitingFor?.until ?? null),
    ended: standing.dossier.endedAs !== null,
  };
}

/** Where a dossier stands: within the phase it entered, a pure function of its facts (§6.5). */
export function stateOf(standing: Standing): string {
  const { dossier, kind } = standing;
  return dossier.endedAs ?? phaseOf(standing)?.state(own(standing)) ?? kind.begins;
}

function waitingOf(standing: Standing): WaitingFor | null {
  const { dossier } = standing;
  if (dossier.endedAs !== null) return null;
  const tasks = dossier.tasks
    .filter((task) => task.state === 'OUVERTE')
    .sort((a, b) => a.due.getTime() - b.due.getTime());
  // these stand beside the wait for the partner, the other tasks stand before it
  const blocking = tasks.filter((task) => task.kind !== 'RELANCER' && task.kind !== 'VERIFIER_COURRIEL');
  const [task] = blocking;
  if (task !== undefined) {
    const what = blocking.map((one) => inSentence(taskKind(one.kind).label)).join(' ; ');
    return { who: 'CAF', what, until: task.due, then: 'La tâche est signalée en retard.' };
  }
  const phase = phaseOf(standing);
  if (phase?.asks !== undefined && asksOf(standing).length > 0) {
    const until = expiryOf(standing);
    return {
      who: 'PARTENAIRE',
      what: phase.asks.words(own(standing)),
      until,
      then:
        until === null
          ? 'Le dossier est abandonné.'
          : `Sans réponse, ${phase.asks.lapses ?? 'le dossier est abandonné'} le ${frenchDate(until)}.`,
    };
  }
  return (
    phase?.waiting?.(own(standing)) ?? {
      who: 'SYSTEME',
      what: 'la préparation du dossier',
      until: null,
      then: 'Les vérifications ou les documents sont demandés.',
    }
  );
}
