import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core';

// in one process the browser would end with its first context
const ARGS = chromium.args.filter((arg) => arg !== '--single-process');

/** A page that never comes is told; one that shares its machine with others is not slow. */
const PATIENCE_MS = 120_000;

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A browser that dies while it starts (SIGSEGV in a library of its own) says nothing about our pages. */
const STARTS = 3;

/** One headless Chromium for a test file. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = await chromium.executablePath();
  for (let start = 1; ; start += 1) {
    try {
      return await playwright.launch({ executablePath, args: ARGS, headless: true });
    } catch (error) {
      if (start === STARTS) throw error;
    }
  }
}

/** A context that is signed in by a session token; null: nobody. */
export async function contextOf(
  browser: Browser,
  url: string,
  token: string | null,
  options: { javaScript?: boolean } = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    locale: 'fr-FR',
    viewport: { width: 1200, height: 900 },
    javaScriptEnabled: options.javaScript ?? true,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  if (token !== null)
    await context.addCookies([{ name: 'session', value: token, url, httpOnly: true, sameSite: 'Strict' }]);
  return context;
}

/** What is wrong with a page, a line each: what axe finds, in the dark as well, and whether it scrolls sideways on a narrow screen. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const light = await axeViolations(page, STANDARDS);
  // a colour that fades into another is none to judge
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  // what is not a colour is the same in both
  const dark = await axeViolations(page, { type: 'rule', values: ['color-contrast', 'link-in-text-block'] });
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  return [...light, ...dark.map((line) => `dark: ${line}`), ...(await reflowViolations(page))];
}

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const NARROW = 320;

/** WCAG 1.4.10 */
async function reflowViolations(page: Page): Promise<string[]> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: NARROW, height: 640 });
  const wide = await page.evaluate((narrow) => {
    // a table's own scrolling would hide its last columns without a sign
    const tables = [...document.querySelectorAll('.scroll')].filter((one) => one.scrollWidth > one.clientWidth);
    const fits = document.documentElement.scrollWidth <= narrow;
    const reaches = [...document.querySelectorAll('body *')].filter(
      (one) => one.closest('.scroll') === null && one.getBoundingClientRect().right > narrow,
    );
    return [...tables, ...(fits ? [] : reaches)].map(
      (one) => `reflow: ${one.tagName.toLowerCase()} « ${one.textContent?.trim().slice(0, 40)} »`,
    );
  }, NARROW);
  if (before !== null) await page.setViewportSize(before);
  return wide;
}

async function axeViolations(
  page: Page,
  runOnly: readonly string[] | { type: 'rule'; values: readonly string[] },
): Promise<string[]> {
  return page.evaluate(async (only) => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(
          context: Document,
          options: object,
        ): Promise<{ violations: { id: string; help: string; nodes: { target: string[] }[] }[] }>;
      };
    };
    const { violations } = await axe.run(document, { runOnly: only });
    return violations.flatMap((one) => one.nodes.map((node) => `${one.id} (${one.help}) at ${node.target.join(' ')}`));
  }, runOnly);
}

/** Keeps a picture of a page, and one in the dark, where SCREENSHOTS names a folder: to look at it. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder === undefined || folder === '') return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: path.join(folder, `${name}-sombre.png`), fullPage: true });
  await page.emulateMedia({ colorScheme: null });
}
