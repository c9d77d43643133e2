// npm run keys:rotate [-- --count]: seals anew, by the first key of ENCRYPTION_KEYS, all that another one closed, then says what still needs another
// one; with --count it says that alone. May be run again at any time, and beside the application. Ends with 1 while a former key is needed.

import { stillNeeding } from '../adapters/store/keys/formerKeys.ts';
import { resealAll } from '../adapters/store/keys/reseal.ts';
import { openDatabase } from '../adapters/store/prisma.ts';
import { formerPayloads } from '../adapters/temporal/formerPayloads.ts';
import { openTemporal } from '../adapters/temporal/temporal.ts';
import { keysSettings } from './operator.ts';

const { databaseUrl, encryptionKeys, temporal } = keysSettings(process.env);
const current = encryptionKeys[0]?.id ?? '';
const database = openDatabase(databaseUrl, 2, { queryMs: 600_000 });
const needs: string[] = [];
try {
  if (!process.argv.includes('--count'))
    await resealAll(database, encryptionKeys, ({ table, renewed, unread }) => {
      if (renewed > 0) console.log(`${table}: ${renewed} sealed anew by « ${current} »`);
      if (unread > 0) console.log(`${table}: ${unread} that no key of ENCRYPTION_KEYS opens stay as they are`);
    });
  const { sealed, links, heads, checkpoints } = await stillNeeding(database, encryptionKeys);
  for (const [table, rows] of sealed) needs.push(`${rows} rows of ${table} (run this again)`);
  if (links > 0)
    needs.push(`${links} processes under way whose mailed link it made (« Relancer » mails one of « ${current} »)`);
  if (heads > 0) needs.push(`${heads} heads of the journal, until the worker seals one by « ${current} »`);
  if (checkpoints > 0)
    needs.push(`${checkpoints} removals from the archives that it signed (keep it for as long as these are to count)`);
  needs.push(...(await payloadsNeeding()));
} finally {
  await database.$disconnect();
}
if (needs.length === 0)
  console.log(`Nothing needs another key than « ${current} »: the others may be taken out of ENCRYPTION_KEYS.`);
else console.log(`Another key than « ${current} » is still needed by:\n${needs.map((one) => `  - ${one}`).join('\n')}`);
process.exitCode = needs.length === 0 ? 0 : 1;

/** What is not known is said as needed: nobody takes a key out because Temporal was away. */
async function payloadsNeeding(): Promise<string[]> {
  try {
    const client = await openTemporal(temporal, encryptionKeys);
    const { running, needing } = await formerPayloads(client, current);
    await client.connection.close();
    return Object.entries(needing).map(
      ([id, executions]) =>
        `${executions} of ${running} executions of Temporal under way, whose histories « ${id} » encrypted (a history is never rewritten: until they end)`,
    );
  } catch (error) {
    return [
      `what Temporal holds, which could not be asked (${temporal.address}: ${error instanceof Error ? error.message : error})`,
    ];
  }
}
