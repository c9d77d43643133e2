import type { DocumentText, TextSection } from '../../domain/document/texts/index.ts';
import { Table } from '../kit/bits.tsx';
import { Page, type View } from '../kit/page.tsx';

/** The text of a document, as the PDF has it, for who reads it on the page. */
export function DocumentTextPage({ view, text, back }: { view: View; text: DocumentText; back: string }): JSX.Element {
  return (
    <Page view={view} title={text.title} above={{ href: back, label: 'Votre dossier' }}>
      <p class="soft" safe>
        {text.reference}
      </p>
      {text.notices.map((notice) => (
        <p class="notice" safe>
          {notice}
        </p>
      ))}
      {[...text.sections, text.signatures, ...text.appendices].map((section, index) => (
        <TextPart section={section} id={`partie-${index}`} />
      ))}
    </Page>
  );
}

/** One part of a text, as a page shows it. */
export function TextPart({ section, id }: { section: TextSection; id: string }): JSX.Element {
  return (
    <section aria-labelledby={id}>
      <h2 id={id} safe>
        {section.heading}
      </h2>
      {section.paragraphs.map((paragraph) => (
        <p safe>{paragraph}</p>
      ))}
      {section.items !== undefined && (
        <ul>
          {section.items.map((item) => (
            <li safe>{item}</li>
          ))}
        </ul>
      )}
      {section.table !== undefined && (
        <Table
          quiet
          caption={section.heading}
          empty="Rien."
          heads={section.table.headers}
          rows={section.table.rows.map((row) => row.map((cell) => <span safe>{cell}</span>))}
        />
      )}
    </section>
  );
}
