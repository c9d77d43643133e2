import type { DocumentText, TextSection } from '../../domain/document/texts/index.ts';
import { Table } from '../kit/bits.tsx';
import { Page, type View } from '../kit/page.tsx';

/** What was done by a link that serves no more. */
export const DONE = {
  signature: {
    title: 'Documents signés',
    what: 'Votre signature est enregistrée.',
    next: 'La Caf contresigne, puis le service ouvre à la date prévue. Vous serez prévenu par courriel.',
  },
  refus: {
    title: 'Documents refusés',
    what: 'Votre refus est enregistré.',
    next: "La Caf en est prévenue ; elle peut vous écrire pour vous proposer d'autres documents.",
  },
  retrait: {
    title: 'Retrait enregistré',
    what: "Votre retrait est enregistré et la Caf n'ira pas plus loin.",
    next: 'Vous pouvez déposer une nouvelle demande quand vous le voulez.',
  },
} as const;
export type Done = keyof typeof DONE;

/** After the last use of a link. */
export function DonePage({ view, done }: { view: View; done: Done }): JSX.Element {
  const { title, what, next } = DONE[done];
  return (
    <Page view={view} title={title}>
      <div class="panel">
        <p safe>{what}</p>
        <p safe>{next}</p>
        <p>Le lien que vous avez utilisé ne sert plus. Vous pouvez fermer cette page.</p>
      </div>
    </Page>
  );
}

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

function TextPart({ section, id }: { section: TextSection; id: string }): JSX.Element {
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
