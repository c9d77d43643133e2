import type { z } from 'zod';
import type { mailOut } from '../../api/routes/journal/mails.ts';
import { Instant, Table } from '../kit/bits.tsx';
import { ActionForm, FaultSummary, type FormState, freshForm } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import { SENT_MAILS } from './paths.ts';

export const TROUBLES = '/courriels/difficultes';

type MailView = z.output<typeof mailOut>;

/** Mails that were refused or are in doubt, wherever they belong, each with what there is to do (R2). */
export function TroublesPage({
  view,
  mails,
  refused,
}: {
  view: View;
  mails: readonly MailView[];
  refused: FormState | null;
}): JSX.Element {
  return (
    <Page
      view={view}
      title="Courriels refusés ou incertains"
      above={{ href: SENT_MAILS, label: 'Courriels' }}
      faulty={refused !== null}
    >
      {refused !== null && <FaultSummary form={refused} labels={{}} />}
      <p>
        Ceux d'un dossier se règlent depuis sa page. Ceux qui ne sont d'aucun dossier (mots de passe, alertes) se
        règlent ici : demandez à la personne si elle l'a reçu, sinon renvoyez-le.
      </p>
      <Table
        caption="Courriels, les plus récents d'abord"
        empty="Aucun : tous les courriels sont partis."
        heads={['Ce qui s’est passé', 'Depuis', 'À faire']}
        rows={mails.map((mail) => [
          <span safe>{mail.trouble ?? ''}</span>,
          <Instant at={mail.createdAt} />,
          mail.processId === null ? (
            <SettleForms mail={mail} />
          ) : (
            <a href={`/dossiers/${encodeURIComponent(mail.processId)}`}>Ouvrir son dossier</a>
          ),
        ])}
      />
    </Page>
  );
}

/** Of no process: it arrived after all, or it goes once more. */
export function SettleForms({ mail }: { mail: MailView }): JSX.Element {
  const form = (outcome: string) => freshForm(`${outcome}-${mail.id}`);
  return (
    <>
      <ActionForm action={TROUBLES} form={form('received')} submit="Il est arrivé" tone="quiet">
        <input type="hidden" name="mail" value={mail.id} />
        <input type="hidden" name="outcome" value="received" />
      </ActionForm>
      {mail.resendable && (
        <ActionForm action={TROUBLES} form={form('resend')} submit="Le renvoyer" tone="quiet">
          <input type="hidden" name="mail" value={mail.id} />
          <input type="hidden" name="outcome" value="resend" />
        </ActionForm>
      )}
    </>
  );
}
