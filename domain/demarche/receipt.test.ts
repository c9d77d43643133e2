import { expect, it } from '@jest/globals';
import { renderPdf } from '../../adapters/files/pdf.ts';
import { rightAnswers, TODAY } from '../../test/builders/demarche.ts';
import { DEMARCHE_CODES, DEMARCHES } from '../protege/demarches.ts';
import { DEMARCHE_FORMS } from './forms/index.ts';
import { receiptText } from './receipt.ts';
import { declaredWords } from './words.ts';

const protege = {
  ...{ number: '1234567', lastName: 'Vautrin', firstName: 'Odette', birthDate: '1948-02-11' },
  measure: 'TUTELLE' as const,
};
const at = new Date(`${TODAY}T08:30:00Z`);

it.each(DEMARCHE_CODES)(
  'TUT-14: the receipt of %s tells number, instant, what was declared and what comes next',
  async (form) => {
    const answers = rightAnswers(DEMARCHE_FORMS[form]);
    const text = receiptText({ number: 'DEM-4K7M2Q9X', form }, { protege, answers }, { organisme: 'Horizon', at });
    expect(text).toMatchObject({
      title: `Récépissé : ${DEMARCHES[form]}`,
      reference: 'DEM-4K7M2Q9X',
      notices: [
        'Démarche DEM-4K7M2Q9X déposée le 10/10/2026 à 10h30.',
        expect.stringContaining('ne vaut pas décision'),
      ],
    });
    const [who, declared, next] = text.sections;
    expect(who?.table?.rows).toContainEqual(['Nom et prénom', 'Vautrin Odette']);
    expect(declared?.table?.rows).toEqual(declaredWords(DEMARCHE_FORMS[form], answers));
    expect([next?.heading, next?.items]).toEqual([
      'Ce qui se passe ensuite',
      expect.arrayContaining([...DEMARCHE_FORMS[form].next]),
    ]);
    const pdf = await renderPdf(text, { at });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(await renderPdf(text, { at })).toEqual(pdf);
  },
);
