import { randomBytes } from 'node:crypto';
import { createSeal } from '../../adapters/identity/sealed.ts';
import { type Database, openDatabase } from '../../adapters/store/prisma.ts';
import { nationalService } from '../../adapters/store/queries/nationalServices.ts';
import { changeForEveryone } from '../../adapters/store/service/everyone.ts';
import { postgresStore } from '../../adapters/store/store.ts';
import { completeClosing } from '../../adapters/store/tuteur/completeClosing.ts';
import { insertReopening } from '../../adapters/store/tuteur/newReopening.ts';
import { openWave } from '../../adapters/store/tuteur/openWave.ts';
import { reopeningProcedure } from '../../adapters/store/tuteur/reopeningProcedure.ts';
import type { Actor } from '../../domain/decision/actor.ts';
import { DEFAULT_POLICY } from '../../domain/policy/policy.ts';
import { isOpenNationally } from '../../domain/service/national.ts';
import { readTiersiFile } from '../../domain/tuteur/tiersiFile.ts';
import { ensureDatabase, withClient } from '../postgres.ts';
import { round } from './figures.ts';
import { EMPTY_DATABASE, type Machine } from './machine.ts';
import { inventedSiret } from './partners.ts';
import { benchProtegeSearch, importProteges } from './proteges.ts';

const TUTEURS = 5_000;
/** lines of Tiersi for each tuteur, 50,000 protégés in all */
const SIRETS = 2;
const PROTEGES = 5;
const DATABASE = 'bench_tuteur';
const CNAF: Actor = { id: 'cnaf', role: 'national', label: 'La Cnaf', ip: null };

export interface TuteurFigures {
  tuteurs: number;
  proteges: number;
  verdictsS: number;
  openingS: number;
  /** until nobody sees it open: menu, entry and diagnosis read one row */
  closedForAllS: number;
  /** until each one's opening is suspended too, Cdap T9 given back and everyone's mail written */
  closingS: number;
  /** any other service suspended for everyone by the Cnaf: one row, and a mail to each administrateur and Caf */
  suspendingS: number;
  searchP95Ms: number;
}

/** A reopening of 5,000 tuteurs with 50,000 protégés: the verdicts of its file, one wave for all, and the closing for all (domain.md §5). */
export async function benchTuteur(machine: Machine): Promise<TuteurFigures> {
  const at = (url: string) => url.replace(/[^/]+$/, DATABASE);
  await ensureDatabase(machine.ownerUrl.replace(/[^/]+$/, 'postgres'), DATABASE, EMPTY_DATABASE);
  const database = openDatabase(at(machine.databaseUrl), 4);
  try {
    await generate(at(machine.ownerUrl));
    const proteges = TUTEURS * SIRETS * PROTEGES;
    await importProteges(database, sirets(), proteges);
    const { id, verdictsS } = await judged(database);
    const openingS = await opened(database, id);
    const { closedForAllS, closingS } = await closed(database, id);
    const suspendingS = await suspended(database);
    const searchP95Ms = await benchProtegeSearch(database, sirets());
    return { tuteurs: TUTEURS, proteges, verdictsS, openingS, closedForAllS, closingS, suspendingS, searchP95Ms };
  } finally {
    await database.$disconnect();
  }
}

const sirets = () => Array.from({ length: TUTEURS }, (_, index) => inventedSiret(200_000 + index));

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return round((performance.now() - begun) / 1000, 2);
}

async function judged(database: Database): Promise<{ id: string; verdictsS: number }> {
  const head = ['SIREN', 'SIRET Tiersi', 'SIRET MCP', 'Raison sociale', 'Nombre de protégés', 'N° convention MCP'];
  const lines = sirets().flatMap((siret) =>
    [siret, `${siret.slice(0, 9)}00999`].map((one) => [siret.slice(0, 9), one, siret, 'Tutelle', String(PROTEGES), '']),
  );
  let id = '';
  const verdictsS = await seconds(async () => {
    const rows = readTiersiFile([head, ...lines].map((cells, index) => ({ row: index + 1, cells })));
    id = await database.$transaction(
      (tx) => insertReopening(tx, { opensOn: '2025-01-18', rows }, { at: new Date(), actor: CNAF }),
      { timeout: 60_000 },
    );
  });
  return { id, verdictsS };
}

/** Its corrections are started and its report is read: every gate holds, and one wave opens all. */
async function opened(database: Database, id: string): Promise<number> {
  const over = JSON.stringify({ correctionsOf: 1, impactReadAt: new Date().toISOString(), waveDue: true });
  await database.$executeRaw`UPDATE process SET state = 'PRET', facts = facts || ${over}::jsonb WHERE id = ${id}`;
  await database.nationalService.update({ where: { service: 'TUTEUR' }, data: { searchBy: 'SIREN' } });
  const deps = { policy: DEFAULT_POLICY, mailboxOf: () => 'caf@caf.example' };
  const openingS = await seconds(() => openWave(database, deps, id, new Date()));
  const open = await database.openedService.count({ where: { service: 'TUTEUR', state: 'OUVERTE' } });
  if (open !== TUTEURS) throw new Error(`${open} of ${TUTEURS} are open`);
  return openingS;
}

async function closed(database: Database, id: string): Promise<{ closedForAllS: number; closingS: number }> {
  const store = postgresStore(database, createSeal([{ id: 'bench', key: randomBytes(32) }]));
  const at = new Date();
  const context = {
    at,
    actor: CNAF,
    policy: DEFAULT_POLICY,
    newId: () => 'x',
    hash: () => 'x',
    mailboxOf: () => 'c@c.example',
  };
  const closing = { type: 'suspend' as const, reason: 'Essai' };
  const closedForAllS = await seconds(() =>
    store.transaction((tx) => reopeningProcedure(DEFAULT_POLICY).run(tx, id, closing, context, {})),
  );
  const national = await nationalService(database, 'TUTEUR');
  if (isOpenNationally(national, new Date())) throw new Error('it is still open for everyone');
  const eachS = await seconds(() => completeClosing(database, id));
  const left = await database.openedService.count({ where: { service: 'TUTEUR', state: 'OUVERTE' } });
  if (left !== 0) throw new Error(`${left} are still open`);
  return { closedForAllS, closingS: round(closedForAllS + eachS, 2) };
}

async function suspended(database: Database): Promise<number> {
  const doing = { at: new Date(), actor: CNAF, mailboxOf: (caf: string) => `caf${caf}@caf.example` };
  const why = { what: 'suspend' as const, reason: 'Essai', until: null, end: null };
  const suspendingS = await seconds(() => changeForEveryone(database, 'CDAP', why, doing));
  const told = await database.mail.count({ where: { template: 'MAIL-98' } });
  if (told < TUTEURS) throw new Error(`${told} are told`);
  return suspendingS;
}

/** Partners with Cdap T9 in force, a group whose switch is on, an administrateur: set by set. */
async function generate(ownerUrl: string): Promise<void> {
  const all = JSON.stringify(sirets());
  await withClient(ownerUrl, async (client) => {
    await client.query(
      `CREATE TEMP TABLE t AS SELECT siret, n, 'p' || n AS id, lpad((1 + n % 95)::text, 2, '0') AS caf
         FROM jsonb_array_elements_text($1::jsonb) WITH ORDINALITY AS s (siret, n)`,
      [all],
    );
    await client.query(`
      INSERT INTO partner (id, caf, siret, siren, raison_sociale, search_text, address, email, phone, departments, nature, created_at, updated_at)
        SELECT id, caf, siret, left(siret, 9), 'Tutelle ' || n, 'tutelle ' || n, '1 rue', 'c' || n || '@t.example', '+33148000000', ARRAY[caf], 'PERSONNE_MORALE', now(), now() FROM t;
      INSERT INTO document (id, kind, partner_id, caf, siret, state, content, created_at) SELECT 'v' || n, 'CONVENTION', id, caf, siret, 'ACTIF', '{}', now() FROM t;
      INSERT INTO document (id, kind, partner_id, caf, siret, state, content, convention_id, created_at) SELECT 'k' || n, 'CONTRAT', id, caf, siret, 'ACTIF', '{"delegationMode":"DELEGUE"}', 'v' || n, now() FROM t;
      INSERT INTO document (id, kind, service, partner_id, caf, siret, state, content, convention_id, contrat_id, created_at)
        SELECT 'b' || n, 'BULLETIN', 'CDAP', id, caf, siret, 'ACTIF', '{"roles":["T9"]}', 'v' || n, 'k' || n, now() FROM t;
      INSERT INTO opened_service (id, partner_id, caf, service, bulletin_id, state, opens_on, opened_at) SELECT 'o' || n, id, caf, 'CDAP', 'b' || n, 'OUVERTE', '2024-01-01', now() FROM t;
      INSERT INTO user_group (id, partner_id, convention_id, service, code, label, profile, role, exclusive_t9, created_by, created_at)
        SELECT 'g' || n, id, 'v' || n, 'CDAP', 'T9', 'T9', 'T9', 'T9', true, 'x', now() FROM t;
      INSERT INTO app_user (id, login, email, first_name, last_name, roles, partner_id, administrateur_since, state, created_at)
        SELECT 'u' || n, 'u' || n, 'u' || n || '@t.example', 'Anne', 'Roy', '{}', id, now(), 'ACTIF', now() FROM t`);
    await client.query('ANALYZE');
  });
}
