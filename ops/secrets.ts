import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Secrets of the single-machine stack: made once, kept in DATA_DIR, readable by their owner only. Never used in production (S10). */
export interface LocalSecrets {
  ENCRYPTION_KEYS: string;
  DEMO_PASSWORD: string;
  ownerPassword: string;
  appPassword: string;
  purgePassword: string;
  /** of the sample service: its client's secret, its own token */
  sampleSecret: string;
  sampleToken: string;
  /** ports of the embedded servers, the same ones at every start where they are free */
  ports: { postgres: number | null; temporal: number | null; mailbox: number | null; sample?: number | null };
}

/** Reads them, or makes them for a first start, which keeps them by `save`. `fresh` tells which. */
export function localSecrets(dataDir: string): { secrets: LocalSecrets; fresh: boolean; save: () => void } {
  const file = path.join(dataDir, 'secrets.json');
  const fresh = !existsSync(file);
  const secrets: LocalSecrets = fresh ? made() : { ...made(), ...kept(file) };
  const save = () => {
    // whole or not at all: whoever loses these keys loses what they encrypt
    const draft = `${file}.new`;
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    chmodSync(draft, 0o600);
    renameSync(draft, file);
  };
  return { secrets, fresh, save };
}

function made(): LocalSecrets {
  const word = (bytes: number) => randomBytes(bytes).toString('base64url');
  return {
    ENCRYPTION_KEYS: `local:${randomBytes(32).toString('base64')}`,
    DEMO_PASSWORD: `demo-${word(9)}`,
    ownerPassword: word(18),
    appPassword: word(18),
    purgePassword: word(18),
    sampleSecret: word(32),
    sampleToken: word(32),
    ports: { postgres: null, temporal: null, mailbox: null },
  };
}

function kept(file: string): Partial<LocalSecrets> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<LocalSecrets>;
  } catch {
    throw new Error(
      `${file} cannot be read: put it back from a copy, or remove ${path.dirname(file)} to begin anew (the embedded data is lost).`,
    );
  }
}
