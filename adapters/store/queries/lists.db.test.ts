import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CAMPAIGN_STATE_LABELS } from '../../../domain/campaign/types.ts';
import { mailLabel } from '../../../domain/mail/registry.ts';
import { MAIL_STATE_LABELS } from '../../../domain/mail/states.ts';
import { stateWordsOf } from '../../../domain/process/stateLabels.ts';
import type { ProcessType } from '../../../domain/process/types.ts';
import { TASK_WORDS, type TaskKind } from '../../../domain/task/kinds.ts';
import { ASKED_WORDS } from '../../../domain/userRequest/types.ts';
import { inventedSiret } from '../../../test/people.ts';
import { createTestDatabase, openTestDatabase } from '../../../test/stack.ts';
import { searchTextOf } from '../dossier/startProcess.ts';
import type { Database } from '../prisma.ts';
import { CAMPAIGN_SORTS, listCampaigns } from './campaigns.ts';
import type { Page, Sort, Sorts } from './cursor.ts';
import { listMails, MAIL_SORTS } from './journal.ts';
import { listPartners, PARTNER_SORTS } from './partners.ts';
import { listUsers, USER_SORTS } from './people.ts';
import { DOSSIER_SORTS, listProcesses, SUPPORT_SORTS, USER_REQUEST_SORTS } from './processes.ts';
import type { Scope } from './scope.ts';
import { listTasks, TASK_SORTS } from './tasks.ts';

const AT = new Date('2026-03-02T09:00:00Z');
const CAF: Scope = { caf: '93' };
let database: Database;
let facts: Awaited<ReturnType<typeof createTestDatabase>>;

/** Dossiers of Caf 93, of Caf 93 gone to the CNA, and of Caf 75, by turns; three of them at the same instant. */
beforeAll(async () => {
  facts = await createTestDatabase();
  database = openTestDatabase(facts.url, 4);
  for (let n = 0; n < 12; n += 1) {
    const caf = ['93', 'CNA', '75'][n % 3] ?? '';
    const siret = inventedSiret(n);
    const createdAt = new Date(AT.getTime() + Math.floor(n / 3) * 1_000);
    const label = ['Éclat partenaire', 'Partenaire 1', 'partenaire 2', 'Zénith partenaire'][n % 4] ?? '';
    await database.partner.create({
      data: {
        id: `partner-${n}`,
        caf,
        readerCafs: caf === 'CNA' ? ['93'] : [],
        siret,
        siren: siret.slice(0, 9),
        raisonSociale: label,
        searchText: searchTextOf(label),
        address: '',
        email: 'a@b.example',
        phone: '',
        departments: [],
        createdAt,
        updatedAt: createdAt,
      },
    });
    await database.process.create({
      data: {
        id: `process-${n}`,
        type: 'esatOnboarding',
        businessKey: siret,
        caf,
        readerCaf: caf === 'CNA' ? '93' : null,
        partnerId: `partner-${n}`,
        label,
        state: n % 5 === 0 ? 'TERMINE' : 'CREE',
        since: createdAt,
        waitingFor: n % 2 === 0 ? {} : { until: new Date(AT.getTime() - n * 86_400_000).toISOString() },
        flags: [],
        facts: { subject: `Objet ${n % 5}`, asked: { what: n % 3 === 0 ? 'edit' : 'create' } },
        linkRef: `link-${n}`,
        createdBy: 'test',
        createdAt,
      },
    });
    await othersOf(n, createdAt);
  }
});

/** A mail, a task, a campaign and somebody, by turns alike. */
async function othersOf(n: number, createdAt: Date): Promise<void> {
  const caf = '93';
  await database.mail.create({
    data: {
      ...{
        id: `mail-${n}`,
        key: `mail-${n}`,
        caf,
        template: ['MAIL-1', 'MAIL-2', 'MAIL-25'][n % 3] ?? '',
        recipient: `a${n % 4}@b.example`,
      },
      ...{
        params: {},
        // the word of one begins with « À », which no database sorts first by itself
        state: ['PRIS', 'DOUTE', 'A_ENVOYER'][n % 3] ?? '',
        messageId: `mail-${n}`,
        nextAttemptAt: createdAt,
        createdAt,
      },
    },
  });
  await database.task.create({
    data: {
      ...{
        id: `task-${n}`,
        kind: n % 2 === 0 ? 'CONTRESIGNER' : 'VERIFIER_ELIGIBILITE',
        processId: `process-${n}`,
        caf,
        role: 'agent',
      },
      ...{ reason: '', due: new Date(AT.getTime() - (n % 5) * 1_000), state: 'OUVERTE', createdAt },
    },
  });
  await database.campaign.create({
    data: {
      ...{ id: `campaign-${n}`, name: `Campagne ${n % 4}`, caf, state: n % 2 === 0 ? 'EN_COURS' : 'TERMINEE' },
      ...{
        deadline: `2026-1${n % 3}-01`,
        opensOn: `2027-0${1 + (n % 2)}-01`,
        delegationMode: 'DELEGUE',
        createdBy: 'test',
        createdAt,
      },
    },
  });
  await database.user.create({
    data: {
      ...{
        id: `user-${n}`,
        login: `login-${11 - n}`,
        email: `u${(n * 5) % 12}@b.example`,
        firstName: `P${n}`,
        lastName: ['Zola', 'Éluard', 'de Nerval'][n % 3] ?? '',
      },
      ...{ partnerId: 'partner-0', state: n % 2 === 0 ? 'ACTIF' : 'CLOS', createdAt },
    },
  });
}
afterAll(async () => {
  await database.$disconnect();
  await facts.drop();
});

async function pages<T extends { id: string }>(
  list: (cursor: string | undefined) => Promise<Page<T>>,
): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await list(cursor);
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
    more = page.nextCursor !== null;
  }
  return ids;
}

describe('what a Caf sees is shared out among walks, and is one list', () => {
  test.each([1, 2, 3, 50])(
    'DEL-7b: its processes and those gone to the CNA, newest first, %i to a page',
    async (limit) => {
      const seen = await pages((cursor) => listProcesses(database, CAF, { limit, cursor }, AT));
      const expected = await database.process.findMany({
        where: { OR: [{ caf: '93' }, { readerCaf: '93' }] },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        select: { id: true },
      });
      expect(seen).toHaveLength(8);
      expect(seen).toEqual(expected.map(({ id }) => id));
    },
  );

  test.each([1, 3, 50])('DEL-7b: the partners of these by name, %i to a page', async (limit) => {
    const seen = await pages((cursor) => listPartners(database, CAF, { limit, cursor }));
    const expected = await database.partner.findMany({
      where: { caf: { in: ['93', 'CNA'] } },
      orderBy: [{ searchText: 'asc' }, { id: 'asc' }],
      select: { id: true },
    });
    expect(seen).toHaveLength(8);
    expect(seen).toEqual(expected.map(({ id }) => id));
  });

  test('a word means itself: % and _ are no wildcards', async () => {
    const found = async (q: string) => (await listPartners(database, { all: true }, { q, limit: 50 })).items.length;
    expect([await found('partenaire'), await found('part_naire'), await found('p%e')]).toEqual([12, 0, 0]);
  });
});

const sortsOf = <S extends Sorts>(sorts: S) =>
  Object.keys(sorts).flatMap((column) => [column, `-${column}`]) as Sort<S>[];
const text = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value));
type Row = Readonly<Record<string, unknown>> & { id: string };
const FRENCH = new Intl.Collator('fr');
const WORDS: Readonly<Record<string, string>> = { ...MAIL_STATE_LABELS, ...CAMPAIGN_STATE_LABELS };
/** What a list shows of the column that sorts it, in words where it is a code. */
const SHOWN: Readonly<Record<string, (row: Row) => string>> = {
  until: ({ waitingFor }) => (waitingFor as { until?: string }).until ?? '9999',
  subject: ({ facts }) => (facts as { subject: string }).subject,
  what: ({ facts }) => ASKED_WORDS[(facts as { asked: { what: 'edit' | 'create' } }).asked.what],
  state: ({ type, state }) => WORDS[text(state)] ?? stateWordsOf(type as ProcessType, text(state)),
  template: ({ template }) => mailLabel(text(template)),
  kind: ({ kind }) => TASK_WORDS[text(kind) as TaskKind],
  label: ({ label }) => text(label),
  raisonSociale: ({ raisonSociale }) => text(raisonSociale),
  name: ({ name, lastName, firstName }) => text(name ?? `${text(lastName)} ${text(firstName)}`),
};

describe('a list is walked in the order that its reader asks, and shows each line once (U5)', () => {
  /** Every order of a list, two to a page. */
  const orders = <S extends Sorts>(
    name: string,
    sorts: S,
    list: (asked: { sort: Sort<S>; limit: number; cursor: string | undefined }) => Promise<Page<{ id: string }>>,
    count = 12,
  ) =>
    test.each(sortsOf(sorts))(`${name} by %s`, async (sort) => {
      const rows: Row[] = [];
      await pages(async (cursor) => {
        const page = await list({ sort: sort as Sort<S>, limit: 2, cursor });
        rows.push(...(page.items as Row[]));
        return page;
      });
      const column = sort.replace(/^-/, '');
      const shown = rows.map((row) => (SHOWN[column] ?? ((one: Row) => text(one[column])))(row));
      expect(new Set(rows.map(({ id }) => id)).size).toBe(count);
      expect(rows).toHaveLength(count);
      const inOrder = shown.toSorted(column in SHOWN ? FRENCH.compare : undefined);
      expect(shown).toEqual(sort.startsWith('-') ? inOrder.toReversed() : inOrder);
      expect(new Set(shown).size).toBeGreaterThan(1);
    });

  orders('dossiers', { ...DOSSIER_SORTS, ...SUPPORT_SORTS, ...USER_REQUEST_SORTS }, (asked) =>
    listProcesses(database, { all: true }, asked, AT),
  );
  orders('dossiers of a Caf', DOSSIER_SORTS, (asked) => listProcesses(database, CAF, asked, AT), 8);
  orders('partners', PARTNER_SORTS, (asked) => listPartners(database, { all: true }, asked));
  orders('mails', MAIL_SORTS, (asked) => listMails(database, CAF, asked));
  orders('tasks', TASK_SORTS, (asked) => listTasks(database, CAF, asked, AT));
  orders('campaigns', CAMPAIGN_SORTS, (asked) => listCampaigns(database, CAF, asked));
  // an account's state is worked out again as it is read
  const { state: _, ...ofPeople } = USER_SORTS;
  orders('people', ofPeople, (asked) => listUsers(database, 'partner-0', asked));
});
