// npm run backup:done: whoever backs up says here, once a backup is where it belongs, that it was made. Alerts tell when the last one is too old.
import { markBackup } from '../adapters/store/heartbeat.ts';
import { openDatabase } from '../adapters/store/prisma.ts';
import { operatorSettings } from './operator.ts';

const database = openDatabase(operatorSettings(process.env).config.databaseUrl, 1);
try {
  await markBackup(database);
  console.log('The backup is noted.');
} finally {
  await database.$disconnect();
}
