import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../../test/api.ts';
import { type Form, formsOf, pageOf, press } from '../../test/forms.ts';
import { prepare } from '../../test/places.ts';
import { mountPages } from '../index.ts';

let api: TestApi;
let token: string;
let places: Awaited<ReturnType<typeof prepare>>;
beforeAll(async () => {
  api = await startApi({}, mountPages);
  places = await prepare(api);
  token = await api.as('agent93');
});
afterAll(() => api.stop());

const idOf = (place: string) => place.split('/').at(-1) ?? '';
const formOn = async (page: string, id: string, who = token): Promise<Form> => {
  const found = formsOf(await pageOf(api, page, who), page).find((one) => one.id === id);
  if (found === undefined) throw new Error(`${page} has no form ${id}`);
  return found;
};

describe('an incident tells its cause in words (R2)', () => {
  const refused = async (lastError: string) => {
    const id = idOf(places.dossier);
    await api.deps.db.mail.updateMany({
      where: { processId: id, template: 'MAIL-25' },
      data: { state: 'ENVOI_ECHOUE', lastError },
    });
    await api.deps.db.process.update({ where: { id }, data: { incident: 'ENVOI_ECHOUE' } });
    return api.deps.db.mail.findFirstOrThrow({ where: { processId: id, template: 'MAIL-25' } });
  };
  const retry = () => api.call('POST', `/processes/${idOf(places.dossier)}/retry`, { token });
  const stateOf = async (id: string) => (await api.deps.db.mail.findUniqueOrThrow({ where: { id } })).state;

  it('the page says the mail, the address, what its server said and what to do, and no code', async () => {
    await refused('réponse 550 5.1.1 du serveur de courriel');
    const html = await pageOf(api, places.dossier, token);
    expect(html).toMatch(/Documents à compléter et à signer » à contact@tilleuls\.example a été refusé/i);
    expect(html).toContain('cette adresse n’existe pas (réponse 550 5.1.1 du serveur de courriel)');
    expect(html).toContain('Corrigez l’adresse');
    expect(html).not.toContain('ENVOI_ECHOUE');
  });

  it('« Reprendre » sends nothing to the refused address, and what waits for it stays an incident', async () => {
    const { id } = await refused('réponse 550 5.1.1 du serveur de courriel');
    expect((await retry()).status).toBe(200);
    expect(await stateOf(id)).toBe('ENVOI_ECHOUE');
    expect((await retry()).body.incident).toBe('ENVOI_ECHOUE');
  });

  it('a batch says so of each, in the place of « fait »', async () => {
    const asked = async () => {
      const id = idOf(places.dossier);
      const form = await formOn('/dossiers', 'lot-dossiers');
      const recap = await (await press(api, form, token, { ids: id, action: 'retry' })).text();
      const [confirm] = formsOf(recap, '/dossiers').filter((one) => one.id === 'lot-dossiers');
      return (await press(api, confirm as Form, token)).text();
    };
    await refused('réponse 550 5.1.1 du serveur de courriel');
    expect(await asked()).toContain('toujours en incident : l’adresse refusée est à corriger');
    await refused('réponse 552 5.2.2 du serveur de courriel');
    expect(await asked()).toMatch(/Bilan, dossier par dossier.* : fait/s);
  });

  it('what was refused for another cause goes again', async () => {
    const { id } = await refused('réponse 552 5.2.2 du serveur de courriel');
    expect((await retry()).body.incident).toBeNull();
    expect(await stateOf(id)).toBe('A_ENVOYER');
  });
});

describe('« Annuler les dossiers »', () => {
  it('names them and asks once more, before anything is done', async () => {
    const form = await formOn('/dossiers', 'lot-dossiers');
    const body = { ids: idOf(places.dossier), reason: 'Le partenaire renonce', action: 'cancel' };
    const asked = await press(api, form, token, body);
    const html = await asked.text();
    expect(asked.status).toBe(200);
    expect(html).toContain('<h1>Annuler 1 dossier ?</h1>');
    expect(html).toMatch(/Association Les Tilleuls/);
    expect(html).toContain('Le partenaire renonce');
    const { closedAt } = await api.deps.db.process.findUniqueOrThrow({ where: { id: idOf(places.dossier) } });
    expect(closedAt).toBeNull();
    const [confirm] = formsOf(html, '/dossiers').filter(({ id }) => id === 'lot-dossiers');
    const done = await press(api, confirm as Form, token);
    expect(await done.text()).toContain('Bilan, dossier par dossier');
    const after = await api.deps.db.process.findUniqueOrThrow({ where: { id: idOf(places.dossier) } });
    expect(after.state).toBe('ABANDONNE');
  });
});

describe('several dossiers at once, by an operator too (U5)', () => {
  const asked = async (who: string, body: Readonly<Record<string, string>>) =>
    press(api, await formOn('/dossiers?status=open', 'lot-dossiers', who), who, {
      ids: (await api.deps.db.process.findFirstOrThrow({ where: { type: 'esatOnboarding', closedAt: null } })).id,
      ...body,
    });

  it('reminding says first whom it reminds, and the report says what became of each', async () => {
    const operator = await api.as('operator');
    const before = await api.deps.db.mail.count();
    const recap = await (await asked(operator, { action: 'remind' })).text();
    expect(recap).toContain('<h1>Relancer 1 dossier ?</h1>');
    expect(await api.deps.db.mail.count()).toBe(before);
    const [confirm] = formsOf(recap, '/dossiers').filter(({ id }) => id === 'lot-dossiers');
    expect(await (await press(api, confirm as Form, operator)).text()).toContain('Bilan, dossier par dossier');
    expect(await api.deps.db.mail.count()).toBeGreaterThan(before);
  });

  it('tasks are given to a colleague of their Caf, whom the recap offers; to nobody else', async () => {
    const { db } = api.deps;
    const operator = await api.as('operator');
    const { processId, id } = await db.task.findFirstOrThrow({ where: { state: 'OUVERTE' } });
    const chosen = { ids: processId, action: 'assign' };
    const recap = await (await asked(operator, chosen)).text();
    expect(recap).toContain('<h1>Confier 1 dossier ?</h1>');
    const [confirm] = formsOf(recap, '/dossiers').filter((one) => one.id === 'lot-dossiers');
    const colleague = await db.user.findFirstOrThrow({ where: { login: 'agent93@passerelle.example' } });
    expect(recap).toContain(`value="${colleague.id}"`);
    const forgotten = await press(api, confirm as Form, operator);
    expect([forgotten.status, await forgotten.text()]).toEqual([422, expect.stringContaining('Choisissez à qui')]);
    const stranger = await db.user.findFirst({ where: { login: 'agent75@passerelle.example' } });
    const refusedTo = stranger?.id ?? 'personne';
    const report = await (await press(api, confirm as Form, operator, { assigneeId: refusedTo })).text();
    expect(report).toContain('non fait');
    await press(api, confirm as Form, operator, { assigneeId: colleague.id, cle: 'confier-encore' });
    expect((await db.task.findUniqueOrThrow({ where: { id } })).assigneeId).toBe(colleague.id);
    const line = await db.auditLine.findFirstOrThrow({ where: { action: 'task.assign', entityId: id } });
    expect(line).toMatchObject({ actorRole: 'operator', after: { assigneeId: colleague.id } });
  });
});
