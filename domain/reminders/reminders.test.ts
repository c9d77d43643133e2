import { describe, expect, it, test } from '@jest/globals';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { idleLimit, lookThroughManagers, managersLimit, tellIdle } from './groups.ts';
import { overdueTold, tellOverdue } from './overdueTasks.ts';
import { tellYearlyUse } from './yearlyUse.ts';

const AT = new Date('2026-03-10T09:00:00Z');
const DAY = 86_400_000;

describe('groups are looked through', () => {
  test('limits are as long ago as the policy says (REM-9, REM-13)', () => {
    const policy = { ...DEFAULT_POLICY, rem9Ms: 90 * DAY, rem13: [7 * DAY] };
    expect(managersLimit(policy, AT)).toEqual(new Date('2025-12-10T09:00:00Z'));
    expect(idleLimit(policy, AT)).toEqual(new Date('2026-03-03T09:00:00Z'));
  });

  it('gestionnaires with their groups, the first twenty by name', () => {
    const managers = Array.from({ length: 21 }, (_, index) => ({
      name: `Gestionnaire ${String(21 - index).padStart(2, '0')}`,
      codes: ['19_93 A', '19_93 B'],
    }));
    const told = lookThroughManagers('p/1', managers, 'Les Lutins');
    expect(told).toMatchObject({ template: 'MAIL-37', organisme: 'Les Lutins', more: 1 });
    expect(told).toMatchObject({ link: { kind: 'page', path: '/partenaires/p%2F1/groupes' } });
    const { managers: shown } = told as Extract<typeof told, { template: 'MAIL-37' }>;
    expect([shown.length, shown[0]]).toEqual([20, 'Gestionnaire 01 – 19_93 A, 19_93 B']);
  });

  it('what opens nothing, by what it lacks', () => {
    const told = tellIdle(
      'p1',
      [
        { what: 'role', service: 'AFAS', role: 'APPROBATEUR' },
        { what: 'role', service: 'CDAP', role: 'T2' },
        { what: 'group', code: '19_93 B', label: 'Équipe', lacks: 'member' },
        { what: 'group', code: '19_93 A', label: 'Accueil', lacks: 'role' },
      ],
      'Les Lutins',
    );
    expect(told).toMatchObject({
      template: 'MAIL-80',
      more: 0,
      groups: [
        '19_93 A Accueil – sans rôle',
        '19_93 B Équipe – sans membre',
        'Profil T2 – aucun groupe',
        'Rôle APPROBATEUR – aucun groupe',
      ],
    });
  });
});

test('who is to use which service again, and until when (REM-7)', () => {
  const policy = { ...DEFAULT_POLICY, yearlyUseMs: 365 * DAY };
  const people = [
    { name: 'Nadia', reference: '2025-03-20T09:00:00Z' },
    { name: 'Zoé', reference: '2025-03-01T09:00:00Z' },
  ];
  expect(tellYearlyUse('p1', [{ service: 'CDAP', people, total: 5 }], 'Les Lutins', policy, AT)).toMatchObject({
    template: 'MAIL-35',
    services: [{ people: ['Nadia – avant le 20/03/2026', 'Zoé – échu le 01/03/2026'], more: 3 }],
    link: { path: '/partenaires/p1#obligations' },
  });
});

describe('overdue tasks (§4.5)', () => {
  it('are told at once on a working day, a week later again; on a Sunday they wait', () => {
    expect(overdueTold(AT, DEFAULT_POLICY)).toEqual({ leaves: AT, toldBefore: new Date('2026-03-03T09:00:00Z') });
    expect(overdueTold(new Date('2026-03-15T09:00:00Z'), DEFAULT_POLICY)).toBeNull();
  });

  it('name their dossier, the row of a file and the last day that they were due', () => {
    const due = '2026-03-06T23:00:00Z';
    const tasks = [
      { kind: 'TRAITER_LIGNE' as const, about: 'Campagne Esat – Printemps', line: '12', due },
      { kind: 'VERIFIER_MISSION' as const, about: 'ESAT Les Tilleuls', line: null, due },
    ];
    expect(tellOverdue({ caf: '93', total: 3, tasks }, (caf) => `agent@caf${caf}.example`, AT)).toMatchObject({
      ...{ key: `MAIL-75:93:${AT.toISOString()}`, to: 'agent@caf93.example', toName: 'Caf 93' },
      params: {
        total: 3,
        tasks: [
          'Traiter une ligne retenue – Campagne Esat – Printemps, ligne 12, échue le 06/03/2026',
          'Vérifier la mission du partenaire – ESAT Les Tilleuls, échue le 06/03/2026',
        ],
      },
    });
  });
});
