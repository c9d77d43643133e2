import { expect, it } from '@jest/globals';
import { FOLLOWING_ACCOUNT, PROCESS_TYPES } from '../process/types.ts';
import { mailLabel } from './registry.ts';
import { mailTold } from './told.ts';
import { isToldOfDoubt } from './trouble.ts';

it('a mail stands in the timeline by its label and what became of it', () => {
  expect(mailTold('MAIL-32', 'DOUTE')).toBe(`Courriel « ${mailLabel('MAIL-32')} » : envoi incertain`);
  expect(mailTold('MAIL-32', 'AUTRE')).toMatch(/ : AUTRE$/);
});

it('R2: whose mail was cut off twice is told, but for imports, campaigns and signature codes; of an account, what one enters with', () => {
  const untold = (template: string) => PROCESS_TYPES.filter((type) => !isToldOfDoubt(type, template)).sort();
  expect(untold('MAIL-25')).toEqual([...FOLLOWING_ACCOUNT, 'userImport', 'esatCampaign'].sort());
  for (const entry of ['MAIL-1', 'MAIL-2', 'MAIL-3'])
    expect(untold(entry)).toEqual(['userImport', 'esatCampaign'].sort());
  expect(untold('MAIL-50')).toEqual([...PROCESS_TYPES].sort());
});
