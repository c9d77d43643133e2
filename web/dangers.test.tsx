import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import {
  campaign,
  document,
  everyone,
  link,
  of,
  partner,
  process,
  service,
  task,
  view,
} from '../test/builders/hostilePages.ts';
import { group, user } from '../test/builders/hostilePeople.ts';
import { CampaignPage } from './campaigns/onePage.tsx';
import { ClosePage } from './documents/closePage.tsx';
import { DossierPage } from './dossiers/onePage.tsx';
import { GroupPage } from './groups/pages.tsx';
import { freshForm } from './kit/form.tsx';
import { LinkPage } from './link/pages.tsx';
import { CnaForm } from './partners/cna.tsx';
import { SuspensionForms } from './partners/suspension.tsx';
import { ServicesPage } from './services/page.tsx';
import { ClosingForm } from './users/closingForm.tsx';

const WEB = path.dirname(fileURLToPath(import.meta.url));

/** What takes something from somebody, by the words of its button, and what its page says before: to whom, to how many, or why there is nobody. */
const SAID: Readonly<Record<string, string>> = {
  'activityChanges/pages.tsx: Retirer ce changement': 'one’s own, its worker named above the button',
  'afas/profilesPage.tsx: {`Retirer ${profile.role} à ${profile.user.name}`}': 'names the person',
  'campaigns/onePage.tsx: Annuler la campagne': 'counted here',
  'conventionEnd/page.tsx: Mettre fin à la convention':
    'services, groups, dossiers and accounts counted above the button',
  'corrections/onePage.tsx: Revenir sur la décision': 'one partner, on the page of its correction',
  'demarches/pages.tsx: Retirer la démarche': 'one’s own',
  'documents/closePage.tsx: Clore définitivement': 'counted here',
  'dossiers/onePage.tsx: Annuler le dossier': 'counted here',
  'dossiers/recapPage.tsx: {`Annuler ${many}`}': 'each dossier is listed',
  "esatDeclarations/linePage.tsx: {nameIn(form) === '' ? 'Retirer ce travailleur' : `Retirer ${nameIn(form)}`}":
    'names the person',
  'groups/pages.tsx: Fermer le groupe, pour toujours': 'counted here',
  'groups/pages.tsx: {`Détacher le rôle ${group.role}`}': 'counted here',
  'incidents/page.tsx: Suspendre ces comptes': 'each account is a box with its name',
  "incidents/page.tsx: Suspendre et ajouter à l'incident": 'each account is a box with its name',
  'incidents/page.tsx: Suspendre le service': 'counted here, by the same words',
  'link/pages.tsx: Refuser': 'counted here',
  'link/pages.tsx: {words}': 'the dossier of the link itself, with what follows',
  'operations/schedulesPage.tsx: {`Suspendre : ${label}`}': 'the one Schedule by its name, and what stops',
  'partners/cna.tsx: Rendre le partenaire': 'named here',
  'partners/suspension.tsx: Suspendre le service': 'counted here',
  'personalData/pages.tsx: Annuler la demande': 'one request, of the person on the page',
  'personalData/pages.tsx: Prévoir l’effacement': 'names the address of the person, and what is erased and kept',
  'reopenings/onePage.tsx: Abandonner la réouverture': 'nobody loses anything: the service stays closed',
  'reopenings/onePage.tsx: Fermer pour tous, Cdap à la place': 'how many are open',
  'secondFactor/page.tsx: Retirer la double authentification': 'one’s own',
  'secondFactor/page.tsx: Réinitialiser': 'the person whose login is typed, and that they are told',
  'services/page.tsx: Suspendre pour tous': 'counted here',
  'tasks/outcome.tsx: {row.label}': 'one dossier, whose name and elements stand above',
  'users/closingForm.tsx: Clore à cette date': 'named here',
};

/** Every button of danger in the pages: its file and its words. */
function dangers(): string[] {
  const files = readdirSync(WEB, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.tsx') && !file.endsWith('.test.tsx'),
  );
  return files.flatMap((file) => {
    const source = readFileSync(path.join(WEB, file), 'utf8');
    return [...source.matchAll(/<ActionForm\b(?:(?!<ActionForm)[\s\S])*?tone=(?:"danger"|\{[^}]*'danger')/g)].map(
      ([form]) => {
        const words = /submit=(?:"([^"]*)"|(\{(?:`(?:[^`])*`|[^{}`]|\$\{[^}]*\})*\}))/.exec(form);
        return `${file.replaceAll(path.sep, '/')}: ${words?.[1] ?? words?.[2] ?? '?'}`;
      },
    );
  });
}

describe('what takes something from somebody says to whom and to how many before it does it (E24)', () => {
  it('every button of danger is known here with what its page says', () => {
    expect([...new Set(dangers())].toSorted()).toEqual(Object.keys(SAID).toSorted());
  });

  const form = freshForm('x');

  it('a dossier: its documents, its tasks, and whom it tells', async () => {
    const empty = { steps: [], services: [], timeline: [], mails: [], facts: [], casePage: null, may: true };
    const { raisonSociale, siret, phone } = partner;
    const html = await DossierPage({
      view,
      data: {
        ...empty,
        process: { ...process, type: 'conventionnement' },
        documents: [document, { ...document, state: 'ACTIF' }],
        tasks: [task('CONTRESIGNER')],
        partner: { id: 'p', raisonSociale, siret, phone, email: 'contact@tilleuls.example' },
        cancel: form,
        remind: freshForm('y'),
        notes: null,
        note: null,
      },
    });
    expect(html).toContain('1 document en cours est abandonné, 1 tâche est retirée');
    expect(html).toContain('(contact@tilleuls.example) en est prévenu par courriel.');
  });

  it('a group: who loses its service, and how many subgroups go with it', async () => {
    const page = (over: Partial<typeof group>) =>
      GroupPage({
        ...{ view, members: of({ ...user, firstName: 'Ana', lastName: 'Lou' }), query: {}, subgroups: [group, group] },
        ...{ readsAbove: true, people: [], search: null, roles: [], forms: {} },
        group: { ...group, ...over, actions: ['edit'] },
      });
    const closing = (await page({})).split('/fermer')[1] ?? '';
    expect(closing).toMatch(/disparaît aussitôt pour .*Ana Lou/);
    expect(closing).toContain('2 sous-groupes ferment avec lui.');
    expect((await page({ role: null })).split('/fermer')[1]).toContain('nul ne perd');
  });

  it('an account: who, which services, how many groups', async () => {
    const nadia = { ...user, firstName: 'Nadia', lastName: 'Sy', administrateur: false };
    const groups = [{ id: 'g', code: 'c', label: 'l', service: 'CDAP', role: 'T2' }];
    const html = await ClosingForm({ user: { ...nadia, groups }, people: [], search: null, form, opened: false });
    expect(html).toMatch(/Nadia Sy perd « [^»]+ », quitte 1 groupe, et n.{1,5}entre plus/);
  });

  it('a service: how many people, of the partner or of everyone', async () => {
    const forms = { suspend: form, resume: freshForm('y') };
    const of = (people: number) => SuspensionForms({ partner, services: [{ ...service, people }], forms });
    expect([await of(3), await of(1), await of(0)].map((html) => / – ([^<]*)</.exec(html)?.[1])).toEqual([
      '3 personnes y entrent',
      '1 personne y entre',
      'personne n&#39;y entre',
    ]);
    const reach = { people: 40, partners: 7 };
    const html = await ServicesPage({ view, services: [{ ...everyone, state: 'OUVERT', reach }], forms });
    expect(html).toContain('40 personnes de 7 organismes');
  });

  it('a document in force: what falls with it, for how many people, and who is told or not', async () => {
    const closing = (kind: 'BULLETIN' | 'CONVENTION', people: number) =>
      ClosePage({
        ...{ view, partner: { ...partner, raisonSociale: 'Les Saules', email: 'contact@saules.example' }, form },
        closing: {
          document: { ...document, kind, state: 'ACTIF' },
          documents: [],
          services: [{ ...service, label: 'Cdap', state: 'OUVERTE', people }],
        },
      });
    expect(await closing('BULLETIN', 3)).toContain('3 personnes de Les Saules n&#39;y entrent plus, aussitôt');
    expect(await closing('BULLETIN', 0)).toContain('Service « Cdap » : personne n&#39;y entre aujourd&#39;hui');
    expect(await closing('BULLETIN', 1)).toContain('prévenez vous-même Les Saules (contact@saules.example)');
    expect(await closing('CONVENTION', 1)).toContain(
      'Les Saules (contact@saules.example) et ses administrateurs en sont prévenus',
    );
  });

  it('a campaign: its lines and dossiers; the documents of a link; a partner that is given back', async () => {
    const byState = { queued: 2, DOCUMENTS_ENVOYES: 3, ABANDONNE: 5 };
    const html = await CampaignPage({
      ...{
        view,
        rows: { items: [], nextCursor: null, total: 0 },
        query: {},
        follow: false,
        may: true,
        partial: false,
        cancel: form,
        troubles: [],
      },
      campaign: { ...campaign, state: 'EN_COURS', byState },
    });
    expect(html).toContain('2 lignes en attente ne seront pas lancées, 3 dossiers en cours seront abandonnés');
    const shown = link('dossier');
    const [first] = shown.documents;
    if (first === undefined) throw new Error('A link has documents');
    const refusing = await LinkPage({
      ...{ view, path: '/lien/x', steps: [], stage: null, document: null, kept: new Map(), refused: null },
      link: {
        ...shown,
        ...{ eligibilityExpected: false, siretQuestion: null, actions: ['decline'] },
        documents: [{ ...first, label: 'Convention', actions: ['decline'] }],
      },
    });
    expect(refusing).toContain('Vous refusez 1 document : Convention.');
    expect(await CnaForm({ partner: { ...partner, caf: 'CNA' }, form })).toContain('sont prévenus');
  });
});
