import { closedWith, servicesClosedWith } from '../../domain/dossier/closing.ts';
import { of } from '../../domain/mail/elision.ts';
import { Section } from '../kit/bits.tsx';
import { TextArea } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { DocumentView, PartnerView, ServiceView } from '../kit/views.ts';
import { capital, count, documentOrder } from '../kit/words.ts';

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

/** To how many people it happens (E24). */
function whoLoses({ state, people }: ServiceView, { raisonSociale }: PartnerView): string {
  if (state !== 'OUVERTE' && state !== 'SUSPENDUE') return "il n'ouvre pas";
  if (people === 0) return "personne n'y entre aujourd'hui";
  return `${count(people, 'personne', 'personnes')} ${of(raisonSociale)} n'y ${people === 1 ? 'entre' : 'entrent'} plus, aussitôt`;
}

/** Closes a convention, contrat or bulletin in force, once what falls with it was read (RGT-14, CONV-13). */
export function ClosePage({ view, partner, closing, form }: CloseProps): JSX.Element {
  const { document, documents, services } = closing;
  const falling = [
    ...documents.map(({ label, number }) => capital(number === null ? label : `${label} ${number}`)),
    ...services.map((service) => `Service « ${service.label} » : ${whoLoses(service, partner)}`),
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
        </p>
        <p safe>
          {document.kind === 'CONVENTION'
            ? `${partner.raisonSociale} (${partner.email}) et ses administrateurs en sont prévenus par courriel, avec le motif.`
            : `Aucun courriel ne part : prévenez vous-même ${partner.raisonSociale} (${partner.email}).`}
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
