import { describe, expect, it } from '@jest/globals';
import { routeSupport, type Sender } from './route.ts';
import { parseSubject } from './subject.ts';
import type { SupportKind, SupportOutcome } from './types.ts';

const one = (over: Partial<Sender>): Sender => ({
  userId: 'claire',
  partnerId: 'peupliers',
  administrateur: true,
  gestionnaire: false,
  conventionNumber: '19_93',
  ...over,
});
const administrateur = one({});
const gestionnaire = one({ userId: 'omar', administrateur: false, gestionnaire: true });
const elsewhere = one({ userId: 'claire-b', partnerId: 'tilleuls', conventionNumber: '24_118' });

const GOOD = 'CDAP 19_93 ESAT Les Peupliers';
const FREE = 'Problème de connexion';

type Line = [string, SupportKind, string, boolean, Sender[], SupportOutcome, string | null];
const TABLE: Line[] = [
  ['an administrateur, the right subject', 'AIDE', GOOD, false, [administrateur], 'PRIORITAIRE', 'claire'],
  ['an administrateur, a free subject (SUP-16)', 'AIDE', FREE, false, [administrateur], 'NON_PRIORITAIRE', 'claire'],
  ['an allocataire’s documents (SUP-17)', 'AIDE', GOOD, true, [administrateur], 'HORS_CANAL', 'claire'],
  ['the same, a free subject', 'AIDE', FREE, true, [administrateur], 'HORS_CANAL', 'claire'],
  ['nobody we know (SUP-15)', 'AIDE', GOOD, false, [], 'REFUSEE_EXPEDITEUR', null],
  ['nobody we know, documents', 'AIDE', GOOD, true, [], 'REFUSEE_EXPEDITEUR', null],
  ['a gestionnaire asks for help (CON-10)', 'AIDE', GOOD, false, [gestionnaire], 'REFUSEE_EXPEDITEUR', null],
  ['another’s convention', 'AIDE', 'CDAP 22_1 Autre', false, [administrateur], 'REFUSEE_EXPEDITEUR', null],
  ['administrateur of two', 'AIDE', 'ESAT 24_118 X', false, [administrateur, elsewhere], 'PRIORITAIRE', 'claire-b'],
  ['a new approbateur (MAIL-7)', 'NOUVEL_APPROBATEUR', GOOD, false, [administrateur], 'PRIORITAIRE', 'claire'],
  ['the same by a gestionnaire', 'NOUVEL_APPROBATEUR', GOOD, false, [gestionnaire], 'REFUSEE_EXPEDITEUR', null],
  ['an incident by an administrateur', 'INCIDENT', FREE, false, [administrateur], 'SIGNALE', 'claire'],
  ['an incident by a gestionnaire (MAIL-8)', 'INCIDENT', FREE, true, [gestionnaire], 'SIGNALE', 'omar'],
  ['an incident by nobody we know', 'INCIDENT', GOOD, false, [], 'REFUSEE_EXPEDITEUR', null],
  ['a departure (MAIL-6)', 'DEPART_ADMINISTRATEUR', FREE, false, [administrateur], 'DEPART_SIGNALE', 'claire'],
  ['the same by a gestionnaire', 'DEPART_ADMINISTRATEUR', GOOD, false, [gestionnaire], 'DEPART_SIGNALE', 'omar'],
  ['a gestionnaire leaves (MAIL-9)', 'DEPART_GESTIONNAIRE', FREE, false, [gestionnaire], 'DEPART_GESTIONNAIRE', 'omar'],
  ['the same by nobody', 'DEPART_GESTIONNAIRE', FREE, false, [], 'REFUSEE_EXPEDITEUR', null],
];

describe('where a support request goes (domain.md §12)', () => {
  it.each(TABLE)('%s', (_words, kind, subject, aboutBeneficiary, senders, outcome, userId) => {
    const routed = routeSupport({ kind, subject, aboutBeneficiary, senders });
    expect([routed.outcome, routed.sender?.userId ?? null]).toEqual([outcome, userId]);
    expect(routed.reason !== null).toBe(['NON_PRIORITAIRE', 'HORS_CANAL', 'REFUSEE_EXPEDITEUR'].includes(outcome));
  });
});

describe('the subject (FMT-11)', () => {
  it.each([
    ['CDAP 19_214 ESAT Les Tilleuls', { service: 'CDAP', conventionNumber: '19_214' }],
    ['  offre_bailleurs   24_1  X ', { service: 'OFFRE_BAILLEURS', conventionNumber: '24_1' }],
    ['CDAP 19_214', null],
    ['CDAP 19214 ESAT', null],
    ['CAFPRO 19_214 ESAT', null],
    ['Aide CDAP 19_214 ESAT', null],
    ['', null],
  ])('« %s »', (raw, expected) => {
    expect(parseSubject(raw)).toEqual(expected);
  });
});
