// npm run provider:rotate [-- --compromised]: another key signs what the OpenID provider says (SVC-9). What the former one signed is verified by it
// for a day more; with --compromised it is not, from the next minute on.
import { rotateProviderKey } from '../adapters/identity/provider/keys.ts';
import { createSeal } from '../adapters/identity/sealed.ts';
import { openDatabase } from '../adapters/store/prisma.ts';
import { operatorSettings } from './operator.ts';

const { databaseUrl, encryptionKeys } = operatorSettings(process.env).config;
const database = openDatabase(databaseUrl, 2);
const compromised = process.argv.includes('--compromised');
const kid = await rotateProviderKey({ db: database, seal: createSeal(encryptionKeys) }, new Date(), { compromised });
await database.$disconnect();
console.log(
  `The OpenID provider signs with the key « ${kid} » within a minute. ${compromised ? 'No former key counts any more.' : 'The former one is published for a day more.'}`,
);
