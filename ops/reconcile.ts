// npm run reconcile: after a restore, brings Temporal to the facts, whichever of both is the older (docs/operations.md, « Backup »). Before API and
// workers run; may be run again.

import { openDatabase } from '../adapters/store/prisma.ts';
import { reconcile } from '../adapters/temporal/reconcile.ts';
import { openTemporal } from '../adapters/temporal/temporal.ts';
import { reconciledSaid } from './backup/said.ts';
import { keysSettings } from './operator.ts';

const { databaseUrl, encryptionKeys, temporal, policy } = keysSettings(process.env);
const database = openDatabase(databaseUrl, 4, { queryMs: 600_000 });
try {
  const client = await openTemporal(temporal, encryptionKeys);
  for (const line of reconciledSaid(await reconcile({ client, database, policy }, new Date()))) console.log(line);
  await client.connection.close();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await database.$disconnect();
}
