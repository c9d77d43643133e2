// npm run staff -- add --email … --first … --last … --role agent|cafAdmin|national|operator [--caf 93] [--provider]
// npm run staff -- close --email …
// Accounts of the Cafs' people, of the Cnaf's and of operators: a deployment's first ones, and those of who comes and goes. A password passes through
// nobody's hands: the person asks for the first one by « Mot de passe oublié »; --provider: they sign in by the Caf's own account.
import { parseArgs } from 'node:util';
import { addStaff, closeStaff } from '../adapters/store/people/staff.ts';
import { openDatabase } from '../adapters/store/prisma.ts';
import { readStaff } from '../domain/people/staff.ts';
import { operatorSettings } from './operator.ts';

const USAGE =
  'Usage: npm run staff -- add --email … --first … --last … --role agent|cafAdmin|national|operator [--caf 93] [--provider]\n       npm run staff -- close --email …';

const text = { type: 'string' } as const;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { email: text, first: text, last: text, role: text, caf: text, provider: { type: 'boolean' } },
});
const [act] = positionals;
const staff =
  act === 'add'
    ? readStaff({ ...values, firstName: values.first, lastName: values.last })
    : act === 'close' && values.email !== undefined
      ? null
      : [USAGE];
if (Array.isArray(staff)) {
  console.error(staff.join('\n'));
  process.exit(2);
}
const database = openDatabase(operatorSettings(process.env).config.databaseUrl, 2);
try {
  console.log(await done());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await database.$disconnect();
}

async function done(): Promise<string> {
  if (staff === null || Array.isArray(staff)) {
    if (await closeStaff(database, values.email ?? '', new Date())) return 'The account is closed.';
    throw new Error('No open account of the staff has this address.');
  }
  const provider = values.provider === true;
  if (!(await addStaff(database, staff, provider ? 'provider' : 'password', new Date())))
    throw new Error('There is an account of this address already: nothing is changed.');
  return provider
    ? 'The account is made: its person signs in by the account of their Caf.'
    : 'The account is made: its person asks for a first password by « Mot de passe oublié ».';
}
