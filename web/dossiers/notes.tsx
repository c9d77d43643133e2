import { Fold, Instant } from '../kit/bits.tsx';
import { FileField, TextArea } from '../kit/fields.tsx';
import { ActionForm, type FormState, freshForm } from '../kit/form.tsx';
import type { NoteView } from '../kit/views.ts';

export const NOTE_LABELS = { text: 'Note', file: 'Fichier' };

interface Props {
  dossier: string;
  notes: readonly NoteView[];
  /** older ones are on the next page */
  more: string | null;
  /** null: the reader's Caf is not in charge of the dossier */
  form: FormState | null;
}

/** What colleagues noted on a dossier, and what they joined; the partner reads none of it. */
export function Notes({ dossier, notes, more, form }: Props): JSX.Element {
  if (notes.length === 0 && form === null) return '';
  const at = `/dossiers/${encodeURIComponent(dossier)}/notes`;
  return (
    <Fold
      id="notes"
      title={`Notes et fichiers (${notes.length}${more === null ? '' : ' les plus récentes'})`}
      open={notes.length > 0 || (form?.faults.length ?? 0) > 0}
    >
      {notes.map((note) => (
        <NoteArticle note={note} at={`${at}/${encodeURIComponent(note.id)}`} dossier={dossier} />
      ))}
      {more !== null && (
        <p>
          <a href={`/dossiers/${encodeURIComponent(dossier)}?notes=${encodeURIComponent(more)}#notes`}>
            Notes plus anciennes
          </a>
        </p>
      )}
      {form !== null && (
        <ActionForm action={at} form={form} submit="Ajouter la note" tone="quiet" upload>
          <TextArea
            form={form}
            name="text"
            label={NOTE_LABELS.text}
            hint="Pour vos collègues : le partenaire ne la lit pas. 4 000 signes au plus."
            rows={3}
          />
          <FileField
            form={form}
            name="file"
            label={NOTE_LABELS.file}
            optional
            accept=".pdf,.png,.jpg,.jpeg"
            hint="PDF, PNG ou JPEG, 10 Mo au plus."
          />
        </ActionForm>
      )}
    </Fold>
  );
}

function NoteArticle({ note, at, dossier }: { note: NoteView; at: string; dossier: string }): JSX.Element {
  const file = `/api/v1/processes/${encodeURIComponent(dossier)}/notes/${encodeURIComponent(note.id)}/file`;
  return (
    <article class="note">
      <p class="soft">
        <Instant at={note.at} />
        <span safe>{`, ${note.by}`}</span>
      </p>
      {note.text.split(/\n+/).map((part) => (part === '' ? '' : <p safe>{part}</p>))}
      {note.file !== null && (
        <p>
          <a href={file} safe>
            {`${note.file.name} (${sizeWords(note.file.size)})`}
          </a>
        </p>
      )}
      {note.withdrawable && (
        <ActionForm
          action={`${at}/retirer`}
          form={freshForm(`retirer-${note.id}`)}
          submit="Retirer cette note"
          tone="quiet"
        />
      )}
    </article>
  );
}

/** « 1,2 Mo », « 340 ko ». */
function sizeWords(bytes: number): string {
  const [amount, unit] = bytes < 1_000_000 ? [Math.max(1, Math.round(bytes / 1_000)), 'ko'] : [bytes / 1_000_000, 'Mo'];
  return `${amount.toLocaleString('fr-FR', { maximumFractionDigits: 1 })} ${unit}`;
}
