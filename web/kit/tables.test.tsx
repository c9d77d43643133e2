import { expect, test } from '@jest/globals';
import { ServiceTable, TaskTable } from './tables.tsx';
import type { ServiceView, TaskView } from './views.ts';

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

const ESAT: ServiceView = {
  ...{ id: 's1', service: 'ESAT', label: 'Esat', state: 'OUVERTE', opensOn: '2026-01-01', bulletinId: 'b1', people: 0 },
  ...{ since: '2026-01-01T09:00:00.000Z', closedAt: null, reason: null, suspendedAt: null, suspendedUntil: null },
};

test('a service that is closed for everyone is not shown as open, and its words say why and what comes next (domain.md §4.3)', () => {
  expect(String(ServiceTable({ services: [ESAT] }))).toContain('Ouvert<');
  const closedForAll = { detail: 'Le service « Esat » est fermé pour tous.', next: 'Il rouvre de lui-même demain.' };
  const shown = String(ServiceTable({ services: [{ ...ESAT, closedForAll }] }));
  expect(shown).toContain('Fermé pour tous');
  expect(shown).toContain('Il rouvre de lui-même demain.');
  expect(shown).not.toContain('Ouvert<');
  // closed for this partner for good, that is what counts
  const closed = String(ServiceTable({ services: [{ ...ESAT, state: 'FERMEE', closedForAll }] }));
  expect([closed.includes('Fermé<'), closed.includes('Fermé pour tous')]).toEqual([true, false]);
});
