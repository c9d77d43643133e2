import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'parse5';
import type { MountPages } from '../../api/app.ts';
import { startApi, type TestApi } from '../../test/api.ts';
import { type Form, formsOf, pageOf, press, walk, wordsIn } from '../../test/forms.ts';
import { openedPartner } from '../../test/openPartner.ts';
import { prepare } from '../../test/places.ts';
import { mountPages } from '../index.ts';
import { markForms } from './shownTo.ts';

let api: TestApi;
let places: Awaited<ReturnType<typeof prepare>>;
let claire: string;
const forms = new Map<string, { form: Form; token: string }>();
/** Every address that a form is sent to, by whatever way it is registered: a new one is among them. */
const registered: string[] = [];
const MACHINE = /^\/(api|oidc|auth|health|docs)(\/|$)/;
const mount: MountPages = (app, deps) => {
  mountPages(app, deps);
  for (const { route } of app.router.stack)
    if (route?.stack.some(({ method }) => method === 'post') && !MACHINE.test(route.path)) registered.push(route.path);
};

/** What a form may do is done whoever is signed in: to sign in, and what a mailed link opens. */
const ANYONES = /^\/(connexion|connexion\/code|mot-de-passe-oublie|lien\/[^/]+\/\w+)$/;

beforeAll(async () => {
  api = await startApi({}, mount);
  places = await prepare(api);
  claire = (await openedPartner(api)).claire;
  const walkers = [claire, ...(await Promise.all((['admin93', 'national', 'operator'] as const).map(api.as)))];
  for (const token of walkers)
    for (const [path, html] of await walk(api, token, ['/', ...Object.values(places)]))
      for (const form of formsOf(html, path))
        if (!ANYONES.test(form.action))
          forms.set(`${form.action.replace(/[\w.%-]*\d[\w.%-]{5,}/g, ':id')} ${form.id}`, { form, token });
});
afterAll(() => api.stop());

/** Everything that an act leaves behind. */
const traces = async () => {
  const { db } = api.deps;
  return Promise.all([
    db.auditLine.count(),
    db.command.count(),
    db.mail.count(),
    db.process.count(),
    db.idempotentAnswer.count(),
    db.session.count({ where: { revokedAt: null } }),
  ]);
};
/** What changes something for whoever is signed in. */
function askingWhose(): string[] {
  const paths = registered.filter((path) => !ANYONES.test(path.replace(':token', 'x')));
  expect(paths.length).toBeGreaterThan(110);
  return paths;
}
const wordsOf = async (answer: Response) => wordsIn(parse(await answer.text())).replace(/\s+/g, ' ');

describe('a form acts for the person it was shown to (U8)', () => {
  it('every form of every page says whose it is', () => {
    expect(forms.size).toBeGreaterThan(20);
    for (const [name, { form }] of forms)
      expect([name, form.fields.filter((field) => field.name === 'pour').length]).toEqual([name, 1]);
  });

  it('every form of every page is refused to another account, with nothing done, and says so', async () => {
    const another = await api.as('agent93');
    const before = await traces();
    for (const [name, { form }] of forms) {
      const answer = await press(api, form, another);
      expect([name, answer.status]).toEqual([name, 409]);
      expect(await wordsOf(answer)).toMatch(
        /montrée à un autre compte que le vôtre : rien n’a été fait.*agent93 Essai/,
      );
    }
    expect(await traces()).toEqual(before);
  });

  it('each address that changes something asks whose the form is, and one that does not say is refused', async () => {
    for (const path of askingWhose()) {
      const answer = await fetch(`${api.url}${path.replace(/:\w+/g, 'x')}`, {
        method: 'POST',
        headers: { cookie: `session=${claire}` },
        body: new URLSearchParams({ cle: 'une-cle-quelconque' }),
      });
      expect([path, answer.status]).toEqual([path, 409]);
      expect(await wordsOf(answer)).toContain('Cette page ne dit pas à qui elle a été montrée. Rien n’a été fait');
    }
  });

  it('a mark that was altered is none', async () => {
    const form = [...forms.values()].find(({ token }) => token === claire)?.form as Form;
    const pour = form.fields.find((field) => field.name === 'pour')?.value ?? '';
    const altered = `${pour.slice(0, -6)}${pour.slice(-6) === 'AAAAAA' ? 'BBBBBB' : 'AAAAAA'}`;
    expect((await press(api, form, claire, { pour: altered })).status).toBe(409);
  });

  it('a form shown to nobody does not act for who has signed in since, who finds what was typed', async () => {
    const [form] = formsOf(await pageOf(api, '/demande', null), '/demande').filter((one) => one.action === '/demande');
    const answer = await press(api, form as Form, claire, { raisonSociale: 'Association Les Saules' });
    expect(answer.status).toBe(409);
    const html = await answer.text();
    expect(html).toContain('ouverte avant que vous ne soyez connecté : rien n’a été fait');
    const at = /href="(\/reprise\/[\w-]+)"/.exec(html)?.[1] ?? '';
    expect(await pageOf(api, at, claire)).toContain('value="Association Les Saules"');
  });
});

describe('a session that ran out loses nothing typed (U8)', () => {
  /** What a person would type in each field of a form; null: nothing is typed in it. */
  const typedIn = ({ fields }: Form): [string, string][] =>
    fields.flatMap(({ name, kind, secret }): [string, string][] => {
      if (secret) return [[name, 'TrèsSecret-7f3a']];
      if (kind === 'textarea' || ['text', 'email', 'tel', 'search'].includes(kind))
        return [[name, `saisi dans ${name}`]];
      return kind === 'date' ? [[name, '2027-05-04']] : [];
    });
  const readBack = (html: string, action: string, id: string | null) =>
    formsOf(html, '').find((one) => one.action === action && one.id === id);

  it('in every form: sign in, come back, it is there; passwords, codes and files never, and it says so', async () => {
    const before = await traces();
    for (const [name, { form, token }] of forms) {
      if (form.action === '/deconnexion') continue;
      const typed = typedIn(form);
      const answer = await press(api, form, null, Object.fromEntries(typed));
      expect([name, answer.status]).toEqual([name, 303]);
      const to = new URL(answer.headers.get('location') ?? '', api.url);
      expect(to.pathname).toBe('/connexion');
      const told = Buffer.from(/mot=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? '', 'base64url');
      expect(told.toString()).toContain('Les mots de passe, les codes et les fichiers ne sont jamais gardés');

      const html = await pageOf(api, to.searchParams.get('retour') ?? '', token);
      expect(html).toContain('Ce que vous aviez saisi est là');
      expect(html).not.toContain('TrèsSecret-7f3a');
      const shown = readBack(html, form.action, form.id);
      for (const field of form.fields.filter((one) => !one.secret)) {
        const wanted = typed.find(([one]) => one === field.name)?.[1];
        if (wanted === undefined) continue;
        const now = shown?.fields.find((one) => one.name === field.name);
        expect([name, field.name, now?.value]).toEqual([name, field.name, wanted]);
      }
    }
    const kept = await api.deps.db.keptForm.findMany();
    expect(kept.length).toBeGreaterThan(20);
    expect(Buffer.concat(kept.map(({ sealed }) => Buffer.from(sealed))).toString('latin1')).not.toContain('saisi dans');
    expect(await traces()).toEqual(before);
  });

  it('at every address that changes something, of every area: a page of none of these forms may forget it', async () => {
    const before = await traces();
    const { id } = (await api.call('GET', '/me', { token: claire })).body.user;
    const shown = markForms('<form method="post"></form>', api.deps.seal, { person: id, page: '/accessibilite' });
    const pour = formsOf(shown, '')[0]?.fields[0]?.value ?? '';
    for (const path of askingWhose().filter((one) => one !== '/deconnexion')) {
      const form: Form = { page: '', action: path.replace(/:\w+/g, 'x'), id: null, upload: false, fields: [] };
      const typed = { pour, texte: `saisi pour ${path}` };
      let late = await press(api, form, null, typed);
      if (late.status !== 303) late = await press(api, { ...form, upload: true }, null, typed);
      const to = new URL(late.headers.get('location') ?? '/', api.url);
      expect([path, late.status, to.pathname]).toEqual([path, 303, '/connexion']);
      expect(await pageOf(api, to.searchParams.get('retour') ?? '', claire)).toContain(`saisi pour ${path}`);
    }
    expect(await traces()).toEqual(before);
  });

  it('one press sends it, and nothing is kept any more', async () => {
    const token = await api.as('agent93');
    const [form] = formsOf(await pageOf(api, places.dossier, token), places.dossier).filter(
      (one) => one.id === 'annuler',
    );
    const late = await press(api, form as Form, null, { reason: 'Le partenaire renonce par écrit.' });
    const at = new URL(late.headers.get('location') ?? '', api.url).searchParams.get('retour') ?? '';
    const again = readBack(await pageOf(api, at, token), form?.action ?? '', 'annuler') as Form;
    expect((await press(api, again, token)).status).toBe(303);
    const { state } = await api.deps.db.process.findUniqueOrThrow({
      where: { id: places.dossier.split('/').at(-1) ?? '' },
    });
    expect(state).toBe('ABANDONNE');
    expect(await pageOf(api, at, token)).toContain('Il n’y a rien à reprendre ici pour votre compte');
  });

  it('is found by that account alone, and for an hour', async () => {
    const token = await api.as('agent93');
    const [form] = formsOf(await pageOf(api, '/partenaires', token), '/partenaires').filter(
      (one) => one.id === 'partenaire',
    );
    const late = await press(api, form as Form, null, { raisonSociale: 'Les Saules' });
    const at = new URL(late.headers.get('location') ?? '', api.url).searchParams.get('retour') ?? '';
    const seen = async (who: string) => (await pageOf(api, at, who)).includes('value="Les Saules"');
    expect([await seen(token), await seen(await api.as('admin93'))]).toEqual([true, false]);
    const now = api.now;
    api.now = new Date(now.getTime() + 3_599_000);
    expect(await seen(token)).toBe(true);
    api.now = new Date(now.getTime() + 3_600_000);
    expect(await seen(token)).toBe(false);
    api.now = now;
  });

  it('where its page has the form no more, what was typed is shown all the same', async () => {
    const token = await api.as('agent93');
    const page = places.task;
    const [form] = formsOf(await pageOf(api, page, token), page).filter((one) => one.id === 'issue-refuse');
    const late = await press(api, form as Form, null, { 'reasons.T1': 'Motif qui a demandé une heure' });
    const at = new URL(late.headers.get('location') ?? '', api.url).searchParams.get('retour') ?? '';
    await api.deps.db.task.update({
      where: { id: page.split('/').at(-1) ?? '' },
      data: { state: 'FAITE', completedAt: api.now },
    });
    const html = await pageOf(api, at, token);
    expect(html).toContain('n’est plus proposé ici');
    expect(html).toContain('Motif qui a demandé une heure');
  });
});
