import { expect, it } from '@jest/globals';
import { typeset } from './typography.ts';

// U5: a line that begins with « : » or « » » reads like a mistake
it.each([
  ["Votre demande d'accès : « Esat » ?", 'Votre demande d’accès\u00a0: «\u00a0Esat\u00a0»\u00a0?'],
  ['Rien ; tout !', 'Rien\u00a0; tout\u00a0!'],
  ["l'« Espace Tuteur »", 'l’«\u00a0Espace Tuteur\u00a0»'],
  ['12 345 € sur 30 jours, 95 %', '12\u00a0345\u00a0€ sur 30\u00a0jours, 95\u00a0%'],
  ['SIRET 999 916 430 00013', 'SIRET 999\u00a0916\u00a0430 00013'],
  ['à 09 h 30', 'à 09\u00a0h 30'],
])('sets « %s »', (plain, set) => expect(typeset(plain)).toBe(set));

it.each(['https://caf.example/?a=1', 'mailto:agent@caf93.example', '10:00', "les rôles 'T1' et 'T2'", "l'", '30 juin'])(
  'leaves « %s » as it is',
  (plain) => expect(typeset(plain)).toBe(plain),
);
