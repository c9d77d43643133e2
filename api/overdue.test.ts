import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { insertDossier } from '../adapters/store/dossier/startProcess.ts';
import { remindOverdueTasks } from '../adapters/store/reminders/overdue.ts';
import { DEFAULT_POLICY } from '../domain/policy/policy.ts';
import { startApi, type TestApi } from '../test/api.ts';
import { newDossier } from '../test/builders/dossier.ts';
import { inventedSiret } from '../test/people.ts';
import { asOwner } from '../test/stack.ts';

const SETTINGS = { policy: DEFAULT_POLICY, mailboxOf: (caf: string) => `agent@caf${caf}.example` };
let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

let count = 0;
async function dossier(caf: string, raisonSociale: string): Promise<string> {
  const partner = { ...newDossier().partner, siret: inventedSiret(++count), raisonSociale, departments: [caf] };
  return api.deps.db.$transaction((tx) => insertDossier(tx, newDossier({ partner, caf }), api.now));
}

const task = (processId: string, caf: string, due: string, over: { kind?: string; state?: string } = {}) =>
  api.deps.db.task.create({
    data: {
      ...{ id: `task${++count}`, kind: 'CONTRESIGNER', processId, caf, role: 'agent', reason: 'x', state: 'OUVERTE' },
      ...{ due: new Date(due), createdAt: api.now, ...over },
    },
  });

/** What the sweep of a morning sends. */
async function sweep(at: string) {
  expect(await remindOverdueTasks(api.deps.db, SETTINGS, new Date(at))).toBe(false);
  const mails = await api.deps.db.mail.findMany({ where: { template: 'MAIL-75' }, orderBy: { recipient: 'asc' } });
  await asOwner(api.database, `DELETE FROM mail WHERE template = 'MAIL-75'`);
  return mails.map(({ recipient, params }) => ({ recipient, ...(params as { tasks: string[]; total: number }) }));
}

it('overdue tasks are told to their Caf: by name, when another one becomes overdue, else every week, never on a Sunday (§4.5)', async () => {
  const tilleuls = await dossier('93', 'ESAT Les Tilleuls');
  const parc = await dossier('75', 'ESAT Le Parc');
  await task(tilleuls, '93', '2026-03-10T23:00:00Z');
  await task(tilleuls, '93', '2026-03-09T23:00:00Z', { kind: 'VERIFIER_ACTIVITE' });
  await task(tilleuls, '93', '2026-03-09T23:00:00Z', { state: 'FAITE' });
  await task(parc, '75', '2026-03-12T23:00:00Z');
  expect(await sweep('2026-03-11T07:30:00Z')).toMatchObject([
    {
      recipient: 'agent@caf93.example',
      caf: '93',
      total: 2,
      tasks: [
        expect.stringMatching(/^Vérifier.* – ESAT Les Tilleuls.*, échue le 09\/03\/2026$/),
        expect.stringMatching(/^Contresigner.* – ESAT Les Tilleuls.*, échue le 10\/03\/2026$/),
      ],
    },
  ]);
  expect(await sweep('2026-03-12T07:30:00Z')).toEqual([]);
  expect(await sweep('2026-03-13T07:30:00Z')).toMatchObject([{ recipient: 'agent@caf75.example', total: 1 }]);
  await task(parc, '75', '2026-03-14T23:00:00Z', { kind: 'RELANCER' });
  expect(await sweep('2026-03-15T07:30:00Z')).toEqual([]); // a Sunday
  expect(await sweep('2026-03-16T07:30:00Z')).toMatchObject([{ recipient: 'agent@caf75.example', total: 2 }]);
  expect(await sweep('2026-03-18T07:30:00Z')).toMatchObject([{ recipient: 'agent@caf93.example', total: 2 }]);
  await api.deps.db.task.updateMany({ data: { state: 'FAITE' } });
  expect(await sweep('2026-03-30T07:30:00Z')).toEqual([]);
});
