import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { faultsOf } from './faults.ts';
import {
  conventionNumberSchema,
  departementSchema,
  emailSchema,
  line,
  mailedCode,
  phoneSchema,
  prose,
  siretSchema,
  sought,
} from './schemas.ts';

const partner = z
  .object({
    raisonSociale: z.string().min(1).max(200),
    siret: siretSchema,
    email: emailSchema,
    phone: phoneSchema.optional(),
    departments: z.array(departementSchema).min(1),
    mode: z.enum(['DELEGUE', 'CENTRALISE']),
    members: z.array(z.object({ email: emailSchema })).default([]),
  })
  .strict();

function faults(schema: z.ZodType, input: unknown) {
  const parsed = schema.safeParse(input);
  return parsed.success ? [] : faultsOf(parsed.error, input);
}

describe('zod schemas of the formats', () => {
  it('FMT-2, FMT-4, FMT-15, FMT-16 normalise what is right', () => {
    const parsed = partner.parse({
      raisonSociale: 'ESAT Les Tilleuls',
      siret: '999 910 417 00016',
      email: 'Contact@Tilleuls.example',
      phone: '01 48 00 00 00',
      departments: ['6', '2a'],
      mode: 'DELEGUE',
    });
    expect(parsed).toMatchObject({
      siret: '99991041700016',
      email: 'contact@tilleuls.example',
      phone: '+33148000000',
      departments: ['06', '2A'],
    });
    expect(conventionNumberSchema.parse('19_214')).toBe('19_214');
  });

  it('tells every fault at once, with path, code, French message and rule', () => {
    const found = faults(partner, {
      raisonSociale: '',
      siret: '99991041700015',
      email: 'tilleuls',
      departments: ['93', '20'],
      members: [{ email: 'a@b.example' }, {}],
      couleur: 'bleu',
    });
    expect(found.map(({ path, code, rule }) => [path, code, rule])).toEqual([
      ['raisonSociale', 'CHAMP_OBLIGATOIRE', undefined],
      ['siret', 'SIRET_CLE', 'FMT-2'],
      ['email', 'EMAIL_INVALIDE', 'FMT-15'],
      ['departments.1', 'DEPARTEMENT_INCONNU', 'FMT-4'],
      ['mode', 'CHAMP_OBLIGATOIRE', undefined],
      ['members.1.email', 'CHAMP_OBLIGATOIRE', undefined],
      ['couleur', 'CHAMP_INCONNU', undefined],
    ]);
    for (const { message } of found) expect(message).toMatch(/^[A-ZÀ-Ý«].*\.$/u);
  });

  it('says in French what was expected', () => {
    const schema = z.object({
      name: z.string().min(2).max(3),
      places: z.number().int().min(1),
      mode: z.enum(['DELEGUE', 'CENTRALISE']),
      on: z.iso.date(),
      list: z.array(z.string()).max(1),
      text: z.string(),
    });
    const found = faults(schema, {
      name: 'abcd',
      places: 0,
      mode: 'AUTRE',
      on: '30/06/2025',
      list: ['a', 'b'],
      text: 12,
    });
    expect(found.map(({ message }) => message)).toEqual([
      'Le texte est trop long : au plus 3 caractères.',
      'La valeur est trop petite : au moins 1.',
      'Choisissez une des réponses proposées.',
      'Une date est attendue, par exemple 2025-06-30.',
      'La liste est trop longue : au plus 1 élément.',
      'Un texte est attendu.',
    ]);
    expect(found.every(({ code }) => code === 'CHAMP_INVALIDE')).toBe(true);
  });

  it('reads words alike wherever they are asked for', () => {
    const words = z.object({ name: line(10), why: prose(20), q: sought(10).optional(), code: mailedCode });
    expect(
      words.parse({ name: ' Les\r\nAbc\u202e ', why: 'un\r\ndeux\u00a0', q: '\u200b李 ', code: ' 123-456\u00a0' }),
    ).toEqual({ name: 'Les Abc', why: 'un\ndeux', q: '李', code: '123456' });
    expect(
      faults(words, { name: '\u200b\r\n', why: ' \n', code: ' - ' }).map(({ path, code }) => [path, code]),
    ).toEqual([
      ['name', 'CHAMP_OBLIGATOIRE'],
      ['why', 'CHAMP_OBLIGATOIRE'],
      ['code', 'CHAMP_OBLIGATOIRE'],
    ]);
    expect(faults(words, { name: '李小龙 Bruce', why: '李', code: '1' })).toMatchObject([
      { path: 'name', code: 'CARACTERE_INTERDIT', message: expect.stringContaining('« 李 », « 小 », « 龙 »') },
    ]);
  });

  it('recognises a missing text without the input too', () => {
    const parsed = z.object({ text: z.string() }).safeParse({});
    expect(parsed.success ? [] : faultsOf(parsed.error)).toMatchObject([{ path: 'text', code: 'CHAMP_OBLIGATOIRE' }]);
  });

  it('keeps the message of an author and the faults of the closest branch of a union', () => {
    const schema = z.object({
      name: z.string().max(3, 'Trois lettres suffisent.'),
      manager: z.union([z.string(), z.object({ email: emailSchema })]),
      other: z.union([z.string(), z.number()]),
      even: z.number().refine((n) => n % 2 === 0),
    });
    expect(faults(schema, { name: 'abcd', manager: { email: 'x' }, other: true, even: 3 })).toMatchObject([
      { path: 'name', code: 'CHAMP_INVALIDE', message: 'Trois lettres suffisent.' },
      { path: 'manager.email', code: 'EMAIL_INVALIDE' },
      { path: 'other', code: 'CHAMP_INVALIDE' },
      { path: 'even', code: 'CHAMP_INVALIDE', message: "Cette valeur n'est pas acceptée." },
    ]);
  });
});
