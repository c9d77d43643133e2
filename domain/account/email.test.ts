import { describe, expect, it } from '@jest/globals';
import { nominativeEmail } from './email.ts';

const MARIE = { firstName: 'Marie', lastName: 'Durand' };
const verdict = (local: string, person = MARIE): string => {
  const { fault, warning } = nominativeEmail(`${local}@organisme.example`, person);
  return fault?.code ?? warning?.code ?? 'ok';
};
const named = (firstName: string, lastName: string) => ({ firstName, lastName });

describe('address of an account (FMT-12, FMT-13, ACC-2)', () => {
  it.each([
    ...['contact', 'accueil', 'secretariat', 'info', 'infos', 'service', 'services', 'service-social', 'servicerh'],
    ...['direction', 'mairie', 'ccas', 'creche', 'creches', 'rh', 'social', 'admin', 'noreply', 'no-reply', 'standard'],
    ...['compta', 'esat', 'tutelle', 'contact-esat', 'contactesat', 'accueil.creche2', 'info93', 'ne-pas-repondre'],
    ...['ressources.humaines', 'la_direction', 'mairie+rsa', 'marie.accueil', 'ccas.durand', 'durand.secretariat'],
  ])('refuses the mailbox of a service: %s', (local) => {
    expect(verdict(local)).toBe('EMAIL_NON_NOMINATIF');
  });

  it.each([
    ...['marie.durand', 'durand.marie', 'mariedurand', 'mdurand', 'm.durand', 'durandm', 'durand-m', 'marie', 'durand'],
    ...['marie.durand2', 'marie_durand+mcp', 'md.durand', 'marie.d'],
  ])('takes an address that shows the person: %s', (local) => {
    expect(verdict(local)).toBe('ok');
  });

  it.each(['prune.martin+caf', 'prune.martin+contact.esat', 'p.martin+service', 'martin+rh+mcp'])(
    'FMT-12 reads whose mailbox it is before a plus sign: %s',
    (local) => {
      expect(verdict(local, named('Prune', 'Martin'))).toBe('ok');
    },
  );

  it.each([
    ['contact+prune.martin', 'EMAIL_NON_NOMINATIF'],
    ['caf+prune.martin', 'EMAIL_NON_NOMINATIF'],
    ['+contact', 'EMAIL_NON_NOMINATIF'],
    ['zorro+prune.martin', 'EMAIL_A_CONFIRMER'],
  ])('FMT-12 is not led on by what follows the sign: %s', (local, expected) => {
    expect(verdict(local, named('Prune', 'Martin'))).toBe(expected);
  });

  it.each(['mcd93', 'zorro', 'julie.martin', 'm.d', '1234'])('asks to confirm %s', (local) => {
    expect(verdict(local)).toBe('EMAIL_A_CONFIRMER');
  });

  it('folds accents, hyphens, apostrophes, particles and ligatures', () => {
    expect(verdict('jp.lefevre', named('Jean-Pierre', 'Lefèvre'))).toBe('ok');
    expect(verdict('jplefevre', named('Jean-Pierre', 'Lefèvre'))).toBe('ok');
    expect(verdict('jeanpierre', named('Jean-Pierre', 'Lefèvre'))).toBe('ok');
    expect(verdict('a.fontaine', named('Anaïs', 'de La Fontaine'))).toBe('ok');
    expect(verdict('adelafontaine', named('Anaïs', 'de La Fontaine'))).toBe('ok');
    expect(verdict('hermite', named('Noé', "L'Hermite"))).toBe('ok');
    expect(verdict('obrien', named('Sean', 'O’Brien'))).toBe('ok');
    expect(verdict('lecoeur', named('Zoé', 'Lecœur'))).toBe('ok');
    expect(verdict('x.martin', named('Léa', 'Durand-Martin'))).toBe('ok');
    expect(verdict('le', named('Anh', 'Lê'))).toBe('ok');
  });

  it('does not find a particle or a short name by chance', () => {
    expect(verdict('delphine', named('Anaïs', 'de La Fontaine'))).toBe('EMAIL_A_CONFIRMER');
    expect(verdict('evan', named('Piet', 'van Houten'))).toBe('EMAIL_A_CONFIRMER');
    expect(verdict('julie', named('Wei', 'Li'))).toBe('EMAIL_A_CONFIRMER');
    expect(verdict('wli', named('Wei', 'Li'))).toBe('ok');
    expect(verdict('li.w', named('Wei', 'Li'))).toBe('ok');
  });

  it('does not refuse people whose name is such a word, when the rest of the name is there', () => {
    expect(verdict('anne.contact', named('Anne', 'Contact'))).toBe('ok');
    expect(verdict('a.contact', named('Anne', 'Contact'))).toBe('ok');
    expect(verdict('annecontact', named('Anne', 'Contact'))).toBe('ok');
    expect(verdict('contact', named('Anne', 'Contact'))).toBe('EMAIL_NON_NOMINATIF');
    expect(verdict('contact-esat', named('Anne', 'Contact'))).toBe('EMAIL_NON_NOMINATIF');
    expect(verdict('anne.contact.accueil', named('Anne', 'Contact'))).toBe('EMAIL_NON_NOMINATIF');
    expect(verdict('esat.yilmaz', named('Esat', 'Yilmaz'))).toBe('ok');
    expect(verdict('esat', named('Esat', 'Yilmaz'))).toBe('EMAIL_NON_NOMINATIF');
    expect(verdict('marie.maire', named('Marie', 'Maire'))).toBe('ok');
  });

  it('looks at what stands before the @ only, and survives names without a Latin letter', () => {
    expect(nominativeEmail('marie.durand@ccas.mairie.example', MARIE)).toEqual({ fault: null, warning: null });
    expect(nominativeEmail('x93@durand.example', MARIE).warning?.code).toBe('EMAIL_A_CONFIRMER');
    expect(verdict('x93', named('Ольга', '王'))).toBe('EMAIL_A_CONFIRMER');
    expect(verdict('x93', named('', ''))).toBe('EMAIL_A_CONFIRMER');
  });

  it('says which rule, in words one can act on', () => {
    expect(nominativeEmail('contact@a.example', MARIE).fault).toMatchObject({ rule: 'FMT-12' });
    expect(nominativeEmail('zorro@a.example', MARIE).warning).toMatchObject({
      rule: 'FMT-13',
      message: expect.stringContaining('Confirmez'),
    });
  });
});
