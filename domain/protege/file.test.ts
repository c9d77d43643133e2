import { describe, expect, it } from '@jest/globals';
import { refused } from '../../test/refused.ts';
import type { SheetRow } from '../formats/sheet.ts';
import { assertWhole, quotingNothing, readProtegeFile } from './file.ts';

const AT = new Date('2026-03-10T09:00:00Z');
const HEAD = ['N° allocataire', 'NOM', 'Prénom', 'Né(e) le', 'Nature de la mesure', 'Fin de la mesure', 'SIRET Tiersi'];
const rows = (...lines: string[][]): SheetRow[] => [HEAD, ...lines].map((cells, index) => ({ row: index + 1, cells }));
const read = (...lines: string[][]) => readProtegeFile(rows(...lines), AT);
const good = (over: Record<number, string> = {}) =>
  Object.assign(
    ['12 345 67a', 'Léger', 'Ida', '01/04/1950', 'curatelle renforcée', '31/12/2027', '999 922 453 00017'],
    over,
  );

describe('the file of protégés', () => {
  it('entrusts each of its lines, headers and measures as people write them', () => {
    const file = read(good(), good({ 0: '7654321', 4: 'TUTELLE', 5: '', 3: '1950-04-01' }));
    expect([file.total, file.faulty]).toEqual([2, []]);
    expect(file.proteges[0]).toEqual({
      ...{ number: '1234567A', lastName: 'Léger', firstName: 'Ida', birthDate: '1950-04-01' },
      ...{ measure: 'CURATELLE_RENFORCEE', measureEndsOn: '2027-12-31', siret: '99992245300017' },
    });
    expect(file.proteges[1]).toMatchObject({ birthDate: '1950-04-01', measure: 'TUTELLE', measureEndsOn: null });
  });

  it('tells every fault of every line at once, by cell, and repeats nothing of what stands there (S2)', () => {
    const wrong = ['Léger', '', 'Léger 12', '31/02/1950', 'Ida Léger', 'bientôt', 'Ida'];
    const { faulty } = read(good(), wrong, good({ 0: '7', 3: '11/03/2026' }));
    expect(faulty.map(({ row, reasons }) => [row, reasons.map(({ code, column }) => `${column} ${code}`)])).toEqual([
      [
        3,
        [
          'N° allocataire CHAMP_INVALIDE',
          'NOM CHAMP_OBLIGATOIRE',
          'Né(e) le CHAMP_INVALIDE',
          'Nature de la mesure VALEUR_INCONNUE',
          'Fin de la mesure CHAMP_INVALIDE',
          'SIRET Tiersi SIRET_FORMAT',
        ],
      ],
      [4, ['Né(e) le CHAMP_INVALIDE']],
    ]);
    const words = JSON.stringify(faulty);
    for (const typed of ['Léger', 'Ida', '31/02/1950', 'bientôt']) expect(words).not.toContain(typed);
    expect(words).toContain('A3 : ');
  });

  it('takes no cell whose value is not known, nor two columns that contradict each other', () => {
    const [head, line] = rows(good());
    const twice: SheetRow[] = [
      { row: 1, cells: [...(head?.cells ?? []), 'Nom'] },
      { row: 2, cells: [...(line?.cells ?? []), 'Autre'], unknown: [{ index: 0, error: '#N/A' }] },
    ];
    const { faulty } = readProtegeFile(twice, AT);
    expect(faulty[0]?.reasons.map(({ code }) => code)).toEqual(['CELLULE_EN_ERREUR', 'COLONNES_EN_DOUBLE']);
    expect(JSON.stringify(faulty)).not.toContain('Autre');
  });

  it('names the line that says the same before, and the one that contradicts it', () => {
    const { faulty } = read(good(), good(), good({ 1: 'Autre', 4: 'Tutelle' }), good({ 6: '99992245300025' }));
    expect(faulty.map(({ row, reasons }) => [row, reasons.map(({ code }) => code)])).toEqual([
      [3, ['LIGNE_EN_DOUBLE']],
      [4, ['LIGNES_CONTRADICTOIRES']],
    ]);
    expect(JSON.stringify(faulty)).not.toMatch(/Autre|1234567/);
  });

  it('replaces nothing with a faulty line, and nothing by an empty file (TUT-3)', () => {
    expect(refused(() => assertWhole(read(good(), good({ 3: '' }))))).toMatchObject({
      code: 'FICHIER_A_CORRIGER',
      faults: [{ path: 'rows.3.Né(e) le', code: 'CHAMP_OBLIGATOIRE' }],
    });
    expect(refused(() => assertWhole(read()))?.code).toBe('RIEN_A_IMPORTER');
    expect(() => assertWhole(read(good()))).not.toThrow();
  });

  it('without its columns, says which are missing and quotes no line, which may be somebody’s (S2)', () => {
    const refusal = refused(() => readProtegeFile([{ row: 1, cells: ['1234567', 'Léger', 'Ida', 'Nom'] }], AT));
    expect(refusal?.code).toBe('COLONNE_MANQUANTE');
    expect(refusal?.message).toContain('« Prénom »');
    expect(JSON.stringify([refusal?.message, refusal?.faults])).not.toMatch(/Léger|Ida|1234567/);
    expect(quotingNothing(refusal as never).code).toBe('COLONNE_MANQUANTE');
  });
});
