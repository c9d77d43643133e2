// npm run archives:eliminate -- [--contracts] --before YYYY-MM-DD --visa "…" --by "…": removes the oldest lines of the journal, or contracts that
// were over by then with their signatures, by a visa (docs/retention.md).
import { parseArgs } from 'node:util';
import { eliminateJournal } from '../adapters/store/audit/eliminate.ts';
import { eliminateContracts } from '../adapters/store/audit/eliminateContracts.ts';
import { headSigner } from '../adapters/store/audit/head.ts';
import { keepOutside, readKept } from '../adapters/store/audit/heads.ts';
import { openDatabase } from '../adapters/store/prisma.ts';
import { isCalendarDate, startOfParisDate } from '../domain/policy/calendar.ts';
import { operatorSettings } from './operator.ts';

const {
  contracts = false,
  before = '',
  visa = '',
  by = '',
} = parseArgs({
  options: {
    contracts: { type: 'boolean' },
    before: { type: 'string' },
    visa: { type: 'string' },
    by: { type: 'string' },
  },
}).values;
if (!isCalendarDate(before) || visa.trim() === '' || by.trim() === '') {
  console.error(
    'Usage: npm run archives:eliminate -- [--contracts] --before YYYY-MM-DD --visa "number and date" --by "who removes it"',
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
  const kept = await readKept(config.auditHeads);
  const taken = contracts ? await eliminateContracts(owner, signer, kept, wanted) : null;
  const checkpoint = contracts ? null : await eliminateJournal(owner, signer, kept, wanted);
  if (taken !== null)
    console.log(
      `${taken.documents} contracts removed, with ${taken.versions} versions and ${taken.signatures} signatures; ${taken.held} stay, for what is in force rests on them.`,
    );
  else if (contracts) console.log('No contract was over before that day: nothing is removed.');
  else if (checkpoint === null) console.log('Nothing that is sealed was recorded before that day: nothing is removed.');
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
