// npm run audit:verify [-- <file of heads>]: whether the journal is as it was written (S6). Ends with 1 and the first line that is not.
import path from 'node:path';
import { headSigner } from '../adapters/store/audit/head.ts';
import { readHeads } from '../adapters/store/audit/heads.ts';
import { type AuditFault, verifyAudit } from '../adapters/store/audit/verify.ts';
import { openDatabase } from '../adapters/store/prisma.ts';
import { type Config, loadConfig } from '../config.ts';
import { localSecrets } from './secrets.ts';
import { environmentWith } from './settings.ts';

const WORDS: Record<AuditFault['what'], (fault: AuditFault) => string> = {
  changed: ({ lineId }) => `line ${lineId} was changed`,
  removed: ({ lineId }) => `line ${lineId} was removed`,
  cutOff: ({ position }) => `what was sealed from place ${position} on is cut off: lines are missing at the end`,
  chainChanged: ({ position, lineId }) =>
    `the chain itself was changed at place ${position} (line ${lineId ?? 'unknown'})`,
  headChanged: ({ position, lineId }) =>
    `what was sealed is not what a signed head vouches for at place ${position} (line ${lineId})`,
  headForged: ({ position }) => `the head at place ${position} bears no signature of ours`,
};

/** As the application's own, or those of the single-machine stack in DATA_DIR while it runs. */
function settings(env: NodeJS.ProcessEnv): Config {
  if (env.DATABASE_URL) return loadConfig(env);
  const dataDir = path.resolve(env.DATA_DIR || '.data');
  const { secrets, fresh } = localSecrets(dataDir);
  if (fresh || secrets.ports.postgres === null) return loadConfig(env);
  const databaseUrl = `postgresql://passerelle_app:${secrets.appPassword}@127.0.0.1:${secrets.ports.postgres}/passerelle`;
  return environmentWith(env, secrets, { dataDir, databaseUrl }).config;
}

const { databaseUrl, encryptionKeys, auditHeads } = settings(process.env);
const file = path.resolve(process.argv[2] ?? auditHeads);
const database = openDatabase(databaseUrl, 2, { queryMs: 600_000 });
const heads = await readHeads(file);
const { sealed, unsealed, fault } = await verifyAudit(database, headSigner(encryptionKeys), heads);
await database.$disconnect();
console.log(
  `${heads.length} heads kept in ${file}; ${sealed} lines sealed and as they were; ${unsealed} not sealed yet`,
);
if (fault !== null) console.error(`The journal is not as it was written: ${WORDS[fault.what](fault)}.`);
process.exit(fault === null ? 0 : 1);
