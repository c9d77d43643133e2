import { DOCUMENT_STATE_LABELS, DOCUMENT_STATE_MARKS } from '../../domain/document/types.ts';
import { State } from '../kit/bits.tsx';
import { capital } from '../kit/words.ts';
import type { LinkDocumentView } from './views.ts';

/**
 * A document as it is printed, beside what is asked about it: the PDF itself, where the browser shows one, else a picture of its first page, as on
 * a phone. Its text is a page of its own for who hears it.
 */
export function Paper({ path, document }: { path: string; document: LinkDocumentView }): JSX.Element {
  const at = `${path}/documents/${encodeURIComponent(document.id)}`;
  const picture = (
    <a class="sheet" href={`${at}/pdf`}>
      <img
        loading="lazy"
        src={`${at}/page`}
        width="595"
        height="842"
        alt={`Première page : ${document.label}. Ouvrir le PDF.`}
      />
    </a>
  );
  return (
    <figure class="paper">
      <figcaption>
        <strong safe>{capital(document.label)}</strong>{' '}
        <State mark={DOCUMENT_STATE_MARKS[document.state]} words={DOCUMENT_STATE_LABELS[document.state]} />
        <br />
        <a href={at}>
          Lire le texte<span class="hidden" safe>{` : ${document.label}`}</span>
        </a>{' '}
        ·{' '}
        <a href={`${at}/pdf`}>
          PDF<span class="hidden" safe>{` : ${document.label}`}</span>
        </a>
      </figcaption>
      <object class="wide" type="application/pdf" data={`${at}/pdf`} aria-label={`PDF : ${document.label}`}>
        {picture}
      </object>
      <div class="narrow">{picture}</div>
    </figure>
  );
}

/** Which of several documents is shown beside; each is a link of its own, so that none needs JavaScript. */
export function PaperChoice({
  path,
  documents,
  shown,
}: {
  path: string;
  documents: readonly LinkDocumentView[];
  shown: LinkDocumentView;
}): JSX.Element {
  if (documents.length < 2) return '';
  return (
    <nav class="papers" aria-label="Document montré">
      <ul>
        {documents.map((one) => (
          <li>
            <a
              href={`${path}?document=${encodeURIComponent(one.id)}`}
              aria-current={one.id === shown.id ? 'true' : undefined}
              safe
            >
              {capital(one.label)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
