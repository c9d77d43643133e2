import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { SERVICE_CODES } from '../../service/services.ts';
import { TEXT_EDITION } from '../canonical.ts';
import type { PrintableDocument } from '../printable.ts';
import { DOCUMENT_KINDS, DOCUMENT_STATES } from '../types.ts';
import { type DocumentText, documentText } from './index.ts';
import { sampleDocument } from './samples.ts';

/** Every word of what is agreed, without what surrounds it. */
function words(document: PrintableDocument): string {
  return flatten(documentText(document).sections);
}

function flatten(sections: DocumentText['sections']): string {
  return sections
    .flatMap(({ heading, paragraphs, items = [], table }) => [
      heading,
      ...paragraphs,
      ...items,
      ...(table?.headers ?? []),
      ...(table?.rows.flat() ?? []),
    ])
    .join('\n');
}

describe('the text of every kind of document', () => {
  test.each(DOCUMENT_KINDS)(
    '%s names both parties, numbers its articles and says that it is the model of Passerelle',
    (kind) => {
      const document = sampleDocument(kind);
      const text = documentText(document);
      const said = flatten(text.sections);
      for (const fact of ['ESAT Les Tilleuls', '99991041700016', '999910417', 'Caf de la Seine-Saint-Denis'])
        expect(said).toContain(fact);
      expect(text.sections.map(({ heading }) => Number.parseInt(heading, 10))).toEqual(
        text.sections.map((_section, index) => index + 1),
      );
      expect(text.notices.join(' ')).toContain("modèle de Passerelle, édition 1. Il n'est pas un texte officiel");
      for (const { table } of [...text.sections, text.signatures, ...text.appendices]) {
        for (const row of table?.rows ?? []) expect(row).toHaveLength(table?.headers.length ?? 0);
      }
    },
  );

  test.each(DOCUMENT_KINDS)('%s can be printed from its first draft on, when nothing is known yet', (kind) => {
    const draft = sampleDocument(kind, {
      state: 'BROUILLON',
      number: null,
      content: {},
      signatures: [],
      history: [],
      eligibility: null,
    });
    const text = documentText(draft);
    const said = `${text.title} ${text.reference} ${flatten([...text.sections, text.signatures])}`;
    expect(said).not.toMatch(/undefined|null|NaN/);
    expect(said).toContain("Le partenaire n'a pas encore signé.");
  });

  test('only a document signed by both parties is said to be in force', () => {
    const notices = DOCUMENT_STATES.map(
      (state) => documentText(sampleDocument('CONVENTION', { state })).notices[0] ?? '',
    );
    expect(notices.filter((notice) => notice.includes('et en vigueur'))).toHaveLength(1);
    expect(notices.filter((notice) => notice.startsWith('Projet.'))).toHaveLength(4);
    expect(notices.filter((notice) => notice.includes('sans effet'))).toHaveLength(2);
  });

  test('TUT-7, TUT-11: an avenant of the Caf alone says so, and waits for nobody', () => {
    const change = { object: 'CORRECTION_SIRET' as const, before: { siret: '1' }, after: { siret: '2' } };
    const [signature] = sampleDocument('AVENANT').signatures;
    if (signature === undefined) throw new Error('the sample is signed');
    const byCaf = sampleDocument('AVENANT', {
      state: 'ACTIF',
      content: { avenant: { ...change, ground: 'TIERSI', byCaf: true } },
      signatures: [{ ...signature, party: 'CAF', voided: false }],
    });
    const text = documentText(byCaf);
    expect(text.notices[0]).toBe('Signé par la Caf et appliqué.');
    expect(words(byCaf)).toContain('fichier national des tuteurs');
    expect(words(byCaf)).toContain('la signature de la Caf, qui en informe le partenaire');
    expect(flatten([text.signatures])).not.toContain('pas encore signé');
    const back = sampleDocument('AVENANT', { content: { avenant: { ...change, ground: 'RETOUR' } } });
    expect(words(back)).toContain('rétablit le SIRET');
    expect(words(back)).toContain('donnée après celle du partenaire');
  });

  test(`edition ${TEXT_EDITION} does not change silently: other words need another TEXT_EDITION, then a new fingerprint here`, () => {
    const services = SERVICE_CODES.map((service) =>
      sampleDocument('BULLETIN', { service, content: { roles: ['T1', 'T2', 'T4', 'T9', 'T10'] } }),
    );
    const centralised = sampleDocument('CONTRAT', { content: { delegationMode: 'CENTRALISE' } });
    const samples = [...DOCUMENT_KINDS.map((kind) => sampleDocument(kind)), ...services, centralised];
    const agreed = samples.map((sample) => documentText(sample).sections);
    const fingerprint = createHash('sha256').update(JSON.stringify(agreed)).digest('hex');
    // the spelling of « d'accéder » was mended within edition 1: what is agreed is the same
    expect({ edition: TEXT_EDITION, fingerprint }).toEqual({
      edition: 1,
      fingerprint: 'f6b219827ce9a41b513ab3a114c9fb3ea4c385aeaed2f64727c0ff3d88e363f0',
    });
  });
});

describe('convention (CONV-3)', () => {
  test('states its missions, in words', () => {
    const said = words(sampleDocument('CONVENTION'));
    expect(said).toContain("Établissement ou service d'aide par le travail");
    expect(said).toContain("Accompagnement social des travailleurs de l'établissement");
  });

  test.each([
    ['OBL-1', 'pour leurs seuls besoins professionnels'],
    ['OBL-2', 'aucun mot de passe sur un poste de travail non protégé'],
    ['OBL-3', 'ne communiquent à personne'],
    ['OBL-4', 'à aucune autre personne morale'],
    ['OBL-5', 'secret professionnel'],
    ['OBL-6', "guide d'utilisation publié sur caf.fr"],
    ['OBL-7', 'non à la Caf'],
    ['OBL-8', 'habilitent à bon escient'],
    ['OBL-9', "répondent de l'usage strictement professionnel"],
    ['OBL-10', "qui n'est pas sous leur responsabilité"],
    ['OBL-11', 'gardent faible le nombre de personnes'],
    ['OBL-12', 'signalent à la Caf, sans délai, tout incident de sécurité'],
    ['OBL-13', "signalent sans tarder le départ d'un administrateur ou d'un gestionnaire"],
    ['OBL-14', 'au moins une fois par an'],
    ['OBL-15', 'peut contrôler chaque année'],
    ['ADM-4', "qu'une fois l'annexe 3 signée"],
    ['CONV-6', "qu'une convention et qu'un contrat de services en vigueur"],
    ['CONV-13', "Elle n'efface rien"],
    ['CONV-16', 'que par un avenant signé des deux parties'],
  ])('carries %s', (_rule, said) => {
    expect(words(sampleDocument('CONVENTION'))).toContain(said);
  });

  test('a reach of several départements brings in the CNA (DEL-7)', () => {
    const content = { missions: ['ESAT'], departments: ['93', '77'] };
    expect(words(sampleDocument('CONVENTION', { content }))).toContain(
      '2 départements : Seine-Saint-Denis (93), Seine-et-Marne (77)',
    );
    expect(words(sampleDocument('CONVENTION', { content }))).toContain("Centre national d'appui");
    expect(words(sampleDocument('CONVENTION'))).not.toContain("Centre national d'appui");
  });
});

describe('contrat (CONV-4)', () => {
  test.each([
    ['DELEGUE', 'Mode retenu : délégué.', 'Le partenaire gère lui-même les habilitations'],
    ['CENTRALISE', 'Mode retenu : centralisé.', 'La Caf gère les habilitations du personnel'],
  ] as const)('states the delegation level %s (DEL-1, DEL-3)', (delegationMode, mode, meaning) => {
    const said = words(sampleDocument('CONTRAT', { content: { delegationMode } }));
    expect(said).toContain(mode);
    expect(said).toContain(meaning);
    expect(said.match(/Mode retenu/g)).toHaveLength(1);
  });

  test('says that the mode is one for all services and changes only with the convention (DEL-2, DEL-4, DEL-5)', () => {
    const said = words(sampleDocument('CONTRAT'));
    expect(said).toContain('pour tous les services du partenaire, présents et à venir');
    expect(said).toContain("c'est clore la convention et en signer une autre");
    expect(said).toContain("la convention d'accès n° 25_118");
  });
});

describe('bulletin (CONV-5)', () => {
  test.each(SERVICE_CODES)('says what %s is for', (service) => {
    expect(words(sampleDocument('BULLETIN', { service }))).toContain('Ce service permet d');
  });

  test('states the roles, the reach, the terms of access, and what the partner typed', () => {
    const said = words(sampleDocument('BULLETIN'));
    expect(said).toContain('Seuls les rôles suivants');
    expect(said).toContain('Un département : Seine-Saint-Denis (93).');
    expect(said).toContain('Maëlle Le Gœuff, maelle.le-goeuff@lestilleuls.example');
    expect(said).toContain('Le SIRET du bulletin est celui de la convention');
  });

  test('prints the SIRET that the partner typed, even where it differs from the convention (CONV-17)', () => {
    const content = { ...sampleDocument('BULLETIN').content, siret: '99991041700024' };
    expect(words(sampleDocument('BULLETIN', { content, state: 'A_CORRIGER' }))).toContain('99991041700024');
  });

  test('Esat: both téléprocédures, AAH only, and the eligibility form after the signatures (ESAT-5, ESAT-7, ESAT-9, ESAT-11)', () => {
    const document = sampleDocument('BULLETIN');
    const said = words(document);
    expect(said).toContain('du 1er décembre à la fin de février');
    expect(said).toContain("Toute l'année, il déclare les changements d'activité");
    expect(said).toContain("Seuls les travailleurs qui reçoivent l'AAH");
    expect(said).not.toContain('Arrêté du 3 mars 2011');
    expect(flatten(documentText(document).appendices)).toContain('Arrêté du 3 mars 2011');
  });

  test('CDAP: each profile offered with its conditions, and no other (CDAP-4)', () => {
    const said = words(sampleDocument('BULLETIN', { service: 'CDAP', content: { roles: ['T4'] } }));
    expect(said).toContain("numéro d'instructeur avant chaque consultation");
    expect(said).not.toContain('Assistants de service social');
  });
});

describe('avenant (CONV-16)', () => {
  test('shows the old and the new value, missions in words (ESAT-14)', () => {
    const table = documentText(sampleDocument('AVENANT')).sections.find(({ heading }) =>
      heading.includes('Ce qui change'),
    )?.table;
    expect(table?.rows).toEqual([
      [
        'Missions',
        'Aide à domicile',
        expect.stringContaining("Aide à domicile ; Établissement ou service d'aide par le travail"),
      ],
    ]);
  });

  test('says the same of missions in a list as of those that were drafted as one text', () => {
    const { avenant } = sampleDocument('AVENANT').content;
    if (avenant === undefined) throw new Error('no avenant');
    const values = { before: { missions: ['Aide à domicile'] }, after: { missions: ['Aide à domicile', 'ESAT'] } };
    const listed = sampleDocument('AVENANT', { content: { avenant: { ...avenant, ...values } } });
    expect(words(listed)).toBe(words(sampleDocument('AVENANT')));
  });

  test('CORRECTION_SIRET says why and both SIRET (ESAT-21)', () => {
    const avenant = {
      object: 'CORRECTION_SIRET' as const,
      before: { siret: '99991041700016' },
      after: { siret: '99991041700024' },
    };
    const said = words(sampleDocument('AVENANT', { content: { avenant } }));
    expect(said).toContain('corrige le SIRET inscrit à la convention');
    expect(said).toContain('SIRET\n99991041700016\n99991041700024');
  });
});

describe('annexe 3 (ADM-3, ADM-4, ADM-11)', () => {
  test('replaces one administrateur by another, or adds one', () => {
    expect(words(sampleDocument('ANNEXE_3'))).toContain('Sortant\nLéa Morin');
    const { administrateur } = sampleDocument('ANNEXE_3').content;
    const added = words(sampleDocument('ANNEXE_3', { content: { administrateur } }));
    expect(added).toContain('Désigné\nZoé Picard');
    expect(added).not.toContain('ortant');
  });
});

describe('a document taken over (§4.3 « Known partners »)', () => {
  test('is printed as a record of what is known, never with articles that nobody signed here', () => {
    const text = documentText(sampleDocument('CONVENTION', { origin: 'REPRISE', signatures: [] }));
    expect(text.title).toBe("Fiche de reprise : convention d'accès");
    expect(text.notices.join(' ')).toContain("signé avant l'usage de Passerelle");
    expect(flatten(text.sections)).not.toContain('secret professionnel');
    expect(flatten([text.signatures])).toContain('Signé hors de Passerelle.');
  });
});

describe('signatures', () => {
  test('each is shown with its version, its instant in Paris and its hash; a voided one says so', () => {
    const table = documentText(sampleDocument('CONVENTION')).signatures.table;
    expect(table?.rows.map(([party]) => party)).toEqual([
      'Le partenaire (signature annulée par une nouvelle version)',
      'Le partenaire',
      'La Caf',
    ]);
    expect(table?.rows[2]).toEqual([
      'La Caf',
      'Nadia Ferrand, Agent de la Caf',
      '12/05/2025\u00a0à\u00a010h30',
      '2',
      '9a1a9c0d 5b7e2468 ace01357 9bdf0246 8ace1357 9bdf0246 8ace1357 9bdf0246',
    ]);
  });

  test('a voided signature does not count as one', () => {
    const [voided] = sampleDocument('CONVENTION').signatures;
    const document = sampleDocument('CONVENTION', {
      state: 'A_SIGNER',
      signatures: voided === undefined ? [] : [voided],
    });
    expect(documentText(document).signatures.paragraphs).toContain("Le partenaire n'a pas encore signé.");
  });

  test('an ended document does not promise a signature to come', () => {
    const document = sampleDocument('CONVENTION', { state: 'REJETE', signatures: [] });
    expect(documentText(document).signatures.paragraphs).toEqual([
      "Le partenaire n'a pas signé.",
      "La Caf n'a pas signé.",
    ]);
  });
});
