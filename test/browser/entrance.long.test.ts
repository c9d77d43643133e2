import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TOTP, URI } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { endAndTell, type LogoutDeps } from '../../adapters/identity/provider/logouts.ts';
import { createEntranceProvider } from '../../adapters/identity/provider/provider.ts';
import { newId } from '../../adapters/store/ids.ts';
import { clientIdOf, type ServiceClient } from '../../domain/entrance/client.ts';
import { USAGE_RULES_VERSION } from '../../domain/usageRules/rules.ts';
import { freePort } from '../../ops/pids.ts';
import { joinEsat } from '../../ops/seed/openEsat.ts';
import { startSample } from '../../samples/cdap/server.ts';
import { mountPages } from '../../web/index.ts';
import { PASSWORD, startApi, type TestApi } from '../api.ts';
import { openedPartner } from '../openPartner.ts';
import { contextOf, openBrowser, violationsOf } from './browser.ts';

let api: TestApi;
let browser: Browser;
let samples: Server[] = [];
/** the service is on another host than Passerelle: for a browser, another site */
let service: string;
/** another service on a host of its own, which wants whoever comes to sign in anew (BAIL-2) */
let landlords: string;
let deps: LogoutDeps;
let claire: string;
let claireId: string;

beforeAll(async () => {
  const [port, samplePort, landlordsPort] = [await freePort(), await freePort(), await freePort()];
  [api, browser] = await Promise.all([
    startApi({ publicUrl: `http://127.0.0.1:${port}` }, mountPages, port),
    openBrowser(),
  ]);
  api.now = new Date();
  const { db, seal, clock, log, publicUrl } = api.deps;
  service = `http://localhost:${samplePort}`;
  landlords = `http://127.0.0.2:${landlordsPort}`;
  const cdap = trusting('CDAP', service);
  const bailleur = trusting('ESPACE_BAILLEUR', landlords);
  const clients = [cdap.client, bailleur.client];
  deps = { db, seal, clock, log, publicUrl, clients };
  api.deps.entrance = { clients, provider: createEntranceProvider(deps) };
  api.deps.serviceTokens = [cdap.own, bailleur.own];
  const issuer = `${publicUrl}/oidc`;
  samples = [
    await startSample({ ...cdap.settings, port: samplePort, host: 'localhost', issuer }),
    await startSample({ ...bailleur.settings, port: landlordsPort, host: '127.0.0.2', issuer, anew: true }),
  ];
  const opened = await openedPartner(api);
  ({ claire } = opened);
  claireId = (await api.call('GET', '/me', { token: claire })).body.user.id;
  await db.user.update({
    where: { id: claireId },
    data: { rulesVersion: USAGE_RULES_VERSION, numeroInstructeur: '093A1230100000', codeBailleur: 'B1234' },
  });
  for (const profile of ['T4', 'T10']) {
    const group = { service: 'CDAP', code: `${profile}GR`, label: `${profile} Essai`, profile, managerId: claireId };
    const { id } = (await api.call('POST', `/partners/${opened.partnerId}/groups`, { token: claire, body: group }))
      .body;
    await api.call('PUT', `/groups/${id}/role`, { token: claire, body: { role: profile } });
    await api.call('POST', `/groups/${id}/members`, { token: claire, body: { userId: claireId } });
  }
});
afterAll(async () => {
  await browser?.close();
  for (const sample of samples) await new Promise((resolve) => sample.close(resolve));
  await api?.stop();
});

/** A service at an address of its own: as Passerelle knows it, and as it knows itself. */
function trusting(code: ServiceClient['service'], publicUrl: string) {
  const [secret, token] = [randomBytes(24).toString('base64url'), randomBytes(24).toString('base64url')];
  const addresses = { entryUri: `${publicUrl}/entrer`, logoutUri: `${publicUrl}/fin` };
  const client: ServiceClient = { service: code, secret, redirectUris: [`${publicUrl}/retour`], ...addresses };
  const settings = { publicUrl, clientId: clientIdOf(code), clientSecret: secret, token };
  return { client, own: { service: code, token }, settings };
}

/** From the service's own page, through Passerelle's sign-in, and back. */
async function enter(options: { javaScript?: boolean } = {}): Promise<Page> {
  const context = await contextOf(browser, api.url, null, options);
  const page = await context.newPage();
  await page.goto(service);
  await page.getByRole('link', { name: 'Se connecter avec Mon compte partenaire' }).click();
  await page.getByLabel('Identifiant').fill('MCP00000093');
  await page.getByLabel('Mot de passe').fill(PASSWORD);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.waitForURL(`${service}/`);
  return page;
}

async function consult(page: Page, typed: Record<string, string>, profile: string): Promise<void> {
  await page.goto(service);
  for (const [label, value] of Object.entries(typed)) await page.getByLabel(label).fill(value);
  await page.getByLabel(profile, { exact: true }).check();
  await page.getByRole('button', { name: 'Consulter' }).click();
}

const NUMBER = "Numéro d'allocataire";
const NAME = "Nom de l'allocataire";
const INSTRUCTOR = "Numéro d'instructeur (profil T4)";
const LANDLORD = 'Code bailleur (profil T10)';

describe('samples/cdap, on another host, trusts the sign-in of Passerelle (SVC-9)', () => {
  it.each([true, false])('from its own page, through the sign-in, and back; JavaScript: %s', async (javaScript) => {
    const page = await enter({ javaScript });
    expect(await page.locator('main').textContent()).toContain('Claire Aubert, ESAT Les Peupliers');
    await page.context().close();
  });

  it('« Entrer » leads to it without another password, over the strict session and form-action (S9)', async () => {
    const context = await contextOf(browser, api.url, claire);
    const page = await context.newPage();
    await page.goto(`${api.url}/mes-services/CDAP`);
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: /^Entrer/ }).click();
    await page.waitForURL(`${service}/`);
    expect(await page.locator('main').textContent()).toContain('Claire Aubert');
    await context.close();
  });

  it('finds a file by number and name, never by one of them, after what the profile asks for (CDAP-5, 6, 7), and tells of each use (TIME-2)', async () => {
    const page = await enter();
    const refused = async () => page.getByRole('alert').textContent();
    const own = { [INSTRUCTOR]: '093A12301' };
    await consult(page, { [NUMBER]: '9300001', ...own }, 'T4');
    expect(await refused()).toContain('Aucun dossier');
    await consult(page, { [NAME]: 'Délaunay', ...own }, 'T4');
    expect(await refused()).toContain('Aucun dossier');
    await consult(page, { [NUMBER]: '9300001', [NAME]: 'Marchetti', ...own }, 'T4');
    expect(await refused()).toContain('Aucun dossier');
    const both = { [NUMBER]: '9300001', [NAME]: 'delaunay' };
    for (const wrong of ['', '093A12302', '12301']) {
      await consult(page, { ...both, [INSTRUCTOR]: wrong }, 'T4');
      expect(await refused()).toContain("n'est pas le vôtre");
    }
    await consult(page, { ...both, [LANDLORD]: 'B9999' }, 'T10');
    expect(await refused()).toContain("n'est pas le vôtre");
    api.now = new Date(api.now.getTime() + 1_000);
    const use = () => api.deps.db.serviceUse.findFirstOrThrow({ where: { userId: claireId, service: 'CDAP' } });
    expect((await use()).lastUsedAt).not.toEqual(api.now);
    await consult(page, { ...both, ...own }, 'T4');
    await page.getByRole('heading', { name: 'Dossier 9300001' }).waitFor();
    expect((await use()).lastUsedAt).toEqual(api.now);
    // before each file, not once
    await consult(page, both, 'T4');
    expect(await refused()).toContain("n'est pas le vôtre");
    await consult(page, { ...both, [LANDLORD]: 'B1234' }, 'T10');
    await page.getByRole('heading', { name: 'Dossier 9300001' }).waitFor();
    await page.context().close();
  });

  it('a role that is detached ends it at the next page, and the refusal is the diagnosis', async () => {
    const page = await enter();
    const groups = await api.deps.db.group.findMany({ where: { service: 'CDAP', role: { not: null } } });
    for (const { id } of groups) await api.call('DELETE', `/groups/${id}/role`, { token: claire });
    await page.getByRole('button', { name: 'Consulter' }).click();
    await page.waitForURL(/\/comptes\/[^/]+\/diagnostic\?service=CDAP$/);
    expect(new URL(page.url()).origin).toBe(api.url);
    expect(await violationsOf(page)).toEqual([]);
    await page.context().close();
    for (const { id, role } of groups) await api.call('PUT', `/groups/${id}/role`, { token: claire, body: { role } });
  });

  it('ends by itself what Passerelle says is over (back-channel logout)', async () => {
    const page = await enter();
    // the service judges the age of what it is told by its own clock, the machine's
    api.now = new Date();
    await api.deps.db.session.updateMany({ where: { userId: claireId }, data: { revokedAt: api.now } });
    await endAndTell(deps);
    const untold = await api.deps.db.entrance.count({ where: { userId: claireId, toldAt: null } });
    expect(untold).toBe(0);
    await page.goto(service);
    await page.getByRole('link', { name: 'Se connecter avec Mon compte partenaire' }).waitFor();
    await page.context().close();
  });

  it('one that wants its own sign-in gets one, the second factor included, of who is signed in already (BAIL-2)', async () => {
    await landlord();
    const page = await enter();
    const token = (await api.call('POST', '/auth/login', { body: { login: 'MCP00000093', password: PASSWORD } })).body
      .token;
    const begun = await api.call('POST', '/auth/second-factor', { token, body: { password: PASSWORD } });
    const totp = URI.parse(begun.body.uri) as TOTP;
    const code = () => totp.generate({ timestamp: api.now.getTime() });
    await api.call('POST', '/auth/second-factor/confirm', { token, body: { code: code() } });
    // a code serves once; the service counts in whole seconds of the machine's clock
    api.now = new Date(Date.now() + 31_000);
    await page.goto(landlords);
    await page.getByRole('link', { name: 'Se connecter avec Mon compte partenaire' }).click();
    expect(await page.getByRole('main').textContent()).toContain(
      '« Espace Bailleur » demande que vous vous identifiiez de nouveau.',
    );
    expect(await violationsOf(page)).toEqual([]);
    await page.getByLabel('Identifiant').fill('MCP00000093');
    await page.getByLabel('Mot de passe').fill(PASSWORD);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.getByRole('heading', { name: 'Votre code' }).waitFor();
    await page.getByLabel('Code', { exact: true }).fill('000000');
    await page.getByRole('button', { name: 'Continuer' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('Code refusé');
    await page.getByLabel('Code', { exact: true }).fill(code());
    await page.getByRole('button', { name: 'Continuer' }).click();
    await page.waitForURL(`${landlords}/`);
    expect(await page.getByRole('main').textContent()).toContain('Claire Aubert, ESAT Les Peupliers');
    // the other service, which wants nothing of the kind, goes on
    await page.goto(service);
    await page.getByRole('button', { name: 'Consulter' }).waitFor();
    await page.context().close();
  });
});

/** Claire is in a group of the Espace Bailleur, which is open to her organisme. Facts of the test, not acts. */
async function landlord(): Promise<void> {
  const { db } = api.deps;
  const { bulletin, ...cdap } = await db.openedService.findFirstOrThrow({
    where: { service: 'CDAP', state: 'OUVERTE' },
    include: { bulletin: true },
  });
  const group = await db.group.findFirstOrThrow({ where: { service: 'CDAP', role: { not: null } } });
  const own = { service: 'ESPACE_BAILLEUR', role: 'BAILLEUR', code: 'BAIL', label: 'Bailleurs', profile: null };
  const bulletinId = newId();
  const { content, ...document } = bulletin;
  await db.document.create({
    data: { ...document, content: { ...(content as object), roles: [own.role] }, id: bulletinId, service: own.service },
  });
  await db.openedService.create({ data: { ...cdap, id: newId(), service: own.service, bulletinId } });
  const { id: groupId } = await db.group.create({ data: { ...group, ...own, id: newId() } });
  await joinEsat(db, groupId, claireId, api.now);
}
