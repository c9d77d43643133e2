// npm run demo [file.xlsx]: plays a campaign from the upload to the first users of the services, every act over HTTP as its person would do it.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Api } from './demo/http.ts';
import { devMails, requireMailbox } from './demo/mailbox.ts';
import { type DemoStack, findOrStart } from './demo/stack.ts';
import { playFile } from './demo/whole.ts';

const SAMPLE = fileURLToPath(new URL('./sample/partenaires-exemple.xlsx', import.meta.url));
const file = path.resolve(process.argv[2] ?? SAMPLE);
const say = (line: string) => console.log(line);

if (!existsSync(file)) {
  console.error(`${file} n’existe pas. Usage : npm run demo [-- liste.xlsx]`);
  process.exit(2);
}
let stack: DemoStack | null = null;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void Promise.resolve(stack?.stop()).finally(() => process.exit(130)));
let code = 1;
try {
  stack = await findOrStart(say);
  code = await play(stack);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
} finally {
  await stack?.stop();
}
process.exit(code);

async function play({ base, password, own }: DemoStack): Promise<number> {
  await requireMailbox(base);
  if (own)
    say(
      'Elle s’arrêtera avec la démonstration : pour garder ses pages ensuite, lancez d’abord « npm start » ailleurs.',
    );
  return playFile(new Api(base), file, { password, mails: devMails(base), say });
}
