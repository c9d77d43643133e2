import { expect, test } from '@jest/globals';
import { csvLine } from '../formats/csvCell.ts';
import { ROW_COLUMNS } from './rowColumns.ts';

test('S8, U5: a row becomes one line, whatever was typed in its cells', () => {
  const row = {
    row: 12,
    siret: '99991041700016',
    raisonSociale: '=cmd|"/C calc"!A0\nsuite',
    caf: '01',
    verdict: 'held' as const,
    reasons: [
      { code: 'TELEPHONE_INVALIDE' as const, column: 'Courriel', message: '+33 illisible' },
      { code: 'LIGNE_EN_DOUBLE' as const, column: '', message: '@seul' },
    ],
    useCase: 3,
    processId: null,
  };
  expect(csvLine(ROW_COLUMNS.map(({ cell }) => cell(row)))).toBe(
    '"12";"999 910 417 00016";"\'=cmd|""/C calc""!A0\nsuite";"01";"Retenue";"Courriel : +33 illisible @seul";"3";""\r\n',
  );
});
