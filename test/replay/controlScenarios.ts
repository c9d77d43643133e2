import { newId } from '../../adapters/store/ids.ts';
import { createUser } from '../../adapters/store/people/users.ts';
import { newItem } from '../../domain/annualControl/sample.ts';
import { newControl } from '../builders/control.ts';
import { untilEnded } from '../people.ts';
import { eventually, type Running } from '../running.ts';
import { ADMINISTRATEUR, act, CAF_ADMIN, peupliers, startCase, task } from './cases.ts';
import type { Scenario } from './scenarios.ts';

/** A control that looks at Nadia, who holds T1. */
async function control(running: Running): Promise<string> {
  const partnerId = await peupliers(running);
  const { database } = running;
  const names = { firstName: 'Nadia', lastName: 'Ferrand', email: 'nadia.ferrand@peupliers.example' };
  const nadia = { ...names, login: 'MCP0000NAD1', roles: [], partnerId, password: null };
  const userId = await createUser(database, nadia, new Date());
  const { id: conventionId } = await database.document.findFirstOrThrow({ where: { partnerId, kind: 'CONVENTION' } });
  const group = { service: 'CDAP', code: 'T1AS', label: 'T1 AS', profile: 'T1', role: 'T1', createdBy: userId };
  const groupId = newId();
  await database.group.create({ data: { ...group, id: groupId, partnerId, conventionId, createdAt: new Date() } });
  const membership = { id: newId(), groupId, userId, since: new Date(), addedBy: userId };
  await database.membership.create({ data: membership });
  const { facts } = newControl({
    sampleSize: 1,
    people: [userId],
    items: [{ ...newItem(userId, 'T1'), id: 'T1' }],
    accesses: [],
  });
  return startCase(running, partnerId, { type: 'annualControl', state: 'OUVERT', facts });
}

const DIPLOMA = {
  type: 'giveProof',
  itemId: 'T1',
  attachmentId: 'diplome',
  numeroInstructeur: null,
  titre: null,
} as const;

/** Yearly controls, branch by branch. */
export const CONTROL_SCENARIOS: readonly Scenario[] = [
  {
    name: 'annualControl-conforming',
    async play(running) {
      const id = await control(running);
      await act(running, id, ADMINISTRATEUR, DIPLOMA);
      await task(running, id, 'conform');
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'annualControl-reminded-then-gaps-corrected',
    policy: { controlReminders: [200], controlEndMs: 500, gapReminders: [200], gapEscalateMs: 400, quietHours: null },
    async play(running) {
      const id = await control(running);
      await task(running, id, 'gaps', { gaps: { T1: 'Diplôme manquant' } });
      await eventually('the Caf is told', () =>
        running.database.mail.findFirst({ where: { processId: id, template: 'MAIL-82' } }),
      );
      await act(running, id, ADMINISTRATEUR, DIPLOMA);
      await task(running, id, 'reject', { reason: 'Illisible' });
      await act(running, id, ADMINISTRATEUR, DIPLOMA);
      await task(running, id, 'accept');
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'annualControl-cancelled',
    async play(running) {
      const id = await control(running);
      await act(running, id, CAF_ADMIN, { type: 'cancel', reason: 'fin' });
      await untilEnded(running, id);
      return id;
    },
  },
];
