import { describe, expect, it } from '@jest/globals';
import { FOLLOWING_ACCOUNT, type ProcessType } from '../../domain/process/types.ts';
import { process, view } from '../../test/builders/hostilePages.ts';
import { freshForm } from '../kit/form.tsx';
import type { ProcessView } from '../kit/views.ts';
import { DossiersPage } from './listPage.tsx';
import { DossierPage } from './onePage.tsx';

const one = (type: ProcessType, over: Partial<ProcessView> = {}): ProcessView => ({
  ...process,
  type,
  label: 'Compte MCP00000001',
  incident: null,
  ...over,
});
const nothing = { steps: [], documents: [], services: [], tasks: [], timeline: [], partner: null, facts: [] };
const pageOf = async (shown: ProcessView) =>
  DossierPage({
    view,
    data: {
      process: shown,
      ...nothing,
      casePage: null,
      may: true,
      cancel: freshForm('annuler'),
      remind: freshForm('relancer'),
    },
  });
const listOf = async (...items: ProcessView[]) =>
  DossiersPage({
    view,
    processes: { items, nextCursor: null },
    query: {},
    may: true,
    report: [],
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
    expect(list).not.toMatch(/type="checkbox"|Pour les dossiers cochés/);
  });

  it('an account in trouble may still be retried; a dossier is reminded and cancelled', async () => {
    expect(await pageOf(one('userOnboarding', { incident: 'ENVOI_ECHOUE' }))).toContain('>Reprendre après');
    const dossier = await pageOf(one('conventionnement'));
    expect(dossier).toContain('>Relancer le partenaire<');
    expect(dossier).toContain('>Annuler le dossier<');
    expect((await listOf(one('userOnboarding'), one('conventionnement'))).match(/name="ids"/g)).toHaveLength(1);
  });
});
