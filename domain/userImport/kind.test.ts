import { describe, expect, it, test } from '@jest/globals';
import { contextAt, roster } from '../../test/builders/control.ts';
import { refused } from '../../test/refused.ts';
import type { UserInput } from '../account/types.ts';
import type { Code } from '../codes.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { assertImportable } from './importable.ts';
import { decideImport, type ImportCounts, importStarted, importToHold, startImport, userImportKind } from './kind.ts';
import { mailsLeaveAt, makeAccounts } from './makeAccounts.ts';
import type { JudgedUser, UserVerdict } from './types.ts';

const AT = new Date('2026-03-10T09:00:00Z');
const CLAIRE = { id: 'claire', role: 'administrateur', label: 'Claire Aubert', ip: null, caf: null } as const;

const input = (email: string): UserInput => ({
  ...{ firstName: 'Ana', lastName: 'Import', email, phone: null, qualification: null, numeroInstructeur: null },
  ...{ codeBailleur: null, titre: null, workplaceSocialWorker: false },
});

const judged = (row: number, verdict: UserVerdict, codes: Code[] = []): JudgedUser => ({
  ...{ row, verdict, groupIds: ['g1'], input: input(`ana${row}@leslutins.example`) },
  reasons: codes.map((code) => ({ code, column: 'Courriel', message: `${code}.` })),
});

test('a judged file becomes an import: who is accepted waits, the others are told why not (ACC-3)', () => {
  const verdicts = ['accepted', 'toConfirm', 'existing', 'duplicate', 'refused'] as const;
  const started = startImport(
    verdicts.map((verdict, index) => judged(index + 2, verdict, verdict === 'accepted' ? [] : ['EMAIL_ABSENT'])),
    CLAIRE,
  );
  expect(started).toMatchObject({ label: 'Import de 5 personnes', state: 'EN_COURS', facts: { actor: CLAIRE } });
  expect(started.rows.map(({ row, state, reasons }) => [row, state, reasons.length])).toEqual([
    [2, 'A_CREER', 0],
    [3, 'REFUSE', 1],
    [4, 'EXISTANT', 1],
    [5, 'DOUBLON', 1],
    [6, 'REFUSE', 1],
  ]);
  expect(started.rows[0]).toMatchObject({
    email: 'ana2@leslutins.example',
    data: { groupIds: ['g1'], input: { firstName: 'Ana' } },
  });
  expect(importStarted('i1', started)).toEqual({
    ...{ action: 'userImport.start', entity: 'userImport', entityId: 'i1', rule: 'ACC-3' },
    label: 'Import de 5 personnes',
    after: { state: 'EN_COURS', A_CREER: 1, EXISTANT: 1, DOUBLON: 1, REFUSE: 2 },
  });
});

describe('an import', () => {
  const STANDS: [string, ImportCounts, string, string | null][] = [
    ['begins', { A_CREER: 3, REFUSE: 1 }, 'EN_COURS', 'la création des comptes : 0 sur 3'],
    ['goes on', { A_CREER: 2, CREE: 1, ANNULE: 0 }, 'EN_COURS', 'la création des comptes : 1 sur 3'],
    ['has made its accounts', { CREE: 3 }, 'TERMINEE', null],
    ['was stopped', { CREE: 1, ANNULE: 2 }, 'ANNULEE', null],
  ];

  it.each(STANDS)('that %s stands where its rows do (U2)', (_, counts, state, what) => {
    const projection = userImportKind.project(counts);
    expect(projection).toMatchObject({ state, nextActionAt: null, dueAt: null, ended: what === null });
    expect(projection.waitingFor?.what ?? null).toBe(what);
    expect(importToHold(projection)).toEqual({ state, nextActionAt: null, ended: what === null });
  });

  it.each(STANDS)('that %s is stopped while accounts are left to be made', (_, counts, __, what) => {
    const stop = () => decideImport('i1', counts, { type: 'cancel', reason: 'mauvais fichier' });
    if (what === null) return expect(refused(stop)?.code).toBe('DOSSIER_TERMINE');
    const { counts: after, stopped, audit } = stop();
    expect([stopped, after.A_CREER, after.ANNULE]).toEqual([true, 0, counts.A_CREER]);
    expect(userImportKind.project(after).state).toBe('ANNULEE');
    const label = `Import arrêté, ${counts.A_CREER} comptes ne sont pas créés : mauvais fichier`;
    const line = { action: 'userImport.cancel', entity: 'userImport', entityId: 'i1', label };
    const before = { A_CREER: counts.A_CREER, ANNULE: 0 };
    expect(audit).toEqual([{ ...line, before, after: { A_CREER: 0, ANNULE: counts.A_CREER } }]);
  });

  it.each(['open', 'tick'] as const)('is not moved by « %s »: batches make its accounts', (type) => {
    const counts = { A_CREER: 2 };
    expect(decideImport('i1', counts, { type })).toEqual({ counts, stopped: false, audit: [] });
  });
});

describe('a file is imported', () => {
  it('not while an address is doubtful (FMT-13), nor when no row makes an account; every reason is told', () => {
    const found = (...rows: JudgedUser[]) => {
      const refusal = refused(() => assertImportable(rows));
      return refusal && [refusal.code, refusal.rule, refusal.faults.map(({ path, code }) => `${path} ${code}`)];
    };
    expect(found(judged(2, 'accepted'), judged(3, 'toConfirm', ['EMAIL_A_CONFIRMER']))).toEqual([
      'EMAIL_A_CONFIRMER',
      'FMT-13',
      ['rows.3.email EMAIL_A_CONFIRMER'],
    ]);
    expect(
      found(judged(2, 'refused', ['EMAIL_ABSENT', 'GROUPE_INCONNU']), judged(3, 'existing', ['COMPTE_EXISTANT'])),
    ).toEqual([
      'RIEN_A_IMPORTER',
      undefined,
      ['rows.2.Courriel EMAIL_ABSENT', 'rows.2.Courriel GROUPE_INCONNU', 'rows.3.Courriel COMPTE_EXISTANT'],
    ]);
    expect(found(judged(2, 'accepted'), judged(3, 'refused', ['EMAIL_ABSENT']))).toBeNull();
  });

  /** 'address', or 'address @group' */
  const make = (...people: string[]) => {
    const rows = people.map((one, index) => {
      const [email = '', ...groupIds] = one.split(' @');
      return { row: index + 2, data: { input: input(email), groupIds } };
    });
    let logins = 0;
    const context = { ...contextAt(AT, CLAIRE), actorCaf: null, newLogin: () => `login${++logins}` };
    return makeAccounts(roster(), rows, context);
  };

  it('each row is judged anew: one that is refused stops no other, and who has an account is told so', () => {
    const { rows, decision } = make(
      'claire.essai@leslutins.example',
      'eva@leslutins.example @gone',
      'ana@leslutins.example',
    );
    expect(rows.map(({ state, userId, reasons }) => [state, userId !== null, reasons.length > 0])).toEqual([
      ['EXISTANT', false, true],
      ['REFUSE', false, true],
      ['CREE', true, false],
    ]);
    const emails = decision.roster.accounts.map(({ email }) => email);
    expect([emails.includes('ana@leslutins.example'), emails.includes('eva@leslutins.example')]).toEqual([true, false]);
  });

  it('the decisions follow one another: two accounts, two secrets, two processes; the second of one address is refused', () => {
    const { rows, decision } = make('ana@leslutins.example', 'eva@leslutins.example', 'ana@leslutins.example');
    expect(rows.map(({ state }) => state)).toEqual(['CREE', 'CREE', 'EXISTANT']);
    expect(new Set(rows.map(({ userId }) => userId)).size).toBe(3);
    expect([decision.secrets.length, decision.starts.length]).toEqual([2, 2]);
    expect(decision.audit.length).toBeGreaterThanOrEqual(2);
    expect(decision.mails.length).toBe(4);
  });

  it.each([
    ['the former Caf of an organisme that was moved meanwhile', 'CNA', "le Centre national d'appui (Caf des Yvelines)"],
    ['a Caf that only asked something of it', '75', 'la Caf 75 – Paris'],
  ])('DEL-8: of a file of %s each line says who is in charge now', (_, caf, inCharge) => {
    const before = roster();
    const partner = { ...before.partner, caf, readerCafs: ['93'] };
    const agent = { id: 'agent', role: 'agent', label: 'Agent', ip: null, caf: '93' } as const;
    const { caf: actorCaf, ...actor } = startImport([], agent).facts.actor;
    const rows = [{ row: 2, data: { input: input('ana@leslutins.example'), groupIds: [] } }];
    const context = { ...contextAt(AT, actor), actorCaf, newLogin: () => 'login' };
    const [line] = makeAccounts({ ...before, partner }, rows, context).rows;
    const message = `Ce partenaire est géré par ${inCharge} : vous pouvez le consulter, pas le modifier.`;
    expect([line?.state, line?.reasons]).toEqual(['REFUSE', [{ code: 'ACTION_NON_PERMISE', column: '', message }]]);
  });

  it('so many mails leave a minute, never before now (ACC-8)', () => {
    const policy = { ...DEFAULT_POLICY, importMailsPerMinute: 4 };
    const startedAt = new Date(AT.getTime() - 60_000);
    const leave = (nth: number) => mailsLeaveAt(nth, { startedAt, at: AT }, policy).getTime() - AT.getTime();
    expect([0, 1, 2, 3, 4].map(leave)).toEqual([0, 0, 0, 30_000, 60_000]);
  });
});
