import type { z } from 'zod';
import type { missingOut } from '../../api/routes/proteges/missing.ts';
import { missingProtege } from '../../domain/missingProtege/procedure.ts';
import { Instant, NextPage, Section, State, Table } from '../kit/bits.tsx';
import { TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { Listed } from '../kit/views.ts';
import { ABOVE } from './pages.tsx';
import { CAF_MISSING, CAF_TRACE, MISSING } from './paths.ts';

export type MissingView = Listed<z.output<typeof missingOut>>;
type Missing = MissingView['items'][number];

const LABELS = { number: 'Numéro', lastName: 'Nom', firstName: 'Prénom', birthDate: 'Date de naissance' };

/** « Il me manque un protégé », and what came of those signalled before. */
export function MissingPage({
  view,
  form,
  signalled,
}: {
  view: View;
  form: FormState;
  signalled: MissingView;
}): JSX.Element {
  return (
    <Page view={view} title="Il me manque un protégé" above={ABOVE} faulty={form.faults.length > 0}>
      <FaultSummary form={form} labels={LABELS} />
      <p>
        Une personne vous est confiée et n'est pas dans votre liste ? Indiquez-la telle que le jugement la nomme : la
        réponse vient aussitôt, ou de votre Caf.
      </p>
      <ActionForm action={MISSING} form={form} submit="Signaler cette personne">
        <TextField
          form={form}
          name="number"
          label={LABELS.number}
          hint="D'allocataire."
          autocomplete="off"
          width="short"
        />
        <TextField form={form} name="lastName" label={LABELS.lastName} autocomplete="off" width="medium" />
        <TextField form={form} name="firstName" label={LABELS.firstName} autocomplete="off" width="medium" />
        <TextField form={form} name="birthDate" label={LABELS.birthDate} type="date" width="short" />
      </ActionForm>
      <Section id="signalees" title="Mes signalements">
        <Table
          quiet
          caption="Les plus récents d'abord"
          empty="Aucun signalement."
          heads={['Quand', 'Réponse']}
          rows={signalled.items.map((one) => [<Instant at={one.at} />, <span safe>{answerWords(one)}</span>])}
        />
        <NextPage path={MISSING} query={{}} cursor={signalled.nextCursor} />
      </Section>
    </Page>
  );
}

/** For the Caf: what its tuteurs miss, and what the comparison found. */
export function CafMissingPage({
  view,
  signalled,
  query,
}: {
  view: View;
  signalled: MissingView;
  query: Readonly<Record<string, string>>;
}): JSX.Element {
  return (
    <Page
      view={view}
      title="Protégés manquants signalés"
      above={{ href: CAF_TRACE, label: "Trace de l'Espace Tuteur" }}
    >
      <Table
        caption="Les plus récents d'abord"
        empty="Aucun signalement."
        heads={['Quand', 'Organisme', 'Qui', 'Ce que la comparaison a trouvé', 'Compte pour l’arrêt', 'Vérification']}
        rows={signalled.items.map((one) => [
          <Instant at={one.at} />,
          <span safe>{one.organisme}</span>,
          <span safe>{one.person}</span>,
          <span safe>{one.found?.label ?? '–'}</span>,
          <span safe>{one.found?.signal === true ? 'Oui' : 'Non'}</span>,
          one.processId === null || one.state === null ? (
            <span>–</span>
          ) : (
            <>
              <a href={`/dossiers/${encodeURIComponent(one.processId)}`}>Dossier</a>{' '}
              <State mark={missingProtege.marks[one.state]} words={missingProtege.labels[one.state]} />
            </>
          ),
        ])}
      />
      <NextPage path={CAF_MISSING} query={query} cursor={signalled.nextCursor} />
    </Page>
  );
}

/** Once the Caf has looked its answer stands in the place of the first one. */
function answerWords({ state, message }: Missing): string {
  if (state === 'CONFIE') return 'Votre Caf a vérifié : cette personne vous est confiée, votre liste sera corrigée.';
  if (state === 'NON_CONFIE') return 'Votre Caf a vérifié : cette personne ne vous est pas confiée.';
  return message;
}
