import { describe, expect, it } from '@jest/globals';
import { FOLLOWING_ACCOUNT, type ProcessType } from '../../domain/process/types.ts';
import { process, view } from '../../test/builders/hostilePages.ts';
import { freshForm } from '../kit/form.tsx';
import type { MailView, ProcessView } from '../kit/views.ts';
import { DossiersPage } from './listPage.tsx';
import { type DossierData, DossierPage } from './onePage.tsx';

const one = (type: ProcessType, over: Partial<ProcessView> = {}): ProcessView => ({
  ...process,
  type,
  label: 'Compte MCP00000001',
  incident: null,
  ...over,
});
const nothing = {
  steps: [],
  documents: [],
  services: [],
  tasks: [],
  timeline: [],
  mails: [],
  partner: null,
  facts: [],
  notes: null,
  note: null,
};
const pageOf = async (shown: ProcessView, over: Partial<DossierData> = {}) =>
  DossierPage({
    view,
    data: {
      process: shown,
      ...nothing,
      casePage: null,
      may: true,
      cancel: freshForm('annuler'),
      remind: freshForm('relancer'),
      ...over,
    },
  });
const listOf = async (...items: ProcessView[]) =>
  DossiersPage({
    view,
    processes: { items, nextCursor: null, total: items.length },
    query: {},
    may: true,
    report: [],
    sending: null,
    fault: freshForm('lot'),
  });

describe('the follow-up of an account, seen as a dossier (U2)', () => {
  it('says the state in the words of accounts, leads to the account, and shows no documents', async () => {
    const waiting = await pageOf(one('userOnboarding', { state: 'ATTENTE_PREMIERE_CONNEXION', userId: 'nadia' }));
    expect(waiting).toContain('État actuel : en attente de la première connexion');
    expect(waiting).toContain('href="/comptes/nadia"');
    expect(waiting).not.toContain('id="documents"');
    const ended = await pageOf(one('userOnboarding', { state: 'ACTIF', closedAt: process.since, waitingFor: null }));
    expect(ended).toContain('Le suivi est terminé : actif');
    expect(await pageOf(one('conventionnement', { userId: null }))).toContain('id="documents"');
    expect(await listOf(one('accountClosure', { state: 'PROGRAMMEE' }))).toContain('>Programmée<');
  });
});

describe('what may be done with a dossier', () => {
  it.each(FOLLOWING_ACCOUNT)('nothing with %s: it is done on the page of the account (ACT-3)', async (type) => {
    const html = await pageOf(one(type));
    expect(html).not.toMatch(/Relancer le partenaire|Annuler le dossier|Agir sur le dossier/);
    const list = await listOf(one(type));
    expect(list).toContain('Compte MCP00000001');
    expect(list).not.toMatch(/name="ids"|Pour les dossiers cochés/);
  });

  it('an account in trouble may still be retried; a dossier is reminded and cancelled', async () => {
    expect(await pageOf(one('userOnboarding', { incident: 'ENVOI_ECHOUE' }))).toContain('>Reprendre après');
    const dossier = await pageOf(one('conventionnement'));
    expect(dossier).toContain('>Relancer le partenaire<');
    expect(dossier).toContain('>Annuler le dossier<');
    expect((await listOf(one('userOnboarding'), one('conventionnement'))).match(/name="ids"/g)).toHaveLength(1);
  });
});

describe('one page for a dossier: the decision first, the rest folded', () => {
  const mail = (over: Partial<MailView>): MailView => ({
    id: 'm',
    template: 'MAIL-25',
    label: 'Documents à signer',
    to: 'contact@tilleuls.example',
    processId: 'p',
    caf: '93',
    state: 'PRIS',
    attempts: 1,
    doubt: false,
    settled: false,
    createdAt: '2026-03-01T09:00:00Z',
    takenAt: null,
    nextAttemptAt: '2026-03-01T09:00:00Z',
    trouble: null,
    resendable: false,
    ...over,
  });

  it('late says by how many days', async () => {
    const dueAt = new Date(view.now.getTime() - 12 * 86_400_000 + 1_000).toISOString();
    expect(await pageOf(one('conventionnement', { late: true, dueAt }))).toContain('En retard de 12 jours.');
    expect(await pageOf(one('conventionnement', { late: true, dueAt: null }))).toContain('En retard.');
    expect(await pageOf(one('conventionnement', { late: false, dueAt: null }))).not.toContain('En retard');
  });

  it('a mail that was refused says why, and its part stands open; where all of them left, it waits folded', async () => {
    const trouble = 'Ce courriel a été refusé : cette adresse n’existe pas.';
    const refused = await pageOf(one('conventionnement'), {
      mails: [mail({}), mail({ state: 'ENVOI_ECHOUE', trouble })],
    });
    expect(refused).toMatch(
      /<details class="act fold" open[^>]*><summary><h2 id="courriels"[^>]*>Courriels \(2, dont 1 en difficulté\)/,
    );
    expect(refused).toContain(trouble);
    const left = await pageOf(one('conventionnement'), { mails: [mail({})] });
    expect(left).toMatch(/<details class="act fold"><summary><h2 id="courriels"[^>]*>Courriels \(1\)/);
  });

  it('what may be done stands before what there is to know', async () => {
    const html = await pageOf(one('conventionnement'));
    expect(html.indexOf('id="agir"')).toBeLessThan(html.indexOf('id="identite"'));
    expect(html.indexOf('id="histoire"')).toBeGreaterThan(html.indexOf('id="documents"'));
    expect(html).toMatch(/<details class="act fold"><summary><h2 id="histoire"/);
  });
});

it('the journal of a dossier is there as a file for who may read it, and for nobody else (S6)', async () => {
  const seen = async (...roles: string[]) =>
    DossierPage({
      view: { ...view, person: { ...(view.person as NonNullable<typeof view.person>), roles } },
      data: {
        ...{ process: one('conventionnement'), ...nothing, casePage: null, may: true },
        ...{ cancel: freshForm('annuler'), remind: freshForm('relancer') },
      },
    });
  expect(await seen('cafAdmin')).toContain('/api/v1/audit.xlsx?processId=');
  expect(await seen('agent')).not.toContain('/api/v1/audit');
});
