import { describe, expect, it } from '@jest/globals';
import { parse } from 'parse5';
import { DEMARCHE_FORMS } from '../../domain/demarche/forms/index.ts';
import { DEMARCHE_CODES, type DemarcheCode } from '../../domain/protege/demarches.ts';
import { PASSWORD } from '../../test/api.ts';
import { answersOf, api, asTuteur, decide, deposited, openDemarches, refs } from '../../test/demarches.ts';
import { type Form, formsOf, pageOf, press, wordsIn } from '../../test/forms.ts';
import { inSpace, signedIn } from '../../test/tuteur.ts';
import { mountPages } from '../index.ts';

openDemarches(mountPages);

const ana = () => inSpace(api, 'ana');
const path = (code: DemarcheCode, ref = refs.head) => `/tuteur/proteges/${ref}/demarches/${code}`;
const words = (html: string) => wordsIn(parse(html)).replace(/\s+/g, ' ');

/** What a person types in the page's form to declare these answers. */
function typedOf(answers: Record<string, unknown>, name = 'answers'): Record<string, string> {
  return Object.fromEntries(
    Object.entries(answers).flatMap(([key, value]): [string, string][] => {
      const at = `${name}.${key}`;
      if (typeof value === 'boolean') return [[at, value ? 'oui' : 'non']];
      if (Array.isArray(value) && typeof value[0] === 'string') return [[at, String(value[0])]];
      if (typeof value === 'object' && value !== null)
        return Object.entries(typedOf(value as Record<string, unknown>, at));
      return [[at, String(value)]];
    }),
  );
}

async function send(code: DemarcheCode, typed: Record<string, string>) {
  const token = await ana();
  const [form] = formsOf(await pageOf(api, path(code), token), path(code)).filter(({ id }) => id === 'demarche');
  if (form === undefined) throw new Error(`no form for ${code}`);
  return press(api, form, token, typed);
}

describe('the page of each form (TUT-14)', () => {
  it.each(DEMARCHE_CODES)('%s: asks every field; typed right, it is deposited', async (code) => {
    const html = await pageOf(api, path(code), await ana());
    for (const { label } of DEMARCHE_FORMS[code].fields) expect(words(html)).toContain(label.replace(/\s+/g, ' '));
    const answer = await send(code, typedOf(answersOf(code)));
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      expect.stringMatching(/^\/tuteur\/demarches\/demarche-/),
    ]);
    const made = words(await pageOf(api, answer.headers.get('location') ?? '', await ana()));
    expect(made).toContain('Déposée');
  });

  it('gives back what was typed after a fault, each fault at its field', async () => {
    const typed = {
      ...typedOf(answersOf('SITUATION_ENFANT')),
      'answers.date': '2027-01-01',
      'answers.enfants.1.lastName': 'Brun',
    };
    const answer = await send('SITUATION_ENFANT', typed);
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(words(html)).toContain('Date du changement : Indiquez une date qui n’est pas à venir.');
    expect(words(html)).toContain('Enfant 2, Prénom : Indiquez le prénom de l’enfant.');
    const [form] = formsOf(html, '').filter(({ id }) => id === 'demarche');
    const back = Object.fromEntries((form?.fields ?? []).map(({ name, value }) => [name, value]));
    expect(back).toMatchObject({
      'answers.enfants.0.lastName': 'Tue',
      'answers.enfants.1.lastName': 'Brun',
      'answers.date': '2027-01-01',
    });
    for (const [, id] of html.matchAll(/href="#(demarche-[\w-]+)"/g)) expect(html).toContain(`id="${id}"`);
  });

  it('asks once more about what was deposited already, and takes it when it is confirmed', async () => {
    const typed = typedOf(answersOf('CMG_STRUCTURE'));
    const again = await send('CMG_STRUCTURE', typed);
    expect(again.status).toBe(409);
    const html = await again.text();
    expect(words(html)).toContain('La même démarche a été déposée');
    const [form] = formsOf(html, '').filter(({ id }) => id === 'demarche');
    if (form === undefined) throw new Error('no form');
    expect((await press(api, form, await ana(), { ...typed, confirmed: 'oui' })).status).toBe(303);
  });

  it('is not there for what the measure does not open, or for nobody’s protégé', async () => {
    const token = await ana();
    for (const wrong of [
      path('AJPA', refs.renforcee),
      path('ADRESSE', refs.ended),
      path('ADRESSE', refs.other),
      path('ADRESSE').replace('ADRESSE', 'X'),
    ]) {
      const answer = await fetch(`${api.url}${wrong}`, { headers: { cookie: `session=${token}` } });
      expect([wrong, answer.status]).toEqual([wrong, 404]);
    }
  });
});

describe('a session that ran out while a form was filled in (U8)', () => {
  const formOn = (html: string, id: string): Form => {
    const [form] = formsOf(html, '').filter((one) => one.id === id);
    if (form === undefined) throw new Error(`no form ${id}`);
    return form;
  };
  /** Signs in anew, comes in by the entrance of the space, and is back where the form stood. */
  async function back(late: Response): Promise<{ html: string; token: string }> {
    const signIn = new URL(late.headers.get('location') ?? '', api.url);
    expect([late.status, signIn.pathname]).toEqual([303, '/connexion']);
    const token = await signedIn(api, 'ana');
    const entrance = await pageOf(api, signIn.searchParams.get('retour') ?? '', token);
    const entered = await press(api, formOn(entrance, 'entree'), token, { password: PASSWORD });
    return { html: await pageOf(api, entered.headers.get('location') ?? '', token), token };
  }

  it.each(DEMARCHE_CODES)(
    '%s: what was typed is there after the sign-in and the entrance, and one press deposits it',
    async (code) => {
      const typed = { ...typedOf(answersOf(code)), confirmed: 'oui' };
      // the same was deposited before: the box that was ticked counts again
      const direct = await send(code, typed);
      const form = formOn(await pageOf(api, path(code), await ana()), 'demarche');
      const before = await api.deps.db.process.count();
      const { html, token } = await back(await press(api, form, null, typed));
      expect(html).toContain('Ce que vous aviez saisi est là');
      expect(await api.deps.db.process.count()).toBe(before);
      const sent = await press(api, formOn(html, 'demarche'), token);
      expect([sent.status, sent.headers.get('location')]).toEqual([
        303,
        expect.stringMatching(/^\/tuteur\/demarches\//),
      ]);
      const declared = async (answer: Response) =>
        (await asTuteur('GET', answer.headers.get('location')?.split('/').at(-1) ?? '')).body.declared;
      expect(await declared(sent)).toEqual(await declared(direct));
    },
  );

  it('the complement, the signal of a missing protégé and the withdrawal too', async () => {
    const [asked, kept] = [await deposited(), await deposited()];
    await decide(asked, 'ask', { text: 'Le bail ?' });
    const complement = formOn(await pageOf(api, `/tuteur/demarches/${asked}`, await ana()), 'complement');
    const answered = await back(await press(api, complement, null, { text: 'Le bail suit par la poste' }, null));
    expect((await press(api, formOn(answered.html, 'complement'), answered.token, {}, null)).status).toBe(303);
    expect(words(await pageOf(api, `/tuteur/demarches/${asked}`, await ana()))).toContain('Le bail suit par la poste');

    const missing = formOn(await pageOf(api, '/tuteur/protege-manquant', await ana()), 'signaler');
    const name = missing.fields.find(({ kind }) => kind === 'text' || kind === 'textarea')?.name ?? '';
    const signal = await back(await press(api, missing, null, { [name]: 'Vautrin Berthe' }));
    expect(signal.html).toContain('Vautrin Berthe');

    const withdrawal = formOn(await pageOf(api, `/tuteur/demarches/${kept}`, await ana()), 'retrait');
    const withdrawn = await back(await press(api, withdrawal, null));
    expect((await press(api, formOn(withdrawn.html, 'retrait'), withdrawn.token)).status).toBe(303);
    expect((await asTuteur('GET', kept)).body.state).toBe('RETIREE');
  });
});

describe('an entrance that asks again while a form is being filled in (TUT-13)', () => {
  it('keeps what was typed, sealed, and shows the form again with it; nothing is deposited meanwhile', async () => {
    const token = await signedIn(api, 'ana');
    const typed = typedOf(answersOf('ADRESSE', { commune: 'Canarisaisi' }));
    const [form] = formsOf(await pageOf(api, path('ADRESSE'), await ana()), '').filter(({ id }) => id === 'demarche');
    if (form === undefined) throw new Error('no form');
    const before = await api.deps.db.process.count();
    const late = await press(api, form, token, typed);
    const entrance = late.headers.get('location') ?? '';
    expect([late.status, entrance]).toEqual([303, expect.stringContaining('retour=%2Freprise%2F')]);
    expect(await api.deps.db.process.count()).toBe(before);
    const [enter] = formsOf(await pageOf(api, entrance, token), '').filter(({ id }) => id === 'entree');
    if (enter === undefined) throw new Error('no entrance');
    const entered = await press(api, enter, token, { password: PASSWORD });
    const back = await pageOf(api, entered.headers.get('location') ?? '', token);
    expect(back).toContain('value="Canarisaisi"');
    const [kept] = await api.deps.db.$queryRaw<
      { row: string }[]
    >`SELECT string_agg(to_jsonb(k)::text, '') AS row FROM kept_form k`;
    expect([kept?.row.includes('sealed'), kept?.row.includes(Buffer.from('Canarisaisi').toString('hex'))]).toEqual([
      true,
      false,
    ]);
  });
});

describe('a démarche on its page', () => {
  it('shows where it stands to the tuteur, who gives the complement or withdraws it', async () => {
    const [asked, kept] = [await deposited(), await deposited()];
    await decide(asked, 'ask', { text: 'Le bail ?' });
    const token = await ana();
    const page = await pageOf(api, `/tuteur/demarches/${asked}`, token);
    expect(words(page)).toContain('Le bail ?');
    const [form] = formsOf(page, '').filter(({ id }) => id === 'complement');
    if (form === undefined) throw new Error('no form');
    const blank = await press(api, form, token, { text: '' }, null);
    expect([blank.status, words(await blank.text())]).toEqual([422, expect.stringContaining('Complément')]);
    const wrong = await press(api, form, token, { text: 'Le voici' }, { name: 'bail.exe', bytes: Buffer.from('MZ') });
    expect([wrong.status, words(await wrong.text())]).toEqual([
      422,
      expect.stringContaining('ni un PDF, ni une image'),
    ]);
    const bail = { name: 'bail.pdf', bytes: Buffer.from('%PDF-1.7 bail') };
    expect((await press(api, form, token, { text: 'Le voici' }, bail)).status).toBe(303);
    for (const [path, who] of [
      [`/tuteur/demarches/${asked}`, token],
      [`/tuteur/demarches/${asked}`, await api.as('agent93')],
    ] as const) {
      const read = words(await pageOf(api, path, who));
      expect([read.includes('Le voici'), read.includes('Fichier joint (PDF, 1 Ko)')]).toEqual([true, true]);
    }
    const [away] = formsOf(await pageOf(api, `/tuteur/demarches/${kept}`, token), '').filter(
      ({ id }) => id === 'retrait',
    );
    if (away === undefined) throw new Error('no form');
    expect((await press(api, away, token)).status).toBe(303);
    expect((await asTuteur('GET', kept)).body.state).toBe('RETIREE');
    expect(words(await pageOf(api, '/tuteur/demarches', token))).toContain('Canari Personne');
  });

  it('shows the Caf what was declared beside its decision, and an operator nothing of it', async () => {
    const id = await deposited({ answers: answersOf('ADRESSE', { commune: 'Villemomble' }) });
    const agent = await api.as('agent93');
    const task = await api.deps.db.task.findFirstOrThrow({ where: { processId: id } });
    const page = words(await pageOf(api, `/taches/${task.id}`, agent));
    for (const said of ['Canari Personne', 'Villemomble', 'Demander un complément', 'Refuser la démarche'])
      expect(page).toContain(said);
    const [take] = formsOf(await pageOf(api, `/tuteur/demarches/${id}`, agent), '').filter(
      (form) => form.id === 'prise',
    );
    if (take === undefined) throw new Error('no form');
    expect((await press(api, take, agent)).status).toBe(303);
    const operator = words(await pageOf(api, `/dossiers/${id}`, await api.as('operator')));
    expect(operator).toContain('Association tutélaire Horizon');
    for (const hidden of ['Villemomble', 'Canari']) expect(operator).not.toContain(hidden);
  });
});
