import { expect, test } from '@jest/globals';
import type { JudgedRow } from '../esat/rows.ts';
import { changesSince } from './check.ts';

const row = (n: number, more: Partial<JudgedRow> = {}): JudgedRow => ({
  ...{ row: n, siret: `9999910000000${n}`, caf: '93', raisonSociale: `Esat ${n}`, address: '', email: 'a@b.example' },
  ...{ phone: '', departement: '93', knownInMcp: false, conventionNumber: '', conventionSiret: '' },
  ...{ delegationMode: null, knownInHabtiers: false, activeInHabtiers: null, verdict: 'accepted' },
  ...{ reasons: [], warnings: [], useCase: 1, ...more },
});

test('§6.4: of a checked file, what would become something else now is told, and nothing else', () => {
  const shown = [row(1), row(2), row(3), row(4)];
  expect(changesSince(shown, [row(1), row(2), row(3), row(4)])).toEqual([]);
  const duplicate = row(2, { verdict: 'duplicate', useCase: null, duplicateOf: { processId: 'p' } });
  const changed = changesSince(shown, [row(1), duplicate, row(3, { useCase: 2 }), row(4)]);
  expect(changed).toEqual([
    { row: 2, siret: row(2).siret, raisonSociale: 'Esat 2', before: 'accepted', after: 'duplicate' },
    { row: 3, siret: row(3).siret, raisonSociale: 'Esat 3', before: 'accepted', after: 'accepted' },
  ]);
});
