import { expect, test } from '@jest/globals';
import { TaskTable } from './tables.tsx';
import type { TaskView } from './views.ts';

const task: TaskView = {
  id: 't',
  kind: 'CONTRESIGNER',
  label: 'Contresigner les documents',
  dossier: 'd',
  dossierType: 'esatOnboarding',
  dossierLabel: 'ESAT de Montreval – Esat',
  subject: '',
  caf: '93',
  role: 'agent',
  assignee: null,
  reason: 'Le partenaire a signé.',
  due: '2026-11-28T00:00:00.000Z',
  late: false,
  lateDays: 3,
  state: 'OUVERTE',
  outcome: null,
  outcomes: [],
  outcomeForms: [],
  createdAt: '2026-11-21T00:00:00.000Z',
  completedAt: null,
  doneBy: null,
};
const takenBy = async (over: Partial<TaskView>) => {
  const html = String(await TaskTable({ tasks: [{ ...task, ...over }], caption: 'Tâches' }));
  return /<td[^>]*>(?:<[^>]*>)*([^<]*)<\/span><\/td><\/tr>/.exec(html)?.[1];
};

test('a task to be done says that nobody took it; one that is done without having been taken says nothing', async () => {
  expect(await takenBy({})).toBe('Personne');
  expect(await takenBy({ state: 'FAITE' })).toBe('–');
  expect(await takenBy({ assignee: { id: 'a', name: 'Ana Lou' } })).toBe('Ana Lou');
});
