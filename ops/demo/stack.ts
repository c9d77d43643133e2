import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { localSecrets } from '../secrets.ts';
import { stopChild } from '../temporalServer.ts';

const START = fileURLToPath(new URL('../start.ts', import.meta.url));
/** A first start makes the database and the demonstration's dossiers. */
const START_MS = 180_000;

export interface DemoStack {
  base: string;
  password: string;
  /** true: this demonstration started it, and stops it */
  own: boolean;
  stop(): Promise<void>;
}

/** The stack that answers on PORT, or one started here as `npm start` does and stopped at the end. */
export async function findOrStart(say: (line: string) => void): Promise<DemoStack> {
  const { HOST, PORT } = process.env;
  const base = `http://${!HOST || HOST === '0.0.0.0' ? '127.0.0.1' : HOST}:${PORT || 3000}`;
  if (await answers(base)) {
    say(`Passerelle tourne déjà : ${base}`);
    return { base, password: password(), own: false, stop: async () => {} };
  }
  say(`Rien ne répond sur ${base} : Passerelle démarre pour la démonstration …`);
  const child = fork(START, [], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    detached: true, // Ctrl-C reaches the demonstration, which stops the stack in order
  });
  await ready(child);
  return {
    base,
    password: password(),
    own: true,
    async stop() {
      say('Passerelle s’arrête …');
      await stopChild(child, 30_000);
    },
  };
}

/** From the environment, or the one that the stack keeps beside its data. */
function password(): string {
  const { DEMO_PASSWORD, DATA_DIR } = process.env;
  if (DEMO_PASSWORD) return DEMO_PASSWORD;
  const dataDir = path.resolve(DATA_DIR || '.data');
  const { secrets, fresh } = localSecrets(dataDir);
  if (fresh)
    throw new Error(
      `Aucun mot de passe de démonstration dans ${dataDir} : donnez le DATA_DIR de la Passerelle qui tourne, ou son DEMO_PASSWORD.`,
    );
  return secrets.DEMO_PASSWORD;
}

async function answers(base: string): Promise<boolean> {
  return fetch(`${base}/health/ready`, { signal: AbortSignal.timeout(3_000) }).then(
    (answer) => answer.ok,
    () => false,
  );
}

/** Passes on what the stack prints until its one line says that all of it is ready, its demonstration data included. */
async function ready(child: ChildProcess): Promise<void> {
  const late = setTimeout(() => child.kill('SIGTERM'), START_MS);
  const ended = once(child, 'exit').then(() => {
    throw new Error('Passerelle n’a pas démarré : voir ci-dessus.');
  });
  const seen = new Promise<void>((resolve) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk);
      text = `${text}${chunk}`.slice(-500);
      if (text.includes('Passerelle ready:')) resolve();
    });
  });
  await Promise.race([seen, ended]).finally(() => clearTimeout(late));
  ended.catch(() => {}); // from here on its end is the demonstration's own doing, or is seen as a call that fails
}
