// npm run release -- <build>: the workers of this release (WORKER_BUILD_ID) get what begins and what may move. -- --back <build>: back to that one;
// run with the code of that former one, it has what that one cannot follow begin anew from the facts. Without a build it says which one is current, and what ends
// on another one, whose workers stay for it.

import { openDatabase } from '../adapters/store/prisma.ts';
import { currentRelease, goBack, heldElsewhere, makeCurrent } from '../adapters/temporal/release.ts';
import { openTemporal } from '../adapters/temporal/temporal.ts';
import { isKnown } from '../workflows/stories.ts';
import { keysSettings } from './operator.ts';

const [first, second] = process.argv.slice(2);
const { databaseUrl, temporal, encryptionKeys } = keysSettings(process.env);
try {
  const client = await openTemporal(temporal, encryptionKeys);
  const present = await currentRelease({ client }).catch(() => null);
  if (first === undefined && present === null) console.log('No release is current.');
  else if (first === undefined) {
    const held = [...(await heldElsewhere({ client }))];
    console.log(`« ${present} » is current.`);
    for (const [build, count] of held)
      console.log(`${count} under way end on « ${build} »: leave its workers running.`);
    if (held.length === 0) console.log('Nothing under way ends on another release.');
  } else if (first === '--back') {
    if (second === undefined || present === null)
      throw new Error('Usage: npm run release -- --back <build>, while another release is current.');
    const database = openDatabase(databaseUrl, 2);
    const { begunAnew, kept } = await goBack({ client, database }, { to: second, from: present, knows: isKnown });
    await database.$disconnect();
    console.log(
      `« ${second} » is current again. ${begunAnew} executions that went by a passage of « ${present} » began anew from their facts.`,
    );
    if (kept > 0)
      console.log(
        `${kept} stand where this code knows no way, and stay with « ${present} »: leave its workers running, and release forward when it is mended.`,
      );
  } else {
    const { released } = await makeCurrent({ client }, first);
    console.log(
      `« ${first} » is current${present === null ? '' : ` in place of « ${present} »`}; ${released} that were kept elsewhere go on with it.`,
    );
  }
  await client.connection.close();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
