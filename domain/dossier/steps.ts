import { type Step, stepsAt } from '../decision/step.ts';
import type { AnyKind, AnyRoute } from './kind.ts';

/** A kind and the story that leads through its phases. */
export interface Story {
  kind: AnyKind;
  route: AnyRoute;
}
export type Stories = Readonly<Record<string, Story>>;

/** How far a dossier has come: the phase it entered last, its state, and whether it has ended. */
export interface Progress {
  phase: string | null;
  state: string;
  ended: boolean;
}

/**
 * Where a dossier stands in its story, in the order that the story has; last, the end it leads to. `toPartner`: only what the holder of the
 * mailed link has a part in.
 */
export function stepsOf({ kind, route }: Story, { phase, state, ended }: Progress, toPartner = false): Step[] {
  const phases = Object.keys(route).filter(
    (one) => one === phase || (isLedTo(route, one) && kind.phases[one]?.aside !== true),
  );
  const shown = phases.filter((one) => !toPartner || kind.phases[one]?.afterLink === undefined);
  const leadsTo = Object.values(route).flatMap((outcomes) => Object.values(outcomes).filter((to) => isEnd(kind, to)));
  const reached = ended && leadsTo.includes(state);
  const at = phase === null ? 0 : shown.indexOf(phase);
  const labels = shown.map((one) => kind.phases[one]?.label ?? one);
  const hidden = phases.find((one) => !shown.includes(one));
  const end =
    hidden === undefined
      ? endsAhead({ kind, route }, phase, reached ? state : null).map((one) => kind.states[one] ?? one)
      : [kind.phases[hidden]?.afterLink ?? ''];
  // beyond what the representative has a part in, or at the end: nothing is left
  if (reached || at === -1) return stepsAt([...labels, ...end.slice(0, 1)], shown.length + 1);
  return stepsAt([...labels, ...end.slice(0, 1)], at, ended);
}

/** The end that was reached, else those ahead: where the phase itself leads before where others do, and no end that gives the dossier up. */
function endsAhead({ kind, route }: Story, phase: string | null, reached: string | null): string[] {
  if (reached !== null) return [reached];
  const endsOf = (outcomes: Readonly<Record<string, string>>) =>
    Object.values(outcomes).filter((to) => isEnd(kind, to) && kind.marks[to as keyof typeof kind.marks] !== 'stopped');
  return [...endsOf(route[phase ?? ''] ?? {}), ...Object.values(route).flatMap(endsOf)];
}

/** The story begins there or leads there; a phase that went has its line for those who still stand in it, and is a step of nobody else. */
function isLedTo(route: AnyRoute, phase: string): boolean {
  const [first] = Object.keys(route);
  return phase === first || Object.values(route).some((outcomes) => Object.values(outcomes).includes(phase));
}

function isEnd(kind: AnyKind, to: string): boolean {
  return kind.phases[to] === undefined;
}
