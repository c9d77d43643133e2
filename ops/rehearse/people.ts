// Run inside the deployment's API: the demonstration's accounts, one of each kind for every Caf. A deployment has none of them otherwise.
import { seed } from '../seed/index.ts';

const { DATABASE_URL, DEMO_PASSWORD } = process.env;
if (!DATABASE_URL || !DEMO_PASSWORD) throw new Error('DATABASE_URL and DEMO_PASSWORD: both are needed.');
await seed({ databaseUrl: DATABASE_URL, demoPassword: DEMO_PASSWORD });
process.exit(0);
