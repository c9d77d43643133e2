// Started by ./load.ts, with NODE_EXTRA_CA_CERTS of the rehearsal's authority: plays small campaigns through the deployment's proxy, some side by side and
// one after the other, until it is told that it is enough; then it ends those that are under way and says how many dossiers there were.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Api } from '../demo/http.ts';
import type { Mail } from '../demo/mailbox.ts';
import { playFile } from '../demo/whole.ts';
import { type SampleLine, sampleLines } from '../sample/lines.ts';
import { inventedSiret, makeSample } from '../sample/make.ts';
import { mailpit } from './mailpit.ts';

const SIDE_BY_SIDE = 2;
const ROWS = 6;
/** A rank that no organisation of the sample bears. */
const ORGANISATION = 97;

const { BASE = '', CATCHER = '', FOLDER = '', DEMO_PASSWORD = '' } = process.env;
const api = new Api(BASE);
const mails = mailpit(CATCHER);
let lists = 0;
let enough = false;
process.once('message', () => (enough = true));
// who started it is no more
process.once('disconnect', () => process.exit(1));

try {
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, playOn));
  process.send?.(lists * ROWS, () => process.exit(0));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function playOn(): Promise<void> {
  while (!enough) {
    lists += 1;
    const { file, theirs } = await makeList(lists);
    const ended = await playFile(api, file, { password: DEMO_PASSWORD, mails: theirs, say: () => {} });
    if (ended !== 0) throw new Error(`${path.basename(file)}: dossiers were left open`);
  }
}

/** The nth list, and the mails of its partners alone: who plays another one follows its own. */
async function makeList(nth: number): Promise<{ file: string; theirs: () => Promise<Mail[]> }> {
  const ranks = Array.from({ length: ROWS }, (_, index) => nth * ROWS + index);
  const sirets = ranks.map((establishment) => inventedSiret(ORGANISATION, establishment));
  const file = path.join(FOLDER, `releve-${nth}.xlsx`);
  writeFileSync(file, await makeSample(ranks.map(line)));
  const theirs = async () => (await mails()).filter(({ to }) => sirets.some((siret) => to.includes(siret)));
  return { file, theirs };
}

function line(establishment: number): SampleLine {
  const [first] = sampleLines;
  if (first === undefined) throw new Error('The sample has no line');
  const domain = `esat-${inventedSiret(ORGANISATION, establishment)}`;
  return { ...first, organisation: ORGANISATION, establishment, name: `ESAT Relève ${establishment}`, domain };
}
