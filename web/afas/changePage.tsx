import { Waiting } from '../dossiers/where.tsx';
import { Facts, ProcessState, Section } from '../kit/bits.tsx';
import { FileField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { ApproverChangeView } from '../kit/views.ts';
import { date } from '../kit/words.ts';
import { afasPath, changePath } from './profilesPage.tsx';

interface Props {
  view: View;
  change: ApproverChangeView;
  names: { proposed: string; former: string | null };
  /** the administrateur's, while PJ 3 is awaited; null otherwise */
  form: FormState | null;
  /** the Caf may save PJ 3 */
  maySave: boolean;
}

/** One change of approbateur: where it stands, and PJ 3 to give or to save (AFAS-9). */
export function ApproverChangePage({ view, change, names, form, maySave }: Props): JSX.Element {
  return (
    <Page
      view={view}
      title="Changement d'approbateur Afas"
      above={{ href: afasPath(change.partnerId), label: 'Profils Afas' }}
      faulty={(form?.faults.length ?? 0) > 0}
    >
      {form !== null && <FaultSummary form={form} labels={{ file: 'PJ 3' }} />}
      <Facts
        items={[
          ['Proposé', <span safe>{names.proposed}</span>],
          ['En fonction', <span safe>{names.former ?? 'Personne'}</span>],
          ['État', <ProcessState type="approverChange" state={change.state} />],
          ['Depuis le', <span safe>{date(change.createdAt)}</span>],
          ...(change.reason === null ? [] : [['Motif', <span safe>{change.reason}</span>] as const]),
        ]}
      />
      {change.waitingFor !== null && (
        <div class="waiting">
          <Waiting waiting={change.waitingFor} late={false} />
        </div>
      )}
      {maySave && change.pj3Purged && <p>La PJ 3 a été supprimée au terme de sa conservation.</p>}
      {maySave && change.pj3Received && !change.pj3Purged && (
        <p>
          <a href={`/api/v1/afas/approver-changes/${encodeURIComponent(change.id)}/pj3`}>Enregistrer la PJ 3</a>
        </p>
      )}
      {form !== null && (
        <Section id="pj3" title="Déposer la PJ 3">
          <ActionForm action={`${changePath(change.id)}/pj3`} form={form} submit="Déposer la PJ 3" upload>
            <FileField
              form={form}
              name="file"
              label="PJ 3"
              accept=".pdf,.png,.jpg,.jpeg"
              hint="PDF, PNG ou JPEG, 10 Mo au plus. Seule la Caf peut la lire."
            />
          </ActionForm>
        </Section>
      )}
    </Page>
  );
}
