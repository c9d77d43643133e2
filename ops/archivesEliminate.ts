// npm run archives:eliminate -- --before YYYY-MM-DD --visa "…" --by "…": removes the oldest lines of the journal by a visa (docs/retention.md).
import { parseArgs } from 'node:util';
import { eliminateJournal } from '../adapters/store/audit/eliminate.ts';
import { headSigner } from '../adapters/store/audit/head.ts';
import { keepOutside, readKept } from '../adapters/store/audit/heads.ts';
import { openDatabase } from '../adapters/store/prisma.ts';
import { isCalendarDate, startOfParisDate } from '../domain/policy/calendar.ts';
import { operatorSettings } from './operator.ts';

const {
  before = '',
  visa = '',
  by = '',
} = parseArgs({
  options: { before: { type: 'string' }, visa: { type: 'string' }, by: { type: 'string' } },
}).values;
if (!isCalendarDate(before) || visa.trim() === '' || by.trim() === '') {
  console.error(
    'Usage: npm run archives:eliminate -- --before YYYY-MM-DD --visa "number and date" --by "who removes it"',
  );
  process.exit(2);
}
const { config, ownerUrl } = operatorSettings(process.env);
if (ownerUrl === null) {
  console.error('MIGRATION_DATABASE_URL: missing: only the owner of the schema removes from the archives (S7).');
  process.exit(2);
}
const owner = openDatabase(ownerUrl, 2, { queryMs: 600_000 });
try {
  const signer = headSigner(config.encryptionKeys);
  const wanted = { before: startOfParisDate(before), visa: visa.trim(), by: by.trim(), at: new Date() };
  const checkpoint = await eliminateJournal(owner, signer, await readKept(config.auditHeads), wanted);
  if (checkpoint === null) console.log('Nothing that is sealed was recorded before that day: nothing is removed.');
  else {
    await keepOutside(config.auditHeads, checkpoint);
    console.log(`${checkpoint.lines} lines removed; the journal begins after place ${checkpoint.position}.`);
    console.log(JSON.stringify(checkpoint));
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await owner.$disconnect();
}
