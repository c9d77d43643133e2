import { describe, expect, test } from '@jest/globals';
import { settleMail } from './settleMail.ts';

const mail = {
  ...{ id: 'm1', template: 'MAIL-67', recipient: 'a@b.example', state: 'DOUTE', lastError: 'silence' },
  processId: null as string | null,
};

describe('a mail in trouble that belongs to no process (R2)', () => {
  test('was received, or goes once more', () => {
    expect(settleMail(mail, 'received')).toMatchObject({
      state: 'PRIS',
      audit: { entity: 'mail', entityId: 'm1', after: { state: 'PRIS' } },
    });
    expect(settleMail(mail, 'resend')).toMatchObject({ state: 'A_ENVOYER' });
  });

  test.each([
    ['of a process', { ...mail, processId: 'p' }, 'dossier'],
    ['that left', { ...mail, state: 'PRIS' }, 'rien à régler'],
    ['whose address was refused', { ...mail, state: 'ENVOI_ECHOUE', lastError: '550 5.1.1' }, 'adresse refusée'],
  ])('not one %s', (_, one, words) => {
    expect(() => settleMail(one, 'resend')).toThrow(words);
  });
});
