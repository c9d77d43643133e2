import { describe, expect, test } from '@jest/globals';
import { isAddressRefused, troubleWords } from './troubleWords.ts';

const mail = (lastError: string | null, state = 'ENVOI_ECHOUE') => ({
  template: 'MAIL-25',
  recipient: 'contact@tilleuls.example',
  state,
  lastError,
});

describe('the cause of an incident, in words', () => {
  test.each([
    ['réponse 550 5.1.1 du serveur de courriel', /refusé : cette adresse n’existe pas \(réponse 550 5\.1\.1/, true],
    ['réponse 550 du serveur de courriel', /refusé : cette adresse n’existe pas ou/, true],
    ['réponse 552 5.2.2 du serveur de courriel', /refusé : cette boîte est pleine/, false],
    ['réponse 554 5.7.1 du serveur de courriel', /refusé : sa messagerie n’accepte pas nos courriels/, false],
    ['le serveur ne répond pas', /n’est pas parti \(le serveur ne répond pas\)/, false],
  ])('%s', (lastError, words, address) => {
    const told = troubleWords(mail(lastError));
    expect(told).toMatch(words);
    expect(told).toContain('à contact@tilleuls.example');
    expect(told).not.toMatch(/ENVOI_|MAIL-/);
    expect(isAddressRefused(mail(lastError))).toBe(address);
    expect(told.includes('ne renvoie rien à une adresse refusée')).toBe(address);
  });

  test('one in doubt says whom to ask', () => {
    expect(troubleWords(mail('connexion interrompue après le début du message', 'DOUTE'))).toContain(
      'Demandez au destinataire',
    );
  });
});
