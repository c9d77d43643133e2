import type { Database } from '../../adapters/store/prisma.ts';
import type { Victims } from './victims.ts';

/** What was asked for. */
export interface Model {
  /** that came to their end */
  dossiers: number;
  /** that wait for their partner, who has not acted yet */
  waiting?: number;
  accounts: number;
  declarations: number;
  /** lines of each declaration */
  workers: number;
}

/** Counts of the facts that are not what was asked, a line each. */
export async function unlike(
  database: Database,
  { dossiers, waiting = 0, accounts, declarations, workers }: Model,
): Promise<string[]> {
  const [counts] = await database.$queryRaw<Record<string, number>[]>`
    WITH ours AS (SELECT id, partner_id FROM process WHERE type = 'esatOnboarding')
    SELECT (SELECT count(*)::int FROM process WHERE type = 'esatOnboarding' AND state = 'TERMINE') AS finished,
           (SELECT count(*)::int FROM ours) AS begun,
           (SELECT count(*)::int FROM document d JOIN ours ON d.process_id = ours.id WHERE d.state = 'ACTIF') AS documents,
           (SELECT count(*)::int FROM signature s JOIN document d ON d.id = s.document_id JOIN ours ON d.process_id = ours.id
              WHERE s.voided_at IS NULL) AS signatures,
           (SELECT count(*)::int FROM user_group g JOIN ours USING (partner_id)) AS groups,
           (SELECT count(*)::int FROM app_user u JOIN ours USING (partner_id) WHERE u.administrateur_since IS NOT NULL) AS administrateurs,
           (SELECT count(DISTINCT email)::int FROM app_user WHERE email LIKE 'ana.essai%') AS people,
           (SELECT count(*)::int FROM app_user WHERE email LIKE 'ana.essai%') AS accounts,
           (SELECT count(*)::int FROM mail m JOIN app_user u ON m.process_id = 'user-onboarding-' || u.id WHERE u.email LIKE 'ana.essai%') AS passwords,
           (SELECT count(*)::int FROM esat_submission) AS submissions,
           (SELECT count(*)::int FROM esat_line) AS lines`;
  const asked: Record<string, number> = {
    ...{
      finished: dossiers,
      begun: dossiers + waiting,
      documents: 3 * dossiers,
      signatures: 6 * dossiers,
      groups: dossiers,
    },
    ...{ administrateurs: dossiers, people: accounts, accounts, passwords: 2 * accounts },
    ...{ submissions: declarations, lines: declarations * workers },
  };
  return Object.entries(asked).flatMap(([what, wished]) =>
    counts?.[what] === wished ? [] : [`${what}: ${counts?.[what]} instead of ${wished}`],
  );
}

/** Processes under way that Temporal does not follow, and what it follows that is not under way, a line each. */
export async function astray({ database, client }: Victims): Promise<string[]> {
  const open = new Set((await database.process.findMany({ where: { closedAt: null } })).map(({ id }) => id));
  const running = new Set<string>();
  const query =
    "ExecutionStatus = 'Running' AND WorkflowType IN ('esatCampaign', 'esatOnboarding', 'userOnboarding', 'tuteurReopening', 'siretCorrection')";
  for await (const { workflowId } of client.workflow.list({ query })) running.add(workflowId);
  return [
    ...[...open].filter((id) => !running.has(id)).map((id) => `${id} is followed by nothing`),
    ...[...running].filter((id) => !open.has(id)).map((id) => `${id} is not under way`),
  ];
}
