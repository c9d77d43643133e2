import type { z } from 'zod';
import { reopeningExists } from '../adapters/store/queries/corrections.ts';
import { mailsInTrouble } from '../adapters/store/queries/mailTrouble.ts';
import { reopeningById } from '../adapters/store/queries/reopenings.ts';
import { troubleWords } from '../domain/mail/troubleWords.ts';
import type { ReopeningAct } from '../domain/tuteurReopening/acts.ts';
import { figuresByCaf, totalFigures, waitingToOpen } from '../domain/tuteurReopening/figures.ts';
import { gatesOf } from '../domain/tuteurReopening/gates.ts';
import { searchKey } from '../domain/tuteurReopening/types.ts';
import { nextCafs, nextWaveAt } from '../domain/tuteurReopening/waves.ts';
import { actorOf, notFound } from './access.ts';
import type { ApiDeps } from './deps.ts';
import { perform } from './perform.ts';
import type { Call, Person } from './route.ts';
import { iso, isoOrNull } from './shapes/common.ts';
import type { reopeningOut, wavesOut } from './shapes/reopening.ts';

/** Who conducts the reopening, and who reads it: it is national (api.md). */
export const CONDUCT = ['national'] as const;
export const WATCH = ['national', 'operator'] as const;

async function found(deps: ApiDeps, id: string) {
  const one = await reopeningById(deps.db, id, deps.clock());
  if (one === null) throw notFound();
  return one;
}

/** Of thousands of mails the relay may refuse many. */
const TROUBLES_TOLD = 20;

/** A reopening with its live figures, its gates and its waves. */
export async function reopeningOf(deps: ApiDeps, id: string): Promise<z.input<typeof reopeningOut>> {
  const { reopening, ground, createdAt, closedAt } = await found(deps, id);
  const { facts, state } = reopening;
  const total = totalFigures(ground.cells);
  const troubled = await mailsInTrouble(deps.db, id);
  return {
    ...{ id, processId: id, state, opensOn: facts.opensOn, searchBy: searchKey(ground) },
    ...{ file: facts.file, fileAt: facts.fileAt, rows: facts.lines, byVerdict: total.byVerdict, total },
    byCaf: figuresByCaf(ground.cells),
    fileOfProteges: ground.fileOfProteges,
    gates: gatesOf(reopening, ground, deps.policy),
    ...{ held: facts.held, impactReadAt: facts.impactReadAt, closing: facts.closing, waves: facts.waves },
    signalledBy: [...ground.signalledBy],
    troubles: { count: troubled.length, first: troubled.slice(0, TROUBLES_TOLD).map(troubleWords) },
    createdAt: iso(createdAt),
    closedAt: isoOrNull(closedAt),
  };
}

/** Its waves: those that were opened, and the next one. */
export async function wavesOf(deps: ApiDeps, id: string): Promise<z.input<typeof wavesOut>> {
  const { reopening, ground } = await found(deps, id);
  const { facts, state } = reopening;
  const waiting = waitingToOpen(ground.cells);
  return {
    waves: facts.waves,
    nextCafs: nextCafs(facts, ground.cells, deps.policy),
    nextAt: state === 'OUVERT_V2' ? isoOrNull(nextWaveAt(facts, ground.cells, deps.policy)) : null,
    waiting: [...waiting.values()].reduce((sum, n) => sum + n, 0),
  };
}

/** Throws 404 for what is no reopening. */
export async function assertReopening(deps: ApiDeps, id: string): Promise<void> {
  if (!(await reopeningExists(deps.db, id))) throw notFound();
}

/** The Cnaf's act, by its process; then how the reopening stands. */
export async function actOnReopening(
  call: Call<{ id: string }, unknown, unknown, Person>,
  act: ReopeningAct,
): Promise<z.input<typeof reopeningOut>> {
  const { deps, person, params, ip } = call;
  await assertReopening(deps, params.id);
  const process = { id: params.id, type: 'tuteurReopening' as const };
  const role = person.roles.includes('national') ? ('national' as const) : ('operator' as const);
  await perform(call, process, act, { ...actorOf(person, ip), role });
  return reopeningOf(deps, params.id);
}
