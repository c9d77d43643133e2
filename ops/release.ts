// npm run release -- <build>: the workers of this release (WORKER_BUILD_ID) get what begins and what may move. -- --back <build>: back to that one;
// what a former release cannot follow stays with the present one. Without a build it says which one is current.

import { currentRelease, goBack, makeCurrent } from '../adapters/temporal/release.ts';
import { openTemporal } from '../adapters/temporal/temporal.ts';
import { keysSettings } from './operator.ts';

const [first, second] = process.argv.slice(2);
const { temporal, encryptionKeys } = keysSettings(process.env);
try {
  const client = await openTemporal(temporal, encryptionKeys);
  const present = await currentRelease({ client }).catch(() => null);
  if (first === undefined) console.log(present === null ? 'No release is current.' : `« ${present} » is current.`);
  else if (first === '--back') {
    if (second === undefined || present === null)
      throw new Error('Usage: npm run release -- --back <build>, while another release is current.');
    const { kept } = await goBack({ client }, { to: second, from: present });
    console.log(
      `« ${second} » is current again. ${kept} executions went by a passage of « ${present} » and stay with it: leave its workers running, run this again in a minute, and release forward when it is mended.`,
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
