import { Instant, Mark, Table } from '../kit/bits.tsx';
import { Page, type View } from '../kit/page.tsx';
import { pdfOf } from '../kit/tables.tsx';
import type { DocumentView, VersionView } from '../kit/views.ts';

interface VersionsProps {
  view: View;
  document: DocumentView;
  versions: readonly VersionView[];
}

/** Every version of a document, the last one first, each as its signatures cover it (§4.3 « Signature »). */
export function VersionsPage({ view, document, versions }: VersionsProps): JSX.Element {
  const caption = `Versions : ${document.label}`;
  return (
    <Page view={view} title={caption}>
      <Table
        quiet
        caption={caption}
        empty="Aucune version n'est conservée."
        heads={['Version', 'Signatures', 'Empreinte', 'Texte']}
        rows={versions.toReversed().map((version) => [
          <>
            {version.version} <Instant at={version.at} />
          </>,
          <Signatures version={version} />,
          <code safe>{version.hash}</code>,
          <a href={`${pdfOf(document)}?version=${version.version}`}>
            PDF<span class="hidden">{` de la version ${version.version}`}</span>
          </a>,
        ])}
      />
    </Page>
  );
}

function Signatures({ version }: { version: VersionView }): JSX.Element {
  if (version.signatures.length === 0) return <>–</>;
  return (
    <ul>
      {version.signatures.map((one) => (
        <li>
          <span safe>{`${one.party === 'CAF' ? 'La Caf' : 'Le partenaire'} : ${one.name}, ${one.function}`}</span>{' '}
          <Instant at={one.at} /> {one.voidedAt !== null && <Mark words="annulée" />}
        </li>
      ))}
    </ul>
  );
}
