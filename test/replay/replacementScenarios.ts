import { createSeal } from '../../adapters/identity/sealed.ts';
import { createPeople, type PeopleActor } from '../../adapters/store/people/people.ts';
import type { Actor } from '../../domain/decision/actor.ts';
import type { DossierAct } from '../../domain/dossier/acts.ts';
import type { PeopleAct } from '../../domain/people/acts.ts';
import { openPartner } from '../../ops/seed/openPartner.ts';
import { AGENT, PARTNER } from '../builders/dossier.ts';
import { documentsShown, send, untilBegun, untilEnded } from '../people.ts';
import { eventually, type Running, TEST_KEYS } from '../running.ts';
import type { Scenario } from './scenarios.ts';

const TYPE = 'administratorReplacement';
const ZOE = { firstName: 'Zoé', lastName: 'Picard', email: 'zoe.picard@peupliers.example' };

/** What people ask of ESAT Les Peupliers; the process of annexe 3 that it begins has taken its first step. */
async function begun(running: Running, actOf: (claire: string) => PeopleAct): Promise<string> {
  const { database, policy, gateway } = running;
  await openPartner(database, 'no password', new Date());
  const claire = await database.user.findFirstOrThrow({ where: { login: 'mcp00000093' } });
  const people = createPeople(database, { policy, seal: createSeal(TEST_KEYS), mailboxOf: () => 'caf@caf.example' });
  const actor: PeopleActor = { id: claire.id, role: 'administrateur', label: 'Claire Aubert', ip: null, caf: null };
  await people.act(claire.partnerId ?? '', actOf(claire.id), actor, new Date());
  const { id } = await database.process.findFirstOrThrow({ where: { type: TYPE, closedAt: null } });
  await gateway.start({ type: TYPE, processId: id });
  await untilBegun(running, id);
  return id;
}

const asked = (running: Running) =>
  begun(running, (leavingId) => ({
    type: 'askReplacement',
    leavingId,
    closesOn: null,
    incoming: {
      create: {
        ...ZOE,
        phone: null,
        qualification: null,
        numeroInstructeur: null,
        codeBailleur: null,
        titre: null,
        workplaceSocialWorker: false,
      },
      confirmed: true,
    },
  }));

const act = (running: Running, id: string, what: DossierAct, actor: Actor) =>
  send(running, id, what, actor, undefined, TYPE);

async function task(running: Running, id: string, outcome: string, fields: Record<string, unknown> = {}) {
  const open = await eventually(`task of ${id}`, () =>
    running.database.task.findFirst({ where: { processId: id, state: 'OUVERTE' } }),
  );
  await act(running, id, { type: 'completeTask', taskId: open.id, outcome, fields }, AGENT);
}

async function sign(running: Running, id: string): Promise<void> {
  const documents = await documentsShown(running, id);
  await act(running, id, { type: 'sign', documents, name: 'Anne Roy', function: 'Présidente' }, PARTNER);
}

/** Annexe 3 (ADM-3 … ADM-11), branch by branch. */
export const REPLACEMENT_SCENARIOS: readonly Scenario[] = [
  {
    name: 'administratorReplacement-applied',
    async play(running) {
      const id = await asked(running);
      await sign(running, id);
      await task(running, id, 'countersign');
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'administratorReplacement-reminded-and-abandoned',
    policy: { rem10: [200, 400], rem3: [300], rem3TaskMs: 500, rem3EndMs: 1_500, quietHours: null },
    async play(running) {
      const id = await asked(running);
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'administratorReplacement-last-one-left-then-named',
    async play(running) {
      const id = await begun(running, (userId) => ({
        type: 'closeUser',
        userId,
        closesOn: '2020-01-01',
        replacementId: null,
        withoutManager: true,
        reason: null,
      }));
      await task(running, id, 'propose', ZOE);
      await sign(running, id);
      await task(running, id, 'countersign');
      await untilEnded(running, id);
      return id;
    },
  },
];
