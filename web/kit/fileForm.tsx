import type { PropsWithChildren } from '@kitajs/html';
import type { UploadedList } from '../../domain/uploads/templates.ts';
import { FileField } from './fields.tsx';
import { type FormState, IdempotencyKey } from './form.tsx';

export const SPREADSHEET_TYPES =
  '.xlsx,.csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,text/csv';

/** A file to begin a list from, with the columns that are read (U5). */
export function TemplateLink({ list }: { list: UploadedList }): JSX.Element {
  return (
    <p>
      <a href={`/api/v1/upload-templates/${list}`}>Modèle de fichier (.xlsx)</a>
    </p>
  );
}

interface FileFormProps {
  action: string;
  /** which list it is: a file to begin it from stands beside the field */
  list: UploadedList;
  form: FormState;
  /** of the file */
  label: string;
  hint?: string;
  /** of the button that makes nothing, and of the one that acts; none: what was checked is acted on from its own page */
  check: string;
  submit?: string;
}

/** A spreadsheet that is checked as often as one likes, then acted on; its other fields are the children. Works without JavaScript. */
export function FileForm({
  action,
  list,
  form,
  label,
  hint = 'Fichier .xlsx ou .csv de 20 Mo au plus.',
  check,
  submit,
  children,
}: PropsWithChildren<FileFormProps>): JSX.Element {
  return (
    <form method="post" action={action} id={form.id} enctype="multipart/form-data" novalidate>
      <IdempotencyKey />
      <FileField form={form} name="file" label={label} accept={SPREADSHEET_TYPES} hint={hint} />
      <TemplateLink list={list} />
      {children}
      <p class="actions">
        <button type="submit" name="dryRun" value="true" class={submit === undefined ? 'main' : 'quiet'} safe>
          {check}
        </button>
        {submit !== undefined && (
          <button type="submit" name="dryRun" value="false" safe>
            {submit}
          </button>
        )}
      </p>
    </form>
  );
}
