// npm run demo [file.xlsx]: plays a campaign from the upload to the first users of the services, every act over HTTP as its person would do it.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Api } from './demo/http.ts';
import { requireMailbox } from './demo/mailbox.ts';
import { playCampaign } from './demo/play.ts';
import { progressBar } from './demo/progress.ts';
import { outcomesOf, rowReport } from './demo/report.ts';
import type { Process } from './demo/shapes.ts';
import { type DemoStack, findOrStart } from './demo/stack.ts';
import { checkFile, startCampaign } from './demo/upload.ts';

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

async function play({ base, password }: DemoStack): Promise<number> {
  await requireMailbox(base);
  const api = new Api(base);
  const national = await api.signIn('national@passerelle.example', password);
  say(`\nVérification de ${path.basename(file)} …`);
  let begun = performance.now();
  const checked = await checkFile(api, national, file);
  say(`${rowReport(checked)}\n  (${seconds(begun)})`);
  if (checked.rows.accepted + checked.rows.held === 0) {
    say(
      '\nAucune ligne à lancer : cette liste a déjà été jouée ici. Pour recommencer à neuf, donnez un autre DATA_DIR.',
    );
    return 0;
  }
  begun = performance.now();
  const { id } = await startCampaign(api, national, file);
  say(`\nCampagne lancée : ${base}/campagnes/${id} (courriels : ${base}/dev/mails)`);
  const bar = progressBar();
  const { rows } = await playCampaign(api, id, { national, password }, bar.show).finally(bar.end);
  const processes = await api.all<Process>('processes?type=esatOnboarding', national);
  const { table, unfinished } = outcomesOf(rows, processes);
  say(`\n${table}\n\nJoué en ${seconds(begun)}.`);
  for (const row of unfinished) say(`  ligne ${row.row}, ${row.raisonSociale} : dossier non terminé`);
  return unfinished.length === 0 ? 0 : 1;
}

function seconds(begun: number): string {
  return `${((performance.now() - begun) / 1_000).toFixed(1)} s`;
}
