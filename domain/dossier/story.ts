import { type AnyRoute, type Desk, own, phaseOf } from './kind.ts';

/** Longer is no story: each phase may be entered again and again by acts, but one act leads through few. */
const MOST_STEPS = 20;

/** Begins the story: enters its first phase. */
export function beginStory(desk: Desk, route: AnyRoute): void {
  const [first] = Object.keys(route);
  if (first === undefined) throw new Error(`${desk.kind.type} has no story`);
  enter(desk, first);
}

/**
 * Goes on with the story as far as the facts now lead: what follows by itself in the phase, then the outcome that holds, then the phase to
 * which the route says it leads. Run after every act, in the same transaction (P2), so that a dossier never waits for nobody and nobody ever
 * reads one between two phases. After an end nothing is entered.
 */
export function goOn(desk: Desk, route: AnyRoute): void {
  for (let steps = 0; steps <= MOST_STEPS; steps += 1) {
    const outcome = settledIn(desk);
    if (outcome === null) return;
    step(desk, outcome, route);
  }
  throw new Error(`${desk.kind.type} goes in circles: ${desk.walked.map(({ to }) => to).join(' > ')}`);
}

/** What follows by itself where the dossier stands; the outcome that then holds, or null. */
function settledIn(desk: Desk): string | null {
  const phase = phaseOf(desk);
  if (phase === null) return null;
  for (const verb of [...desk.kind.always, ...(phase.keep ?? [])]) {
    if (desk.dossier.endedAs !== null) return null;
    verb(own(desk));
  }
  if (desk.dossier.endedAs !== null) return null;
  return Object.entries(phase.outcomes).find(([, holds]) => holds(own(desk)))?.[0] ?? null;
}

function step(desk: Desk, outcome: string, route: AnyRoute): void {
  const { dossier, kind } = desk;
  const from = dossier.facts.phase ?? '';
  const to = route[from]?.[outcome];
  if (to === undefined) throw new Error(`the story of ${kind.type} does not say where ${from}.${outcome} leads`);
  phaseOf(desk)?.leave?.(own(desk));
  desk.walked.push({ from, outcome, to });
  if (kind.phases[to] !== undefined) return enter(desk, to);
  dossier.endedAs = to;
  dossier.flags = dossier.flags.filter((flag) => flag !== 'EN_RETARD');
  kind.ends[to]?.reached?.(own(desk));
}

function enter(desk: Desk, phase: string): void {
  desk.dossier.facts.phase = phase;
  phaseOf(desk)?.enter?.(own(desk));
}
