import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { sampleLines } from '../sample/lines.ts';
import { makeSample } from '../sample/make.ts';
import { type Check, count, expect, ready } from './checks.ts';
import type { Deployment } from './deployment.ts';
import { until } from './engine.ts';

const PATIENCE_S = 120;
/** One Esat more: the first of the sample under another name and number. */
const [FIRST] = sampleLines;

/** Copies the server by the job of the file; the name of what was made. */
export async function backUp(deployment: Deployment): Promise<string> {
  const said = await deployment.job('backup');
  const [, name] = /^The backup is made and noted: \/backups\/base\/(\S+)$/m.exec(said) ?? [];
  if (name === undefined) throw new Error(`No backup was made:\n${said}`);
  return name;
}

/**
 * Both databases brought by the archive to an instant after `backup` once every volume is gone, and gone on with: the facts are those of that instant, what
 * came after it is lost, and another onboarding comes to its end as it had in what is lost. `play` plays a file; 0: nothing was left open.
 */
export function lostAndRestored(backup: string, play: (file: string) => Promise<number>): Check {
  return [
    'every volume lost, both databases restored to an instant, and gone on with',
    async (deployment) => {
      const another = path.join(deployment.place, 'encore-un.xlsx');
      if (FIRST !== undefined)
        writeFileSync(another, await makeSample([{ ...FIRST, organisation: 98, name: 'ESAT Encore Un' }]));
      const { facts, instant } = await atRest(deployment);
      expect((await play(another)) === 0, 'one more comes to its end');
      const further = await standing(deployment);
      const heads = await deployment.exec('worker', ['cat', '/var/lib/passerelle/audit-heads.jsonl']);
      await archived(deployment);
      await deployment.down({ volumes: true });

      const refused = await deployment.job('restore', [backup, '2026-13-01'], { fails: true });
      expect(/invalid date/.test(refused), 'an instant that is none is refused');
      await deployment.job('restore', [backup, instant]);
      const again = await deployment.job('restore', [backup, instant], { fails: true });
      expect(/restore into a new one/.test(again), 'nothing is restored over what is there');
      await deployment.up(['temporal-namespace']);
      expect((await count(deployment)) === facts, 'the facts are those of the instant');
      const reconciled = await deployment.job('api', ['node', '--import', 'tsx', 'ops/reconcile.ts']);
      const both = /^(\d+) processes that both knew/m.exec(reconciled)?.[1];
      expect(Number(both) >= 1, 'Temporal’s databases came back with them');
      await deployment.up();
      await ready(deployment);
      const verified = await verify(deployment, heads);
      expect((await play(another)) === 0, 'one more comes to its end');
      await until('all stands as it stood', PATIENCE_S, async () => (await standing(deployment)) === further);
      return [
        `${facts} at ${instant}, by ${backup} and the archive; ${both} processes that both knew began anew`,
        ...verified,
        `one more to its end, as in what was lost: ${further}`,
      ].join('\n    ');
    },
  ];
}

/** An instant at which nothing moved, and what was there. */
async function atRest(deployment: Deployment): Promise<{ facts: string; instant: string }> {
  let facts = await count(deployment);
  await until('nothing moves', PATIENCE_S, async () => {
    const before = facts;
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    facts = await count(deployment);
    return facts === before;
  });
  const instant = await deployment.sql(
    `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  );
  return { facts, instant };
}

/** Processes by type and state. */
function standing(deployment: Deployment): Promise<string> {
  return deployment.sql(
    "SELECT string_agg(n || ' ' || type || ' ' || state, ', ' ORDER BY type, state) FROM (SELECT type, state, count(*) AS n FROM process GROUP BY 1, 2) AS these",
  );
}

/** The log is a minute old in the archive at most; here nobody waits for it. */
async function archived(deployment: Deployment): Promise<void> {
  const last = await deployment.sql('SELECT pg_walfile_name(pg_switch_wal())');
  await until('the log is archived', PATIENCE_S, async () => {
    return (await deployment.sql('SELECT last_archived_wal FROM pg_stat_archiver')) >= last;
  });
}

/** What the journal says of itself, held to the heads that were kept outside: some are younger than the instant. */
async function verify(deployment: Deployment, heads: string): Promise<string[]> {
  const text = await deployment.exec(
    'api',
    [
      'sh',
      '-c',
      'printf "%s\\n" "$HEADS" > /tmp/heads && node --import tsx ops/auditVerify.ts /tmp/heads 2>&1 || true',
    ],
    { HEADS: heads },
  );
  return text.split('\n');
}
