import { of } from '../../domain/mail/elision.ts';
import { siretCorrection } from '../../domain/siretCorrection/kind.ts';
import { Facts, Instant, Section, State } from '../kit/bits.tsx';
import { TextArea } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { CorrectionView } from '../kit/views.ts';
import { correctionFacts } from './facts.ts';
import { correctionPath, correctionsPath } from './paths.ts';

interface Props {
  view: View;
  correction: CorrectionView;
  /** null: nothing may be taken back, or not by this person */
  undo: FormState | null;
  /** this person decides it */
  may: boolean;
}

/** One correction: what it is judged by, where it stands, and the way back. */
export function CorrectionPage({ view, correction, undo, may }: Props): JSX.Element {
  const { id, taskId, partnerId, state, correctedAt } = correction;
  return (
    <Page
      view={view}
      title={`SIRET ${of(correction.raisonSociale)}`}
      above={{ href: correctionsPath(correction.reopeningId), label: 'SIRET des tuteurs à corriger' }}
      faulty={(undo?.faults.length ?? 0) > 0}
    >
      {undo !== null && <FaultSummary form={undo} labels={{ reason: 'Motif' }} />}
      <Section id="elements" title="Ce qui est connu">
        <Facts
          items={[
            ['État', <State mark={siretCorrection.marks[state]} words={siretCorrection.states[state]} />],
            ...correctionFacts(correction).map(([label, value]) => [label, <span safe>{value}</span>] as const),
            ...(correctedAt === null ? [] : [['Corrigé le', <Instant at={correctedAt} />] as const]),
          ]}
        />
        <ul class="links">
          {may && taskId !== null && (
            <li>
              <a href={`/taches/${encodeURIComponent(taskId)}`}>Décider</a>
            </li>
          )}
          <li>
            <a href={`/dossiers/${encodeURIComponent(id)}`}>Documents et histoire de cette correction</a>
          </li>
          <li>
            <a href={`/partenaires/${encodeURIComponent(partnerId)}`}>Le partenaire</a>
          </li>
        </ul>
      </Section>
      {undo !== null && (
        <Section id="revenir" title="Revenir sur la décision">
          <p>
            {state === 'CORRIGEE'
              ? "L'ancien SIRET est rétabli, si rien d'autre ne l'a changé depuis. Si le SIREN était un autre, le partenaire signe un avenant."
              : 'Vous pourrez de nouveau décider.'}
          </p>
          <ActionForm
            action={`${correctionPath(id)}/annuler`}
            form={undo}
            submit="Revenir sur la décision"
            tone="danger"
          >
            <TextArea form={undo} name="reason" label="Motif" rows={3} />
          </ActionForm>
        </Section>
      )}
    </Page>
  );
}
