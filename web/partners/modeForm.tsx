import { type DelegationMode, MODE_WORDS } from '../../domain/document/types.ts';
import { ConfirmBox, TextField } from '../kit/fields.tsx';
import { ActionForm, type FormState } from '../kit/form.tsx';
import { Obstacle } from '../kit/obstacle.tsx';
import type { DocumentView, ModeView, PartnerView } from '../kit/views.ts';

export interface ModeChange {
  inForce: ModeView;
  form: FormState;
}

/** The mode of the contrat in force; null where no service is (its mode comes with the first conventionnement). */
export function modeInForce(documents: readonly DocumentView[]): DelegationMode | null {
  const inForce = documents.filter((document) => document.state === 'ACTIF');
  if (!inForce.some(({ kind }) => kind === 'BULLETIN')) return null;
  return inForce.find(({ kind }) => kind === 'CONTRAT')?.content.delegationMode ?? null;
}

/** Begins the change to the other mode (DEL-5, RGT-15), or says why it cannot begin. */
export function ModeForm({ partner, mode }: { partner: PartnerView; mode: ModeChange }): JSX.Element {
  const { inForce, form } = mode;
  const { obstacle } = inForce;
  return (
    <details class="act" open={form.faults.length > 0} id="changer-de-mode">
      <summary>Changer de mode de gestion</summary>
      {inForce.mode !== null && (
        <p>
          Le mode est {MODE_WORDS[inForce.mode] as 'safe'} : {WHO[inForce.mode] as 'safe'}.
        </p>
      )}
      {obstacle !== null && <Obstacle obstacle={obstacle} links />}
      {obstacle === null && (
        <ChangeForm partner={partner} other={inForce.mode === 'DELEGUE' ? 'CENTRALISE' : 'DELEGUE'} form={form} />
      )}
    </details>
  );
}

interface ChangeProps {
  partner: PartnerView;
  other: DelegationMode;
  form: FormState;
}

function ChangeForm({ partner, other, form }: ChangeProps): JSX.Element {
  return (
    <>
      <p>
        En changer refait la convention, le contrat et les bulletins de tous les services ; le partenaire signe les
        nouveaux. Jusqu'à leur contresignature rien ne change, puis les services continuent, avec les mêmes comptes,
        identifiants et groupes.
      </p>
      <ActionForm
        action={`/partenaires/${encodeURIComponent(partner.id)}/mode`}
        form={form}
        submit={`Passer en mode ${MODE_WORDS[other]}`}
        name="mode"
        value={other}
      >
        <TextField
          form={form}
          name="opensOn"
          label="Services sous la nouvelle convention à partir du"
          type="date"
          width="medium"
          optional
          hint="Sans date : dès la contresignature."
        />
        <ConfirmBox form={form} label="La date est la bonne" />
      </ActionForm>
    </>
  );
}

const WHO: Record<DelegationMode, string> = {
  DELEGUE: 'le partenaire gère ses comptes et ses groupes',
  CENTRALISE: 'la Caf gère les comptes et les groupes du partenaire',
};
