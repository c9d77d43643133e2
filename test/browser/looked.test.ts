import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import * as areas from '../../web/areas.ts';
import type { Pages } from '../../web/kit/pages.ts';

/** Which browser test looks at each page with axe, in the light and in the dark. A page that is nowhere here fails. */
const LOOKED: Readonly<Record<string, readonly string[]>> = {
  pages: [
    '/',
    '/campagnes',
    '/connexion',
    '/courriels',
    '/courriels/modeles',
    '/courriels/modeles/:id',
    '/demande',
    '/demande/envoyee',
    '/documents/:id/versions',
    '/dossiers',
    '/dossiers/:id',
    '/dossiers/:id/deroule',
    '/exploitation',
    '/exploitation/planification',
    '/lien/:token',
    '/lien/:token/completer',
    '/lien/:token/lire',
    '/lien/:token/signer',
    '/partenaires',
    '/partenaires/:id',
    '/services',
    '/tableau-de-bord',
    '/taches',
    '/taches/:id',
  ],
  cafPages: [
    '/courriels/difficultes',
    '/courriels/envois/:id',
    '/esat/changements',
    '/ma-caf',
    '/ma-caf/delegations',
    '/ma-caf/donnees',
    '/partenaires/:id/fin-convention',
    '/partenaires/:id/utilisateurs/import',
    '/support/courriel',
    '/tuteurs/proteges',
    '/tuteurs/proteges/verifications/:id',
    '/campagnes/verifications/:id',
  ],
  journeys: ['/campagnes/:id', '/lien/:token/documents/:id'],
  agentDay: ['/recherche'],
  administrators: ['/partenaires/:id/administrateurs'],
  afas: ['/afas/changements/:id', '/partenaires/:id/afas', '/support', '/support/:id', '/support/nouvelle'],
  controls: ['/controles/:id', '/partenaires/:id/controles'],
  corrections: ['/tuteurs/corrections/:id', '/tuteurs/reouvertures/:id/corrections'],
  data: [
    '/comptes/:id/donnees',
    '/comptes/:id/fiche',
    '/donnees/:id',
    '/mes-donnees/:token',
    '/partenaires/:id/utilisateurs/import/:processId',
    '/partenaires/:id/utilisateurs/import/verifications/:checkId',
  ],
  declarations: [
    '/esat/changements/:id',
    '/esat/changements/nouveau',
    '/esat/recues/:year',
    '/esat/recues/:year/manquants',
    '/esat/remunerations/:year',
    '/esat/remunerations/:year/lignes/:line',
  ],
  demarches: ['/tuteur/demarches', '/tuteur/demarches/:id', '/tuteur/proteges/:ref/demarches/:form'],
  entrance: ['/entree/:uid', '/mes-services/:code'],
  groups: ['/groupes/:id', '/partenaires/:id/groupes', '/partenaires/:id/groupes/nouveau'],
  incidents: ['/incidents/:id'],
  modes: [
    '/demandes-utilisateurs/:id',
    '/documents/:id/clore',
    '/partenaires/:id/demandes',
    '/partenaires/:id/demandes/clore',
    '/partenaires/:id/demandes/corriger',
    '/partenaires/:id/demandes/creer',
    '/partenaires/:id/demandes/groupes',
    '/partenaires/:id/demandes/reactiver',
  ],
  people: [
    '/comptes/:id',
    '/comptes/:id/diagnostic',
    '/mon-profil',
    '/mot-de-passe-oublie',
    '/partenaires/:id/utilisateurs',
    '/partenaires/:id/utilisateurs/nouveau',
    '/premiere-connexion',
  ],
  reading: [
    '/accessibilite',
    '/informatique-et-libertes',
    '/partenaires/:id/demander-un-service',
    '/probleme-de-connexion',
    '/regles-d-usage',
  ],
  reopening: ['/reouvertures', '/reouvertures/:id', '/reouvertures/:id/impact', '/reouvertures/verifications/:id'],
  secondFactor: ['/mon-profil/double-authentification'],
  tuteur: [
    '/tuteur',
    '/tuteur/protege-manquant',
    '/tuteur/proteges',
    '/tuteur/proteges/:ref',
    '/tuteur/trace',
    '/tuteurs/signalements',
    '/tuteurs/trace',
  ],
};

/** What answers with no page of its own: it leads on, or is the inside of a frame, or a file. */
const NO_PAGE: readonly string[] = [
  '/courriels/envois/:id/html',
  '/courriels/modeles/:id/html',
  '/esat/recues',
  '/esat/remunerations',
  '/lien/:token/documents/:id/page',
  '/lien/:token/documents/:id/pdf',
  '/mes-donnees/:token/fichier',
  '/reprise/:id',
  '/taches/suivante',
  '/tuteurs/corrections',
  '/utilisateurs',
];

it('every page that is registered is looked at by a browser test, or is none', () => {
  const registered: string[] = [];
  const pages = new Proxy({} as Pages, {
    get: (_, name) => (name === 'get' ? (path: string) => registered.push(path) : () => undefined),
  });
  for (const mount of Object.values(areas)) mount(pages);
  expect([...new Set(registered)].sort()).toEqual([...Object.values(LOOKED).flat(), ...NO_PAGE].sort());
});

it.each(Object.keys(LOOKED))('%s looks with axe', (name) => {
  const file = ['.long.test.ts', '.test.ts'].map((end) => `test/browser/${name}${end}`).find(existsSync) ?? '';
  expect(readFileSync(file, 'utf8')).toMatch(/\blook\(|violationsOf\(/);
});
