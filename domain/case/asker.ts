import { isClosed } from '../account/state.ts';
import { administrateursOf } from '../people/desk.ts';
import type { CaseDesk } from './types.ts';

/** Who is told what came of what an account asked for: its holder, or the administrateurs once it is closed. */
export function askerOf<F extends { askedBy: string }>(desk: CaseDesk<F>): string[] {
  const { roster } = desk.people;
  const asker = roster.accounts.find((one) => one.id === desk.case.facts.askedBy);
  if (asker !== undefined && !isClosed(asker, desk.at)) return [asker.id];
  return administrateursOf(roster, desk.at).map((one) => one.id);
}
