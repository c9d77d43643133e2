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
  const look = (what: string, where: string, who: string) =>
    say(`   → Regardez cette page, ${what} : ${api.base}${where}\n     (${who})`);
  const national = await api.signIn('national@passerelle.example', password);
  say(`\nUne campagne entière se joue ici. Chacun agit comme dans ses pages ; vous pouvez vous y connecter aussi, avec le
mot de passe de la démonstration, celui que « npm start » donne à son premier démarrage.`);
  say(`\n1. La Cnaf vérifie une liste d'Esat, ${path.basename(file)} : rien n'est encore créé.\n`);
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
  say(
    '\n2. Elle lance la campagne : chaque ligne acceptée devient un dossier, chaque ligne retenue une tâche de sa Caf.',
  );
  look('la campagne et ses chiffres, qui avancent', `/campagnes/${id}`, 'comme national@passerelle.example');
  say('\n3. Chacun fait sa part :');
  say('   - les Caf corrigent les lignes retenues, vérifient qui a droit au service, contresignent ;');
  look('leurs tâches', '/taches', 'comme agent@caf93.example');
  say('   - les organismes suivent le lien de leur courriel, complètent leur bulletin, le signent par un code ;');
  look('les courriels de tout le monde', '/dev/mails', 'sans compte');
  say('   - leurs administrateurs se connectent, font leur premier groupe et son premier utilisateur.\n');
  const bar = progressBar();
  const { rows } = await playCampaign(api, id, { national, password }, bar.show, mails).finally(bar.end);
  const processes = await api.all<Process>('processes?type=esatOnboarding', national);
  const { table, unfinished } = outcomesOf(rows, processes);
  say(`\n4. Ce que c'est devenu, en ${seconds(begun)} :\n\n${table}\n`);
  const [one] = processes;
  if (one !== undefined)
    look('un de ces dossiers, étape par étape', `/dossiers/${one.id}`, 'comme national@passerelle.example');
  for (const row of unfinished) say(`  ligne ${row.row}, ${row.raisonSociale} : dossier non terminé`);
  return unfinished.length === 0 ? 0 : 1;
}

function seconds(begun: number): string {
  return `${((performance.now() - begun) / 1_000).toFixed(1)} s`;
}
