import { expect, it } from '@jest/globals';
import { FOLLOWING_ACCOUNT, PROCESS_TYPES } from '../process/types.ts';
import { mailLabel } from './registry.ts';
import { mailTold } from './told.ts';
import { isToldOfDoubt } from './trouble.ts';

it('a mail stands in the timeline by its label and what became of it', () => {
  expect(mailTold('MAIL-32', 'DOUTE')).toBe(`Courriel « ${mailLabel('MAIL-32')} » : envoi incertain`);
  expect(mailTold('MAIL-32', 'AUTRE')).toMatch(/ : AUTRE$/);
});

it('R2: whose mail was cut off twice is told, but for accounts, imports, campaigns and signature codes', () => {
  const told = PROCESS_TYPES.filter((type) => isToldOfDoubt(type, 'MAIL-25'));
  expect(PROCESS_TYPES.filter((type) => !told.includes(type)).sort()).toEqual(
    [...FOLLOWING_ACCOUNT, 'userImport', 'esatCampaign'].sort(),
  );
  expect(PROCESS_TYPES.filter((type) => isToldOfDoubt(type, 'MAIL-50'))).toEqual([]);
});
