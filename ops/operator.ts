import path from 'node:path';
import { type Config, type JournalConfig, type KeysConfig, loadJournalConfig, loadKeysConfig } from '../config.ts';
import { localSecrets } from './secrets.ts';
import { environmentWith } from './settings.ts';

/** What an operator's command about the journal and the archives stands on: neither Temporal nor a relay. `ownerUrl`: the role that owns the schema; null: not known here. */
export interface OperatorSettings {
  config: JournalConfig;
  ownerUrl: string | null;
}

/** As the application's own, or those of the single-machine stack in DATA_DIR while it runs. */
export function operatorSettings(env: NodeJS.ProcessEnv): OperatorSettings {
  return settingsBy(env, loadJournalConfig);
}

/** The same for a command that asks Temporal too. */
export function keysSettings(env: NodeJS.ProcessEnv): KeysConfig {
  return settingsBy(env, loadKeysConfig).config;
}

function settingsBy<T extends JournalConfig | KeysConfig>(
  env: NodeJS.ProcessEnv,
  load: (env: NodeJS.ProcessEnv) => T,
): { config: T | Config; ownerUrl: string | null } {
  const ownerUrl = env.MIGRATION_DATABASE_URL || null;
  if (env.DATABASE_URL) return { config: load(env), ownerUrl };
  const dataDir = path.resolve(env.DATA_DIR || '.data');
  const { secrets, fresh } = localSecrets(dataDir);
  if (fresh || secrets.ports.postgres === null) return { config: load(env), ownerUrl };
  const at = (role: string, password: string) =>
    `postgresql://${role}:${password}@127.0.0.1:${secrets.ports.postgres}/passerelle`;
  const { config } = environmentWith(env, secrets, {
    ...{ dataDir, databaseUrl: at('passerelle_app', secrets.appPassword) },
    ...(secrets.ports.temporal === null ? {} : { temporalAddress: `127.0.0.1:${secrets.ports.temporal}` }),
  });
  return { config, ownerUrl: ownerUrl ?? at('passerelle', secrets.ownerPassword) };
}
