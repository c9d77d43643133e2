import type { ConventionEndView } from '../../api/shapes/conventionEnd.ts';
import { Section } from '../kit/bits.tsx';
import { TextArea, TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import { date } from '../kit/words.ts';

const LABELS = { endsOn: 'Date de fin', reason: 'Motif' };

export const conventionEndPath = (partnerId: string): string =>
  `/partenaires/${encodeURIComponent(partnerId)}/fin-convention`;

interface Props {
  view: View;
  partnerId: string;
  end: ConventionEndView;
  form: FormState;
  /** null: it may only be read */
  renounce: FormState | null;
}

/** An organisme leaves: what ends with its convention, from which day on, and how that is taken back (CONV-13). */
export function ConventionEndPage({ view, partnerId, end, form, renounce }: Props): JSX.Element {
  const faulty = form.faults.length > 0 ? form : renounce;
  return (
    <Page
      view={view}
      title="Mettre fin à la convention"
      above={{ href: `/partenaires/${encodeURIComponent(partnerId)}`, label: 'Organisme' }}
      faulty={(faulty?.faults.length ?? 0) > 0}
    >
      {faulty !== null && <FaultSummary form={faulty} labels={LABELS} />}
      {end.convention === null ? (
        <p class="empty">Cet organisme n'a pas de convention en vigueur : il n'y a rien à clore.</p>
      ) : (
        <>
          <Consequences end={end} />
          {end.running === null ? (
            renounce !== null && <Ask partnerId={partnerId} end={end} form={form} />
          ) : (
            <Running partnerId={partnerId} running={end.running} form={renounce} />
          )}
        </>
      )}
    </Page>
  );
}

function Consequences({ end: { convention, closes, stays } }: { end: ConventionEndView }): JSX.Element {
  const services = closes.services.map(({ label }) => label).join(', ');
  return (
    <Section id="consequences" title="Ce qui prend fin avec la convention">
      <p safe>
        {`La convention ${convention?.number ?? ''} est close avec son contrat et ses bulletins. Rien n'est supprimé.`.replace(
          '  ',
          ' ',
        )}
      </p>
      <ul>
        <li safe>{services === '' ? "Aucun service n'est ouvert." : `Ces services ferment : ${services}.`}</li>
        <li safe>{`Groupes gelés : ${closes.groups}.`}</li>
        <li safe>{`Démarches en cours qui prennent fin : ${closes.processes}.`}</li>
        <li safe>{`Comptes conservés, sans service : ${stays.accounts}.`}</li>
      </ul>
    </Section>
  );
}

function Ask({ partnerId, end, form }: { partnerId: string; end: ConventionEndView; form: FormState }): JSX.Element {
  return (
    <Section id="demander" title="Choisir la date">
      <p>L'organisme, ses administrateurs et la Caf sont prévenus aussitôt. Jusqu'à cette date, on peut y renoncer.</p>
      <ActionForm action={conventionEndPath(partnerId)} form={form} submit="Mettre fin à la convention" tone="danger">
        <TextField
          form={form}
          name="endsOn"
          label="Date de fin"
          type="date"
          width="medium"
          hint={`À partir du ${date(end.earliest)}. Les services ferment ce jour-là à 0 h.`}
        />
        <TextArea form={form} name="reason" label="Motif" rows={2} hint="Lu par l'organisme et par la Caf." />
      </ActionForm>
    </Section>
  );
}

function Running({
  partnerId,
  running,
  form,
}: {
  partnerId: string;
  running: NonNullable<ConventionEndView['running']>;
  form: FormState | null;
}): JSX.Element {
  return (
    <Section id="demandee" title="La fin est demandée">
      <p safe>
        {running.endsOn === null
          ? `La Caf clôt la convention. Motif : ${running.reason}`
          : `La convention prend fin le ${date(running.endsOn)}, à 0 h. Motif : ${running.reason}`}
      </p>
      {form !== null && (
        <ActionForm
          action={`${conventionEndPath(partnerId)}/renoncer`}
          form={form}
          submit="Renoncer : garder la convention"
        >
          <TextArea form={form} name="reason" label="Motif" rows={2} />
        </ActionForm>
      )}
    </Section>
  );
}
