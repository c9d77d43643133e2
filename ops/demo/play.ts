import { statesMarked } from '../../domain/kinds.ts';
import { stateWordsOf } from '../../domain/process/stateLabels.ts';
import { esatOnboardingRoute } from '../../workflows/esatOnboarding/workflow.ts';
import { firstVisit } from './administrateurs.ts';
import { Agents, decideRow, decideTask } from './cafs.ts';
import { type Api, inTurns, pause } from './http.ts';
import { devMails, type Mail, Mailbox } from './mailbox.ts';
import { followLink } from './partners.ts';
import type { Campaign, CampaignRow, Task } from './shapes.ts';

/** People at their screens at the same time. */
const AT_ONCE = 8;
/** From one address more would look like guesses (S3). */
const SIGNING_IN_AT_ONCE = 3;
const PAUSE_MS = 250;
/** Nothing moved for this long: something is broken, and waiting longer helps nobody. */
const STUCK_MS = 90_000;
/** Nothing more is asked of anybody (domain.md §6.5): stopped, waiting for its date, or all is in place. */
export const ENDED: readonly string[] = [...statesMarked('stopped', 'ready'), esatOnboardingRoute.people.inPlace];

export interface Played {
  campaign: Campaign;
  rows: CampaignRow[];
}

/** Tells how far a campaign is: dossiers ended, dossiers there will be, and words. */
export type Progress = (done: number, total: number, words: string) => void;

/**
 * Plays everyone a campaign waits for, over HTTP only: the agents of each Caf complete their tasks, the partners follow the links of
 * their mails. Returns once nothing is left to wait for; throws when nothing has moved for 90 s.
 */
export async function playCampaign(
  api: Api,
  campaignId: string,
  people: { national: string; password: string },
  progress: Progress = () => {},
  mails: () => Promise<Mail[]> = devMails(api.base),
): Promise<Played> {
  const agents = new Agents(api, people.password);
  const mailbox = new Mailbox(mails);
  const path = `esat/campaigns/${campaignId}`;
  const read = () => api.call<Campaign>(path, { token: people.national });
  let campaign = await read();
  let rows = await api.all<CampaignRow>(`${path}/rows`, people.national);
  const cafs = [
    ...new Set(rows.flatMap((row) => (row.verdict === 'accepted' || row.verdict === 'held' ? (row.caf ?? []) : []))),
  ];
  const ours = new Set<string>();
  let moved = Date.now();
  for (let last = ''; ; ) {
    const [tasks, links, accounts] = await Promise.all([
      openTasks(agents, cafs),
      mailbox.newLinks(),
      mailbox.newAccounts(),
    ]);
    rows = await api.all<CampaignRow>(`${path}/rows`, people.national);
    for (const row of rows) if (row.processId !== null && row.verdict !== 'duplicate') ours.add(row.processId);
    const work = [
      ...tasks.flatMap((task) => caseWork(task, campaign, rows, ours, agents)),
      ...links
        .filter(({ mail }) => isSince(mail, campaign))
        .map(
          ({ token }) =>
            () =>
              followLink(api, mailbox, token),
        ),
    ];
    const visits = accounts
      .filter(({ mail }) => isSince(mail, campaign))
      .map(
        ({ letters }) =>
          () =>
            firstVisit(api, letters),
      );
    await Promise.all([inTurns(work, AT_ONCE, (one) => one()), inTurns(visits, SIGNING_IN_AT_ONCE, (one) => one())]);
    work.push(...visits);
    campaign = await read();
    const { done, total, waiting } = standing(campaign, rows);
    progress(done, total, waiting);
    if (done === total && work.length === 0 && undecided(rows) === 0) return { campaign, rows };
    const now = JSON.stringify([campaign.byState, undecided(rows), work.length]);
    if (now !== last) moved = Date.now();
    last = now;
    if (Date.now() - moved > STUCK_MS)
      throw new Error(`Nothing has moved for ${STUCK_MS / 1_000} s: ${JSON.stringify(campaign.byState)}`);
    if (work.length === 0) await pause(PAUSE_MS);
  }
}

/** What was in the mailbox before the campaign is another's; a mail's date has no milliseconds. */
function isSince(mail: Mail, campaign: Campaign): boolean {
  return Date.parse(mail.date) >= Math.floor(Date.parse(campaign.createdAt) / 1_000) * 1_000;
}

async function openTasks(agents: Agents, cafs: readonly string[]): Promise<Task[]> {
  const lists: Task[][] = [];
  await inTurns([...cafs, 'CNA'], AT_ONCE, async (caf) => void lists.push(await agents.openTasks(caf)));
  return lists.flat();
}

/** What to do about an open task of this campaign: nothing where it is another's. */
function caseWork(
  task: Task,
  campaign: Campaign,
  rows: readonly CampaignRow[],
  ours: ReadonlySet<string>,
  agents: Agents,
): (() => Promise<void>)[] {
  if (task.kind === 'TRAITER_LIGNE') {
    const row = task.dossier === campaign.processId ? rows.find((one) => String(one.row) === task.subject) : undefined;
    return row === undefined ? [] : [() => agents.complete(task, decideRow(row))];
  }
  if (task.kind === 'CONFIGURER_GROUPE') {
    const row = rows.find((one) => one.processId === task.dossier);
    return row === undefined || !ours.has(task.dossier) ? [] : [() => agents.configureGroup(task, row.siret)];
  }
  const decision = ours.has(task.dossier) ? decideTask(task) : null;
  return decision === null ? [] : [() => agents.complete(task, decision)];
}

/** Held rows that nobody has decided on yet. */
function undecided(rows: readonly CampaignRow[]): number {
  return rows.filter((row) => row.verdict === 'held' && row.resolution === null).length;
}

function standing(campaign: Campaign, rows: readonly CampaignRow[]): { done: number; total: number; waiting: string } {
  const total = rows.filter(
    (row) =>
      row.verdict === 'accepted' ||
      (row.verdict === 'held' && (row.resolution === null || row.resolution === 'CORRIGEE')),
  ).length;
  const done = ENDED.reduce((sum, state) => sum + (campaign.byState[state] ?? 0), 0);
  const waiting = Object.entries(campaign.byState)
    .filter(([state, n]) => n > 0 && !ENDED.includes(state))
    .map(([state, n]) => `${state === 'queued' ? 'À lancer' : stateWordsOf('esatOnboarding', state)} : ${n}`)
    .join(' ; ');
  return { done, total, waiting };
}
