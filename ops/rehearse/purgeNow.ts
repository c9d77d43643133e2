// Run inside the deployment's API: begins the hourly purge now.
import { openTemporal } from '../../adapters/temporal/temporal.ts';
import { keysSettings } from '../operator.ts';

const { temporal, encryptionKeys } = keysSettings(process.env);
const client = await openTemporal(temporal, encryptionKeys);
await client.schedule.getHandle('purge').trigger();
process.exit(0);
