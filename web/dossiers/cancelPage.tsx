import { Section } from '../kit/bits.tsx';
import { ActionForm, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { ProcessView } from '../kit/views.ts';
import { count } from '../kit/words.ts';

interface Props {
  view: View;
  /** where the list with its filter is */
  list: string;
  processes: readonly ProcessView[];
  reason: string;
  form: FormState;
}

/** Before several dossiers are cancelled at once: which, how many, and who is told what (U5). */
export function CancelPage({ view, list, processes, reason, form }: Props): JSX.Element {
  const open = processes.filter(({ closedAt }) => closedAt === null);
  const many = count(open.length, 'dossier', 'dossiers');
  return (
    <Page view={view} title={`Annuler ${many} ?`} above={{ href: list, label: 'Dossiers' }}>
      <Section id="lesquels" title="Ce qui va être annulé">
        <p>Chaque partenaire en est prévenu par courriel et lit ce motif :</p>
        <blockquote class="notice" safe>
          {reason}
        </blockquote>
        <ul>
          {open.map(({ id, label }) => (
            <li>
              <a href={`/dossiers/${encodeURIComponent(id)}`} safe>
                {label}
              </a>
            </li>
          ))}
        </ul>
        {open.length < processes.length && (
          <p
            safe
          >{`${count(processes.length - open.length, 'dossier est déjà terminé', 'dossiers sont déjà terminés')} et ne change pas.`}</p>
        )}
        <ActionForm
          action={list.replace('/dossiers', '/dossiers/lot')}
          form={form}
          submit={`Annuler ${many}`}
          tone="danger"
          name="action"
          value="cancel"
        >
          {processes.map(({ id }) => (
            <input type="hidden" name="ids" value={id} />
          ))}
          <input type="hidden" name="reason" value={reason} />
          <input type="hidden" name="confirme" value="oui" />
        </ActionForm>
        <p>
          <a href={list}>Ne rien annuler</a>
        </p>
      </Section>
    </Page>
  );
}
