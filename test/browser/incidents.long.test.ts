import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createUser } from '../../adapters/store/people/users.ts';
import { openedPartner } from '../openPartner.ts';
import { type Site, startSite } from './site.ts';

let site: Site;
let claire: string;
beforeAll(async () => {
  site = await startSite();
  const opened = await openedPartner(site.api);
  claire = opened.claire;
  for (const [login, firstName, lastName] of [
    ['MCP0000NAD1', 'Nadia', 'Ferrand'],
    ['MCP0000OM1R', 'Omar', 'Belkacem'],
    ['MCP0000R0SE', 'Rose', 'Marchal'],
  ] as const) {
    const person = { login, firstName, lastName, email: `${firstName}.${lastName}@peupliers.example`.toLowerCase() };
    await createUser(
      site.api.deps.db,
      { ...person, roles: [], partnerId: opened.partnerId, password: 'x' },
      site.api.now,
    );
  }
});
afterAll(() => site?.stop());

describe('a security incident, without JavaScript (OBL-12, U1)', () => {
  it('the administrateur declares it; an agent suspends the accounts in one click, lifts one, and adds another; both read where it stands', async () => {
    const page = await site.openAs(claire, '/support/nouvelle', { javaScript: false });
    await page.getByLabel('Incident de sécurité').check();
    await page.getByLabel('Votre demande').fill('Poste volé');
    await page.getByLabel('Nadia Ferrand').check();
    await page.getByLabel('Omar Belkacem').check();
    await page.getByRole('button', { name: 'Envoyer à la Caf' }).click();
    await page.getByText("L'incident est signalé : la Caf est prévenue.").waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Incident de sécurité');
    expect(await page.getByRole('button', { name: /Suspendre|Lever/ }).count()).toBe(0);
    await site.look(page, claire, 'incident-declared');

    const agent = await site.api.as('agent93');
    const task = await site.api.deps.db.task.findFirstOrThrow({
      where: { kind: 'TRAITER_INCIDENT', state: 'OUVERTE' },
    });
    const caf = await site.openAs(agent, `/taches/${task.id}`, { javaScript: false });
    expect(await caf.getByText('Poste volé').count()).toBe(1);
    await caf.getByRole('link', { name: 'Incident de sécurité : ouvrir' }).click();
    await caf.getByRole('button', { name: 'Suspendre ces comptes' }).click(); // every one is ticked
    await caf.getByText('Les comptes sont suspendus.').waitFor();
    expect(await caf.getByRole('row', { name: /Suspendu/ }).count()).toBe(2);
    await site.look(caf, agent, 'incident-suspended');
    await caf.getByRole('button', { name: 'Lever ces suspensions' }).click();
    expect(await caf.title()).toMatch(/^Erreur : /); // nobody is ticked
    await caf.getByLabel('Omar Belkacem').check();
    await caf.getByRole('button', { name: 'Lever ces suspensions' }).click();
    await caf.getByText('Les suspensions sont levées.').waitFor();
    expect(await caf.getByRole('row', { name: /Suspendu/ }).count()).toBe(1);

    // another account turns out to be involved
    expect(await caf.getByLabel('Nom, courriel ou identifiant').count()).toBe(0); // all of them are offered
    await caf.goto(`${caf.url()}?q=marchal`); // what the search of an organisme of hundreds does
    expect(await caf.getByLabel('Claire Aubert').count()).toBe(0);
    await caf.getByLabel('Rose Marchal').check();
    await site.look(caf, agent, 'incident-others');
    await caf.getByRole('button', { name: "Suspendre et ajouter à l'incident" }).click();
    await caf.getByText('Les comptes sont suspendus.').waitFor();
    expect(await caf.getByRole('row', { name: /Rose Marchal .*Suspendu/ }).count()).toBe(1);

    await page.reload();
    expect(await page.getByRole('row', { name: /Nadia Ferrand .*Suspendu/ }).count()).toBe(1);
    const elsewhere = await site.openAs(await site.api.as('agent75'), new URL(page.url()).pathname, {
      javaScript: false,
    });
    expect(await elsewhere.title()).toMatch(/introuvable/i);
  });
});
