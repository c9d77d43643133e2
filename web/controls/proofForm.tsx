import { evidenceOf } from '../../domain/annualControl/items.ts';
import { of } from '../../domain/mail/elision.ts';
import { FileField, SelectField, TextField } from '../kit/fields.tsx';
import { ActionForm, type FormState } from '../kit/form.tsx';
import type { ControlItemView } from '../kit/views.ts';
import { TITRE_CHOICES } from '../users/personFields.tsx';
import { controlPath } from './listPage.tsx';

export const PROOF_LABELS = { file: 'Pièce', numeroInstructeur: "Numéro d'instructeur", titre: 'Titre' };

interface Props {
  controlId: string;
  item: ControlItemView;
  /** something was given already */
  again: boolean;
  form: FormState;
}

/** What is asked about one person: a file, a number, or a titre with its file. */
export function ProofForm({ controlId, item, again, form }: Props): JSX.Element {
  return (
    <details class="act" open={form.faults.length > 0 || !again}>
      <summary safe>{`${again ? 'Remplacer : ' : ''}${item.user.name} – ${evidenceOf(item.about).words}`}</summary>
      {item.gap !== null && <p safe>{`Constat de la Caf : ${item.gap.reason}`}</p>}
      <ActionForm
        action={`${controlPath(controlId)}/pieces/${encodeURIComponent(item.id)}`}
        form={form}
        submit={`Apporter la pièce ${of(item.user.name)}`}
        upload
      >
        {evidenceOf(item.about).typed === 'numeroInstructeur' && (
          <TextField
            form={form}
            name="numeroInstructeur"
            label={PROOF_LABELS.numeroInstructeur}
            hint="9 caractères, avec ou sans les cinq zéros, par exemple 093C05501."
            width="medium"
          />
        )}
        {evidenceOf(item.about).typed === 'titre' && (
          <SelectField form={form} name="titre" label={PROOF_LABELS.titre} choices={TITRE_CHOICES} empty="Choisir" />
        )}
        {evidenceOf(item.about).file && (
          <FileField
            form={form}
            name="file"
            label={PROOF_LABELS.file}
            accept=".pdf,.png,.jpg,.jpeg"
            hint="PDF, PNG ou JPEG, 10 Mo au plus. Seule la Caf peut la lire."
          />
        )}
      </ActionForm>
    </details>
  );
}
