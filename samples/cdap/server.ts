// A small service that trusts the sign-in of Passerelle (SVC-9): invented files, nothing of the product. docs/operations.md, « Services ».
import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import express, { type Request, type Response } from 'express';
import { findFile, refusedFor } from './files.ts';
import { againPage, failedPage, filePage, searchPage, welcomePage } from './pages.ts';
import { type Away, createSignIn, type SampleSettings, type Session, type Told } from './signIn.ts';

const COOKIE = 'cdap';
const AWAY = 'cdap-away';

/** Serves it until it is closed. */
export async function startSample(settings: SampleSettings): Promise<Server> {
  const signIn = createSignIn(settings);
  const sessions = new Map<string, Session>();
  const away = new Map<string, Away>();
  const app = express();
  app.disable('x-powered-by');
  app.use((_request, response, next) => {
    response.setHeader('Content-Security-Policy', "default-src 'none'; form-action 'self'; frame-ancestors 'none'");
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  app.use(express.urlencoded({ extended: false, limit: '20kb' }));

  /** Who asks, by the facts of this moment; whoever has no access any more is sent to Passerelle, which says why. */
  const present = async (request: Request, response: Response): Promise<{ session: Session; told: Told } | null> => {
    const key = cookieOf(request, COOKIE);
    const session = sessions.get(key);
    const told = session === undefined ? null : await signIn.ask(session);
    if (session !== undefined && told !== null) return { session, told };
    sessions.delete(key);
    response.send(againPage());
    return null;
  };

  app.get('/', async (request, response) => {
    if (!sessions.has(cookieOf(request, COOKIE))) return void response.send(welcomePage());
    const who = await present(request, response);
    if (who !== null) response.send(searchPage(who.told, null));
  });

  app.get('/entrer', async (_request, response) => {
    const { url, away: sent } = await signIn.begin();
    leave(response, AWAY, keep(away, sent));
    response.redirect(303, url);
  });

  app.get('/retour', async (request, response) => {
    const key = cookieOf(request, AWAY);
    const sent = away.get(key);
    away.delete(key);
    const query = request.originalUrl.split('?')[1] ?? '';
    const session = sent === undefined ? null : await signIn.finish(query, sent).catch(() => null);
    if (session === null) return void response.status(400).send(failedPage());
    leave(response, COOKIE, keep(sessions, session));
    response.redirect(303, '/');
  });

  app.post('/dossier', async (request, response) => {
    const who = await present(request, response);
    if (who === null) return;
    const typed = (name: string) => String(request.body?.[name] ?? '');
    const codes = { numeroInstructeur: typed('numeroInstructeur'), codeBailleur: typed('codeBailleur') };
    const file = findFile(typed('numero'), typed('nom'));
    const refused =
      refusedFor(typed('profil'), who.told, codes) ??
      (file === null ? 'Aucun dossier n’a ce numéro et ce nom : donnez les deux, tels qu’au dossier.' : null);
    if (refused !== null || file === null) return void response.status(422).send(searchPage(who.told, refused));
    // each consultation is a use, which counts for the year (TIME-2)
    const told = await fetch(new URL('/api/v1/access/use', settings.issuer), {
      method: 'POST',
      headers: { authorization: `Bearer ${settings.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ subject: who.session.sub }),
    });
    if (told.status === 403) return void response.send(againPage());
    if (!told.ok) throw new Error(`the use was not taken: ${told.status}`);
    response.send(filePage(file));
  });

  app.post('/fin', async (request, response) => {
    const sid = await signIn.ended(String(request.body?.logout_token ?? '')).catch(() => null);
    if (sid === null) return void response.status(400).end();
    for (const [key, session] of sessions) if (session.sid === sid) sessions.delete(key);
    response.status(200).end();
  });

  const server = app.listen(settings.port, settings.host);
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  return server;
}

function keep<T>(among: Map<string, T>, one: T): string {
  const key = randomBytes(24).toString('base64url');
  among.set(key, one);
  return key;
}

function leave(response: Response, name: string, value: string): void {
  // Lax: the browser brings it along when it comes back from Passerelle, and with no form of another site
  response.cookie(name, value, { httpOnly: true, sameSite: 'lax', path: '/' });
}

function cookieOf(request: Request, wanted: string): string {
  const found = (request.headers.cookie ?? '').split(';').map((part) => part.trim().split('='));
  return found.find(([name]) => name === wanted)?.[1] ?? '';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { env } = process;
  const server = await startSample({
    ...{ port: Number(env.CDAP_PORT ?? 3001), host: env.CDAP_HOST ?? 'localhost' },
    publicUrl: env.CDAP_PUBLIC_URL ?? `http://localhost:${env.CDAP_PORT ?? 3001}`,
    ...{ issuer: env.CDAP_ISSUER ?? 'http://127.0.0.1:3000/oidc', clientId: 'cdap' },
    ...{ clientSecret: env.PROVIDER_CDAP_SECRET ?? '', token: env.PROVIDER_CDAP_TOKEN ?? '' },
  });
  const stop = () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  // started by another process, it ends with it
  if (process.connected) process.once('disconnect', stop);
}
