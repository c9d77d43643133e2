import { describe, expect, it } from '@jest/globals';
import { refused } from '../../test/refused.ts';
import { countLines, readTiersiFile, tuteursOf } from './tiersiFile.ts';

const HEADER = ['SIREN', 'SIRET Tiersi', 'SIRET MCP', 'Raison sociale', 'Nombre de protégés', 'N° convention MCP'];
const GOOD = ['999922453', '99992245300017', '99992245300017', 'Horizon', '12', '24_118'];

const sheet = (...lines: (readonly string[])[]) => lines.map((cells, index) => ({ row: index + 1, cells }));
const read = (...lines: (readonly string[])[]) => readTiersiFile(sheet(HEADER, ...lines));
const told = (line: readonly string[]) =>
  read(line).map(({ verdict, reasons }) => [verdict, ...reasons.map(({ code }) => code)]);
const withCell = (index: number, text: string) => GOOD.map((cell, at) => (at === index ? text : cell));

describe('a line of the Tiersi file', () => {
  it('is read as it stands, spaces apart', () => {
    const [line] = read(['999 922 453', '999 922 453 00017', '99992245300017', ' Horizon ', '1 234', '24_118']);
    expect(line).toEqual({
      ...{ row: 2, siren: '999922453', siret: '99992245300017', siretMcp: '99992245300017', raisonSociale: 'Horizon' },
      ...{ proteges: 1234, conventionNumber: '24_118', verdict: 'LUE', reasons: [] },
    });
  });

  it.each([
    [0, '', 'CHAMP_OBLIGATOIRE'],
    [0, '99992245', 'SIREN_FORMAT'],
    [0, '999946536', 'LIGNE_INCOHERENTE'],
    [1, '', 'SIRET_ABSENT'],
    [1, '9999224530001', 'SIRET_FORMAT'],
    [1, '9,99922E+13', 'SIRET_ABREGE'],
    [2, '', 'SIRET_ABSENT'],
    [2, 'inconnu', 'SIRET_FORMAT'],
    [3, '', 'RAISON_SOCIALE_ABSENTE'],
    [3, 'Tutelles 漢字', 'CARACTERE_INTERDIT'],
    [4, '', 'CHAMP_OBLIGATOIRE'],
    [4, '-3', 'VALEUR_INCONNUE'],
    [4, '12,5', 'VALEUR_INCONNUE'],
    [4, '9999999', 'VALEUR_INCONNUE'],
  ])('column %i holding « %s » refuses it: %s', (index, text, code) => {
    expect(told(withCell(index, text))).toEqual([['REFUSEE', code]]);
  });

  it('tells every fault at once', () => {
    expect(told(['1', '2', '3', '', 'x', ''])).toEqual([
      ['REFUSEE', 'SIREN_FORMAT', 'SIRET_FORMAT', 'SIRET_FORMAT', 'RAISON_SOCIALE_ABSENTE', 'VALEUR_INCONNUE'],
    ]);
  });

  it('TUT-7: a SIRET of Tiersi whose key is wrong is told and read all the same', () => {
    const [line] = read(['999922453', '99992245300888', '99992245300017', 'Horizon', '12', '']);
    expect(line).toMatchObject({
      verdict: 'LUE',
      siret: '99992245300888',
      reasons: [{ code: 'SIRET_CLE', warning: true }],
    });
  });

  it('a cell in error is no empty cell: the row says which one', () => {
    const rows = [...sheet(HEADER), { row: 2, cells: withCell(4, ''), unknown: [{ index: 4, error: '#N/A' }] }];
    expect(readTiersiFile(rows).map(({ verdict, reasons }) => [verdict, reasons.map(({ code }) => code)])).toEqual([
      ['REFUSEE', ['CELLULE_EN_ERREUR']],
    ]);
  });
});

describe('the lines together', () => {
  it('the same establishment twice: one counts where they agree, none where they contradict each other', () => {
    expect(countLines(read(GOOD, GOOD))).toEqual({ total: 2, read: 1, refused: 0, duplicate: 1 });
    const against = read(GOOD, withCell(4, '13'));
    expect(countLines(against)).toEqual({ total: 2, read: 0, refused: 2, duplicate: 0 });
    expect(against[0]?.reasons[0]).toMatchObject({ code: 'LIGNES_CONTRADICTOIRES', column: 'Nombre de protégés' });
  });

  it('the lines of one tuteur share SIRET MCP; those of his that are refused are counted', () => {
    const rows = read(GOOD, ['999922453', '99992245300025', '99992245300017', 'Horizon', '7', ''], withCell(4, ''));
    expect(tuteursOf(rows)).toEqual([
      {
        ...{ reference: '99992245300017', raisonSociale: 'Horizon', refused: 1 },
        lines: [
          { siren: '999922453', siret: '99992245300017', proteges: 12 },
          { siren: '999922453', siret: '99992245300025', proteges: 7 },
        ],
      },
    ]);
    expect(tuteursOf(read(withCell(4, '')))).toEqual([]);
  });

  it('headers are found whatever their case, accents, order and the lines above them', () => {
    const rows = readTiersiFile(
      sheet(
        ['Extraction Tiersi'],
        ['NOMBRE DE PROTEGES', 'siret mcp', 'Siret  TIERSI', 'siren', 'raison sociale'],
        ['12', '99992245300017', '99992245300017', '999922453', 'Horizon'],
      ),
    );
    expect(rows.map(({ row, verdict, proteges }) => [row, verdict, proteges])).toEqual([[3, 'LUE', 12]]);
  });

  it('a file without its columns is told so whole', () => {
    const refusal = refused(() => readTiersiFile(sheet(['SIREN', 'Raison sociale'], ['999922453', 'Horizon'])));
    expect(refusal?.code).toBe('COLONNE_MANQUANTE');
    expect(refusal?.faults.map(({ path }) => path)).toEqual(['SIRET Tiersi', 'SIRET MCP', 'Nombre de protégés']);
  });
});
