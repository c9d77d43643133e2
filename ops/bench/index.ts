// npm run bench [-- --only P1,P3 --onboardings 200 --waiting 10000 --partners 100000 --only REM-7 --uses 1000000 --only accounts --accounts 100000 --only tuteur --only esat --esats 2000 --minutes 30 --only sizes --only search --people 1000000 --only dashboard --only fleet --rows 3853 --only P8 --jobs 600 --peer Operaton=http://127.0.0.1:7701 --peers-database postgresql://…]: ratios in one run, JSON to bench-results/, a table.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { progressBar } from '../demo/progress.ts';
import { benchAccounts } from './accounts.ts';
import { benchCommands } from './commands.ts';
import { benchDashboard } from './dashboard.ts';
import { benchEsat } from './esat.ts';
import { type Line, table } from './figures.ts';
import { benchFleet } from './fleet.ts';
import { benchLists } from './lists.ts';
import { startMachine } from './machine.ts';
import { benchOnboarding } from './onboarding.ts';
import { benchPeers } from './peers.ts';
import { benchPeople } from './people.ts';
import { benchSearch } from './search.ts';
import { benchSizes } from './sizes.ts';
import { benchSweep } from './sweep.ts';
import { benchTuteur } from './tuteur.ts';
import { benchWaiting } from './waiting.ts';

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    only: { type: 'string', default: 'P1,P3,P4,P5,P6,people' },
    onboardings: { type: 'string', default: '200' },
    'at-once': { type: 'string', default: '16' },
    waiting: { type: 'string', default: '10000' },
    partners: { type: 'string', default: '100000' },
    commands: { type: 'string', default: '200' },
    people: { type: 'string', default: '1000000' },
    accounts: { type: 'string', default: '100000' },
    uses: { type: 'string', default: '1000000' },
    esats: { type: 'string', default: '2000' },
    minutes: { type: 'string', default: '30' },
    rows: { type: 'string', default: '3853' },
    jobs: { type: 'string', default: '600' },
    peer: { type: 'string', multiple: true, default: [] },
    'peers-database': { type: 'string', default: '' },
  },
});
const wanted = (id: string) => values.only.split(',').includes(id);
const lines: Line[] = [];
const results: Record<string, unknown> = { node: process.version, cpus: cpus().length };

const machine = await startMachine();
try {
  if (wanted('P1')) {
    console.log('P1: Esat onboarding against its floor …');
    const figures = await benchOnboarding(machine, Number(values.onboardings), Number(values['at-once']));
    results.P1 = figures;
    lines.push(
      line(
        'P1',
        `onboardings per second, ${figures.atOnce} at once (floor ${figures.floorPerSecond})`,
        figures.perSecond,
        '',
        null,
      ),
      line('P1', 'cost of one onboarding / floor, same run', figures.ratio, '≤ 1.25', figures.ratio <= 1.25),
      line(
        'P1',
        `one alone, p50 ms (floor ${figures.floorAloneP50Ms}, ratio ${figures.aloneRatio})`,
        figures.aloneP50Ms,
        '',
        null,
      ),
      line('P1', 'CPU of one onboarding / floor', figures.cpuRatio, '', null),
    );
  }
  if (wanted('sizes')) {
    const count = Number(values.onboardings);
    console.log(`Sizes: what is kept of ${count} onboardings, and of accounts …`);
    const figures = await benchSizes(machine, count);
    results.sizes = figures;
    const size = (what: string, kb: number) => lines.push(line('sizes', `${what}, kB`, kb, '', null));
    const rows = (tables: typeof figures.dossierTables) =>
      tables
        .slice(0, 10)
        .map((one) => `${one.table} ${one.rowsEach} × ${one.bytesPerRow} B`)
        .join(', ');
    size(`facts of one onboarding: ${rows(figures.dossierTables)}`, figures.dossierKb);
    size('write-ahead log of one onboarding', figures.walKb);
    const { waitingKb, waitingEvents, openKb, openEvents } = figures.history;
    size(`history of one that waits for a signature (${waitingEvents} events)`, waitingKb);
    size(`history of one whose service is open (${openEvents} events)`, openKb);
    size('Temporal’s file for one onboarding', figures.temporalFileKb);
    size(`facts of one account: ${rows(figures.personTables)}`, figures.personKb);
  }
  if (wanted('P5')) {
    console.log('P5: commands …');
    const figures = await benchCommands(machine, Number(values.commands));
    results.P5 = figures;
    lines.push(
      line('P5', `command over ${figures.way}, p50 ms`, figures.p50Ms, '≤ 60', figures.p50Ms <= 60),
      line(
        'P5',
        `p95 ms (bare Update ${figures.bareP95Ms})`,
        figures.p95Ms,
        `< ${figures.limitP95Ms}`,
        figures.p95Ms < figures.limitP95Ms,
      ),
    );
  }
  if (wanted('P3') || wanted('P6')) {
    const count = Number(values.waiting);
    console.log(`P3, P6: ${count} waiting dossiers and as many bare workflows …`);
    const bar = progressBar();
    const figures = await benchWaiting(machine, count, (done) => bar.show(done, 2 * (count - 100), 'processes'));
    bar.end();
    results.P3 = figures;
    lines.push(
      line(
        'P3',
        `${count} waiting dossiers / floor (${figures.seconds} s, floor ${figures.floorSeconds} s)`,
        figures.ratio,
        '≤ 1.5',
        figures.ratio <= 1.5,
      ),
      line(
        'P6',
        `worker memory, MB more than with 100 (${figures.rssMb.few} → ${figures.rssMb.all})`,
        figures.rssMb.growth,
        '< 50',
        figures.rssMb.growth < 50,
      ),
    );
  }
  if (wanted('P4')) {
    const count = Number(values.partners);
    console.log(`P4: lists at ${count} partners …`);
    const figures = await benchLists(machine, count);
    results.P4 = figures;
    for (const one of figures.lists)
      lines.push(
        line(
          'P4',
          `${one.name}, p95 ms (p50 ${one.p50Ms}, ${one.ratio} × that at ${figures.small})`,
          one.p95Ms,
          '< 50',
          one.p95Ms < 50,
        ),
      );
  }
  if (wanted('people')) {
    console.log('P4: a partner of 5,000 people and 300 groups …');
    const figures = await benchPeople(machine);
    results.people = figures;
    for (const one of figures.lists)
      lines.push(line('P4', `${one.name}, p95 ms (p50 ${one.p50Ms})`, one.p95Ms, '< 50', one.p95Ms < 50));
  }
  if (wanted('search')) {
    const size = { partners: Number(values.partners), people: Number(values.people) };
    console.log(`P9: the search box over ${size.partners} partners and ${size.people} people …`);
    const figures = await benchSearch(machine, size);
    results.search = figures;
    for (const one of figures.searches)
      lines.push(line('P9', `${one.name}, p95 ms (p50 ${one.p50Ms})`, one.p95Ms, '< 50', one.p95Ms < 50));
  }
  if (wanted('dashboard')) {
    const count = Number(values.partners);
    console.log(`The dashboard over ${count} open dossiers …`);
    const figures = await benchDashboard(machine, count);
    results.dashboard = figures;
    lines.push(line('dashboard', 'counting every figure anew, s', figures.countedS, '', null));
    for (const one of figures.pages)
      lines.push(line('dashboard', `${one.name}, p95 ms (p50 ${one.p50Ms})`, one.p95Ms, '< 100', one.p95Ms < 100));
  }
  if (wanted('tuteur')) {
    console.log('A reopening of 5,000 tuteurs …');
    const figures = await benchTuteur(machine);
    results.tuteur = figures;
    const { verdictsS, openingS, closedForAllS, closingS, suspendingS, searchP95Ms } = figures;
    lines.push(
      line('tuteur', 'verdicts of the file, s', verdictsS, '< 10', verdictsS < 10),
      line('tuteur', 'one wave that opens all, s', openingS, '', null),
      line('tuteur', 'closing for all: nobody sees it open, s', closedForAllS, '< 2', closedForAllS < 2),
      line('tuteur', 'closing for all: each one suspended and told, s', closingS, '< 2', closingS < 2),
      line('tuteur', 'another service suspended for everyone, each told, s', suspendingS, '< 2', suspendingS < 2),
      line('tuteur', 'search of protégés, p95 ms', searchP95Ms, '< 50', searchP95Ms < 50),
    );
  }
  if (wanted('accounts')) {
    const count = Number(values.accounts);
    console.log(`P6: ${count} accounts that wait for their first login …`);
    const bar = progressBar();
    const figures = await benchAccounts(machine, count, (done) => bar.show(done, count, 'accounts'));
    bar.end();
    results.accounts = figures;
    const { few, all, growth } = figures.rssMb;
    lines.push(
      line(
        'P6',
        `${count} accounts waiting: worker memory, MB more than with 100 (${few} → ${all})`,
        growth,
        '< 50',
        growth < 50,
      ),
      line('P6', 'accounts followed from their creation, per second', figures.perSecond, '', null),
    );
  }
  if (wanted('REM-7')) {
    const count = Number(values.uses);
    console.log(`REM-7: the yearly sweep over ${count} people and services …`);
    const figures = await benchSweep(machine, count);
    results['REM-7'] = figures;
    lines.push(
      line(
        'REM-7',
        `${figures.due} reminders, ${figures.mails} mails of ${count} rows, seconds`,
        figures.seconds,
        '',
        null,
      ),
      line(
        'REM-7',
        `slowest of ${figures.batches} batches, ms (nobody due: ${figures.againMs})`,
        figures.slowestBatchMs,
        '',
        null,
      ),
    );
  }
  if (wanted('fleet')) {
    const rows = Number(values.rows);
    console.log(`fleet: clicks while a campaign of ${rows} is launched …`);
    const figures = await benchFleet(machine, rows);
    results.fleet = figures;
    const { aloneP95Ms, launchP95Ms, launchSeconds, clicks, ratio } = figures;
    lines.push(
      line('fleet', `a campaign of ${rows} launched, s`, launchSeconds, '', null),
      line('fleet', `${clicks} clicks meanwhile, p95 ms (alone ${aloneP95Ms})`, launchP95Ms, '', null),
      line('fleet', 'a click during the launch / alone, p95, same run', ratio, '≤ 2', ratio <= 2),
    );
  }
  if (wanted('P8')) {
    console.log('P8: the job of the peers on our own policies, as tight as Temporal allows, and on peers …');
    const databaseUrl = values['peers-database'];
    const peers = values.peer.map((one) => {
      const [name = '', url = ''] = one.split('=');
      return { name, url, databaseUrl };
    });
    const figures = await benchPeers(machine, Number(values.jobs), peers);
    results.P8 = figures;
    for (const { name, perSecond, toTight, aloneP50Ms } of figures.ways) {
      const what = `the peers' job by ${name}, per second (${toTight} × tight; one alone ${aloneP50Ms} ms)`;
      lines.push(line('P8', what, perSecond, '', null));
    }
    const aloneMs = figures.ways[0]?.aloneP50Ms ?? Number.NaN;
    lines.push(line('P8', 'one alone, p50 ms', aloneMs, '≤ 40', aloneMs <= 40));
  }
  if (wanted('esat')) {
    const size = { esats: Number(values.esats), minutes: Number(values.minutes) };
    console.log(`esat: ${size.esats} Esat declare 100 workers each within ${size.minutes} minutes …`);
    const bar = progressBar();
    const figures = await benchEsat(machine, size, (done) => bar.show(done, size.esats, 'submissions'));
    bar.end();
    results.esat = figures;
    const { p95Ms, ratio, lost, astray } = figures;
    lines.push(
      line('esat', `submit, p95 ms (alone ${figures.aloneP95Ms})`, p95Ms, '', null),
      line('esat', 'submit, p95 / alone, same run', ratio, '≤ 3', ratio <= 3),
      line('esat', 'workers lost', lost, '0', lost === 0),
      line('esat', 'receipts that are not what is kept', astray, '0', astray === 0),
    );
  }
} finally {
  await machine.stop();
}
mkdirSync('bench-results', { recursive: true });
const file = `bench-results/${new Date().toISOString().replace(/[:.]/g, '-')}.json`;
writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
console.log(`\n${table(lines)}\n\n${file}`);
process.exit(0);

function line(id: string, what: string, value: number, limit: string, holds: boolean | null): Line {
  return { id, what, value: String(value), limit, holds };
}
