import { newId } from '../../adapters/store/ids.ts';
import { startCorrections } from '../../adapters/store/tuteur/startCorrections.ts';
import { tellCorrections } from '../../adapters/store/tuteur/tellCorrections.ts';
import type { ActOf } from '../../domain/command/acts.ts';
import type { Actor } from '../../domain/decision/actor.ts';
import { AGENT, PARTNER } from '../builders/dossier.ts';
import { documentsShown, untilBegun, untilEnded, untilState } from '../people.ts';
import { judgedReopening, type Tuteur } from '../reopening.ts';
import { eventually, type Running } from '../running.ts';
import type { Scenario } from './scenarios.ts';

const O5: Tuteur = { siret: '99992245300017', sirets: ['99992245300025'] };
const O14: Tuteur = { siret: '99995255900014', sirets: ['99994653600011'] };

interface Begun {
  id: string;
  reopeningId: string;
}

async function begun(running: Running, tuteur: Tuteur): Promise<Begun> {
  const at = new Date();
  const { reopeningId } = await judgedReopening(running.database, [tuteur], { at });
  const [id = ''] = await running.database.$transaction((tx) => startCorrections(tx, reopeningId, at));
  await running.gateway.start({ type: 'siretCorrection', processId: id });
  await untilBegun(running, id);
  return { id, reopeningId };
}

async function act(running: Running, id: string, what: ActOf<'siretCorrection'>, actor: Actor = AGENT): Promise<void> {
  const command = { processId: id, type: 'siretCorrection', act: what, actor, key: newId(), bodyHash: '' } as const;
  const outcome = await running.commands.send(command);
  if (outcome.status !== 'done') throw new Error(JSON.stringify(outcome));
}

async function task(running: Running, id: string, outcome: string, fields: Record<string, unknown> = {}) {
  const open = await eventually(`task of ${id}`, () =>
    running.database.task.findFirst({ where: { processId: id, state: 'OUVERTE' } }),
  );
  await act(running, id, { type: 'completeTask', taskId: open.id, outcome, fields });
}

async function sign(running: Running, id: string): Promise<void> {
  const documents = await documentsShown(running, id);
  await act(running, id, { type: 'sign', documents, name: 'Anne Roy', function: 'Présidente' }, PARTNER);
}

/** The reopening ends, and its corrections are told. */
async function over(running: Running, { id, reopeningId }: Begun): Promise<string> {
  const at = new Date();
  await running.database.$transaction(async (tx) => {
    await tx.process.update({ where: { id: reopeningId }, data: { closedAt: at } });
    await tellCorrections(tx, reopeningId, at);
  });
  const { id: commandId } = await running.database.command.findFirstOrThrow({
    where: { processId: id, key: { startsWith: 'look:' } },
  });
  await running.gateway.deliver({ type: 'siretCorrection', processId: id, commandId });
  await untilEnded(running, id);
  return id;
}

/** The SIRET of a tuteur (TUT-6 … TUT-11), branch by branch. */
export const CORRECTION_SCENARIOS: readonly Scenario[] = [
  {
    name: 'siretCorrection-same-party-taken-back-and-corrected',
    async play(running) {
      const one = await begun(running, O5);
      await task(running, one.id, 'confirm', { siret: O5.sirets[0] });
      await untilState(running, one.id, 'CORRIGEE');
      await act(running, one.id, { type: 'undo', reason: 'Erreur' });
      await task(running, one.id, 'confirm', { siret: O5.sirets[0] });
      return over(running, one);
    },
  },
  {
    name: 'siretCorrection-asked-then-signed',
    async play(running) {
      const one = await begun(running, O14);
      await task(running, one.id, 'ask', { question: 'Lequel ?' });
      await act(running, one.id, { type: 'answerSiret', siret: O14.sirets[0] ?? '', words: '' }, PARTNER);
      await task(running, one.id, 'confirm', { siret: O14.sirets[0] });
      await sign(running, one.id);
      await task(running, one.id, 'return', { reason: 'Illisible' });
      await task(running, one.id, 'send');
      await sign(running, one.id);
      await task(running, one.id, 'countersign');
      return over(running, one);
    },
  },
  {
    name: 'siretCorrection-reminded-and-lapsed',
    policy: {
      tutCorrection: { remind: [300], escalateMs: 500, endMs: 1_200, ask: [], askEndMs: 60_000, undoMs: 60_000 },
      quietHours: null,
    },
    async play(running) {
      const { id } = await begun(running, O5);
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'siretCorrection-asked-in-vain-then-kept',
    policy: {
      tutCorrection: { remind: [], escalateMs: 60_000, endMs: 60_000, ask: [300], askEndMs: 700, undoMs: 900 },
      quietHours: null,
    },
    async play(running) {
      const { id } = await begun(running, O5);
      await task(running, id, 'ask', {});
      await eventually('the silence', () =>
        running.database.task.findFirst({ where: { processId: id, state: 'OUVERTE', kind: 'CORRIGER_SIRET_TUTEUR' } }),
      );
      await task(running, id, 'keep', { reason: 'Tiersi se trompe' });
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'siretCorrection-needless',
    async play(running) {
      return over(running, await begun(running, O5));
    },
  },
];
