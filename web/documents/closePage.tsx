import { closedWith, servicesClosedWith } from '../../domain/dossier/closing.ts';
import { Section } from '../kit/bits.tsx';
import { TextArea } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { DocumentView, PartnerView, ServiceView } from '../kit/views.ts';
import { capital, documentOrder } from '../kit/words.ts';

export interface Closing {
  document: DocumentView;
  /** contrat and bulletins that rest on it */
  documents: readonly DocumentView[];
  /** services that are open, or were to open, by it or by these */
  services: readonly ServiceView[];
}

/** What closing this document closes with it (CONV-13, §4.3 « close »). */
export function closingOf(
  document: DocumentView,
  all: readonly DocumentView[],
  services: readonly ServiceView[],
): Closing {
  const documents = closedWith(document, all).sort(documentOrder);
  return { document, documents, services: servicesClosedWith([document, ...documents], services) };
}

interface CloseProps {
  view: View;
  partner: PartnerView;
  closing: Closing;
  form: FormState;
}

/** Closes a convention, contrat or bulletin in force, once what falls with it was read (RGT-14, CONV-13). */
export function ClosePage({ view, partner, closing, form }: CloseProps): JSX.Element {
  const { document, documents, services } = closing;
  const falling = [
    ...documents.map(({ label, number }) => capital(number === null ? label : `${label} ${number}`)),
    ...services.map(({ label }) => `Service « ${label} » : personne n'y entre plus`),
  ];
  return (
    <Page
      view={view}
      title={`Clore : ${document.label}`}
      above={{ href: `/partenaires/${encodeURIComponent(partner.id)}`, label: partner.raisonSociale }}
      faulty={form.faults.length > 0}
    >
      <FaultSummary form={form} labels={{ reason: 'Motif' }} />
      <Section id="ce-qui-tombe" title="Ce qui est clos en même temps">
        {falling.length === 0 ? (
          <p>Rien d'autre n'en dépend.</p>
        ) : (
          <ul>
            {falling.map((words) => (
              <li safe>{words}</li>
            ))}
          </ul>
        )}
        <p>
          C'est définitif : pour rouvrir, il faut un nouveau conventionnement. Rien n'est supprimé : les comptes et les
          groupes restent.
          {document.kind === 'CONVENTION' && ' Le partenaire en est prévenu par courriel, avec le motif.'}
        </p>
      </Section>
      <ActionForm
        action={`/documents/${encodeURIComponent(document.id)}/clore`}
        form={form}
        submit="Clore définitivement"
        tone="danger"
      >
        <TextArea form={form} name="reason" label="Motif" hint="Le partenaire le lira." rows={3} />
      </ActionForm>
    </Page>
  );
}
