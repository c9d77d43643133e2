import { expect, it } from '@jest/globals';
import { onePerPartner } from './launch.ts';

it('ESAT-26: of rows of one partner the first begins, the others stay queued until it has its dossier', () => {
  const rows = ['1', '2', '1', '3', '1'].map((siret, nth) => ({ row: nth + 2, data: { siret } }));
  expect(onePerPartner(rows).map(({ row }) => row)).toEqual([2, 3, 5]);
});
