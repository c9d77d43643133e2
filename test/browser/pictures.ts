// npm run pictures [-- http://127.0.0.1:3000]: the pictures of the README, taken from the demonstration while `npm start` runs (DEMO_PASSWORD).
import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { contextOf, openBrowser } from './browser.ts';

const BASE = process.argv[2] ?? 'http://127.0.0.1:3000';
const FOLDER = 'docs/pictures';
const PHONE = { width: 420, height: 700 };
const SCREEN = { width: 1_120, height: 700 };
const password = process.env.DEMO_PASSWORD;
if (password === undefined)
  throw new Error('DEMO_PASSWORD: the password of the demonstration, as `npm start` printed it');

mkdirSync(FOLDER, { recursive: true });
const browser = await openBrowser();
try {
  const agent = await signedIn('agent@caf93.example');
  await agent.goto(`${BASE}/taches?kind=CONTRESIGNER`);
  await agent.locator('main tbody th a').first().click();
  await take(agent, 'task');
  await agent.locator('main').getByRole('link', { name: ': ouvrir' }).click();
  await take(agent, 'dossier');

  const mails = await page();
  await mails.goto(`${BASE}/dev/mails`);
  await mails.getByRole('link', { name: 'Documents à compléter et à signer' }).last().click();
  const text = await mails.locator('main').innerText();
  const link = /\/lien\/[\w.~-]+/.exec(text)?.[0];
  if (link === undefined) throw new Error('no mail bears a link to sign');
  // as on a phone: a PDF beside the form is drawn by no browser without a screen
  await mails.setViewportSize(PHONE);
  await mails.goto(`${BASE}${link}/completer`);
  await take(mails, 'signing');
} finally {
  await browser.close();
}

async function page(): Promise<Page> {
  const seen = await (await contextOf(browser, BASE, null)).newPage();
  await seen.setViewportSize(SCREEN);
  return seen;
}

async function signedIn(login: string): Promise<Page> {
  const seen = await page();
  await seen.goto(`${BASE}/connexion`);
  await seen.locator('input[name=login]').fill(login);
  await seen.locator('input[type=password]').fill(password ?? '');
  await seen.locator('form[action="/connexion"] button').click();
  await seen.getByRole('button', { name: 'Se déconnecter' }).waitFor();
  return seen;
}

async function take(seen: Page, name: string): Promise<void> {
  await seen.waitForLoadState();
  await seen.screenshot({ path: `${FOLDER}/${name}.png` });
  console.log(`${FOLDER}/${name}.png`);
}
