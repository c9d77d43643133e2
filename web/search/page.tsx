import { cafName } from '../../domain/caf/cafs.ts';
import { processLabel } from '../../domain/process/types.ts';
import type { SearchKind } from '../../domain/search/kinds.ts';
import { ProcessState, Section, Table } from '../kit/bits.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { FoundView, SearchView } from '../kit/views.ts';
import { capital, siretWords } from '../kit/words.ts';
import { userPath } from '../users/paths.ts';

const HEADS: Record<SearchKind, readonly string[]> = {
  PARTENAIRE: ['Partenaire', 'SIRET', 'Courriel', 'Caf'],
  PERSONNE: ['Personne', 'Identifiant', 'Courriel', 'Organisme'],
  DOCUMENT: ['Numéro', 'Document', 'Organisme', 'Caf'],
  DOSSIER: ['Dossier', 'Nature', 'État', 'Caf'],
};

const DOCUMENT_WORDS = {
  CONVENTION: 'convention',
  CONTRAT: 'contrat',
  BULLETIN: "bulletin d'adhésion",
  AVENANT: 'avenant',
  ANNEXE_3: 'annexe 3',
} as const;

/** What the search box found, by kind; one link leads to each. */
export function SearchPage({ view, results }: { view: View; results: SearchView }): JSX.Element {
  const { q, near, groups } = results;
  return (
    <Page view={view} title="Recherche">
      {q.trim() === '' ? (
        <p>
          Écrivez dans le champ du haut un nom, un SIRET, un courriel, un identifiant, un numéro de convention ou le nom
          d'un dossier. La touche « / » y mène.
        </p>
      ) : groups.length === 0 ? (
        <>
          <p safe>{`Rien ne correspond à « ${q} » parmi ce que vous pouvez voir.`}</p>
          <p>Essayez moins de mots, ou le début d'un nom : les accents et les majuscules ne comptent pas.</p>
        </>
      ) : (
        near && <p class="notice" safe>{`Rien ne porte exactement « ${q} » : voici ce qui en est proche.`}</p>
      )}
      {groups.map((group) => (
        <Section id={`trouve-${group.kind.toLowerCase()}`} title={group.label}>
          <Table
            quiet
            caption={group.label}
            empty=""
            heads={HEADS[group.kind]}
            rows={group.items.map((item) => cellsOf(item))}
          />
          {group.more && <p class="soft">Il y en a d'autres : ajoutez un mot pour les trouver.</p>}
        </Section>
      ))}
    </Page>
  );
}

function cellsOf(item: FoundView): JSX.Element[] {
  const text = (value: string) => <span safe>{value}</span>;
  const link = (href: string, words: string) => (
    <a href={href} safe>
      {words}
    </a>
  );
  const partner = `/partenaires/${encodeURIComponent(item.partnerId ?? '')}`;
  switch (item.kind) {
    case 'PARTENAIRE':
      return [
        link(partner, item.raisonSociale),
        <span class="nowrap" safe>
          {siretWords(item.siret)}
        </span>,
        text(item.email),
        text(cafName(item.caf)),
      ];
    case 'PERSONNE':
      return [
        link(userPath(item.id), `${item.firstName} ${item.lastName}`),
        text(item.login),
        text(item.email),
        link(partner, item.organisme),
      ];
    case 'DOCUMENT':
      return [
        link(`${partner}#documents`, item.number),
        text(capital(DOCUMENT_WORDS[item.documentKind])),
        text(item.organisme),
        text(cafName(item.caf)),
      ];
    case 'DOSSIER':
      return [
        link(`/dossiers/${encodeURIComponent(item.id)}`, item.label),
        text(processLabel(item.type)),
        <ProcessState type={item.type} state={item.state} />,
        text(cafName(item.caf)),
      ];
  }
}
