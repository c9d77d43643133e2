import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Secrets of the single-machine stack: made once, kept in DATA_DIR, readable by their owner only. Never used in production (S10). */
export interface LocalSecrets {
  ENCRYPTION_KEYS: string;
  SESSION_SECRET: string;
  DEMO_PASSWORD: string;
  ownerPassword: string;
  appPassword: string;
  ports: { postgres: number | null; temporal: number | null; mailbox: number | null };
}

/** Reads them, or makes them at the first start. `fresh` tells which. */
export function localSecrets(dataDir: string): { secrets: LocalSecrets; fresh: boolean; save: () => void } {
  mkdirSync(dataDir, { recursive: true });
  const file = path.join(dataDir, 'secrets.json');
  const fresh = !existsSync(file);
  const word = (bytes: number) => randomBytes(bytes).toString('base64url');
  const secrets: LocalSecrets = fresh
    ? {
        ENCRYPTION_KEYS: `local:${randomBytes(32).toString('base64')}`,
        SESSION_SECRET: word(36),
        DEMO_PASSWORD: `demo-${word(9)}`,
        ownerPassword: word(18),
        appPassword: word(18),
        ports: { postgres: null, temporal: null, mailbox: null },
      }
    : (JSON.parse(readFileSync(file, 'utf8')) as LocalSecrets);
  const save = () => writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  save();
  return { secrets, fresh, save };
}
