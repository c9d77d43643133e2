import path from 'node:path';
import type { Api } from './http.ts';
import type { Mail } from './mailbox.ts';
import { playCampaign } from './play.ts';
import { progressBar } from './progress.ts';
import { outcomesOf, rowReport } from './report.ts';
import type { Process } from './shapes.ts';
import { checkFile, startCampaign } from './upload.ts';

interface Around {
  /** of the demonstration's accounts */
  password: string;
  mails: () => Promise<Mail[]>;
  say: (line: string) => void;
}

/** Checks a file, starts its campaign, plays everyone whom it waits for and says the table of outcomes. Returns 0 when nothing is left open. */
export async function playFile(api: Api, file: string, { password, mails, say }: Around): Promise<number> {
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
  say(`\nCampagne lancée : ${api.base}/campagnes/${id}`);
  const bar = progressBar();
  const { rows } = await playCampaign(api, id, { national, password }, bar.show, mails).finally(bar.end);
  const processes = await api.all<Process>('processes?type=esatOnboarding', national);
  const { table, unfinished } = outcomesOf(rows, processes);
  say(`\n${table}\n\nJoué en ${seconds(begun)}.`);
  for (const row of unfinished) say(`  ligne ${row.row}, ${row.raisonSociale} : dossier non terminé`);
  return unfinished.length === 0 ? 0 : 1;
}

function seconds(begun: number): string {
  return `${((performance.now() - begun) / 1_000).toFixed(1)} s`;
}
