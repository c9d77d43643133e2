import { Section } from '../kit/bits.tsx';
import { SelectField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { type Matching, matchingWords } from '../kit/matching.ts';
import { Page, type View } from '../kit/page.tsx';
import type { ProcessView } from '../kit/views.ts';
import { count } from '../kit/words.ts';

export const BATCH_ACTIONS = ['remind', 'retry', 'assign', 'cancel'] as const;
export type BatchAction = (typeof BATCH_ACTIONS)[number];

interface Props {
  view: View;
  /** where the list with its filter is */
  list: string;
  action: BatchAction;
  processes: readonly ProcessView[];
  /** all that meet the filters, where it is about those; null: about boxes that were ticked */
  matching: Matching<ProcessView> | null;
  /** of what is cancelled */
  reason: string;
  /** reminds although another reminder left a short while ago */
  insist: boolean;
  /** to whom tasks may be given: agents of the one Caf that manages all of these */
  colleagues: readonly { id: string; name: string }[];
  form: FormState;
}

interface Words {
  verb: string;
  what: string;
  lead: string;
}

const WORDS: Record<BatchAction, Words> = {
  remind: {
    verb: 'Relancer',
    what: 'Ce qui va être relancé',
    lead: 'Chaque partenaire reçoit un courriel qui lui rappelle ce qui est attendu de lui.',
  },
  retry: {
    verb: 'Reprendre',
    what: 'Ce qui va être repris',
    lead: 'Les courriels qui ne sont pas partis sont renvoyés, sauf vers une adresse refusée.',
  },
  assign: {
    verb: 'Confier',
    what: 'Ce qui va être confié',
    lead: 'Toutes les tâches à faire de ces dossiers sont confiées à cette personne.',
  },
  cancel: {
    verb: 'Annuler',
    what: 'Ce qui va être annulé',
    lead: 'Chaque partenaire en est prévenu par courriel et lit ce motif :',
  },
};

/** Before anything is done to several dossiers at once: to which, how many, and who is told what (U5). */
export function BatchRecapPage(props: Props): JSX.Element {
  const { view, list, action, processes, matching, reason, colleagues, form } = props;
  const open = processes.filter(({ closedAt }) => closedAt === null || action === 'retry');
  const many = count(open.length, 'dossier', 'dossiers');
  const { verb, what, lead } = WORDS[action];
  return (
    <Page
      view={view}
      title={`${verb} ${many} ?`}
      above={{ href: list, label: 'Dossiers' }}
      faulty={form.faults.length > 0}
    >
      <FaultSummary form={form} labels={{ assigneeId: 'À qui' }} />
      <Section id="lesquels" title={what}>
        <p safe>{lead}</p>
        {matching !== null && <p safe>{matchingWords(matching)}</p>}
        {action === 'cancel' && (
          <blockquote class="notice" safe>
            {reason}
          </blockquote>
        )}
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
        {action === 'assign' && colleagues.length === 0 ? (
          <p class="notice">
            Ces dossiers relèvent de plusieurs Caf : confiez ceux d'une Caf à la fois, à l'un de ses agents.
          </p>
        ) : (
          <Confirm {...props} processes={open} many={many} />
        )}
        <p>
          <a href={list}>Ne rien faire</a>
        </p>
      </Section>
    </Page>
  );
}

/** The wish once more, with what it needs beside: sent when it was confirmed. */
function Confirm({ list, action, form, many, ...rest }: Props & { many: string }): JSX.Element {
  const to = list.replace('/dossiers', '/dossiers/lot');
  const { processes, reason, insist, colleagues } = rest;
  const chosen = (
    <>
      {processes.map(({ id }) => (
        <input type="hidden" name="ids" value={id} />
      ))}
      {insist && <input type="hidden" name="insist" value="oui" />}
      <input type="hidden" name="confirme" value="oui" />
    </>
  );
  if (action === 'cancel')
    return (
      <ActionForm action={to} form={form} submit={`Annuler ${many}`} tone="danger" name="action" value={action}>
        {chosen}
        <input type="hidden" name="reason" value={reason} />
      </ActionForm>
    );
  return (
    <ActionForm action={to} form={form} submit={`${WORDS[action].verb} ${many}`} name="action" value={action}>
      {chosen}
      {action === 'assign' && (
        <SelectField
          form={form}
          name="assigneeId"
          label="À qui"
          choices={colleagues.map(({ id, name }) => ({ value: id, label: name }))}
          empty="Choisissez"
        />
      )}
    </ActionForm>
  );
}
