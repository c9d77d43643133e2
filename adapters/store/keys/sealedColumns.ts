import { workerName } from '../../../domain/esatDeclaration/judge.ts';
import type { DeclaredLine } from '../../../domain/esatDeclaration/read.ts';
import { about as aboutAttachment } from '../../files/attachments.ts';
import { about as aboutProviderKey } from '../../identity/provider/keys.ts';
import { about as aboutProviderRecord } from '../../identity/provider/records.ts';
import type { Seal } from '../../identity/sealed.ts';
import { about as aboutSecondFactor } from '../../identity/secondFactors.ts';
import { about as aboutTemporarySecret } from '../../identity/temporarySecrets.ts';
import { aboutKey } from '../audit/sealedChanges.ts';
import { about as aboutCheck } from '../campaign/checkStore.ts';
import { about as aboutWords } from '../demarche/sealedWords.ts';
import { about as aboutNote } from '../dossier/notes.ts';
import { draftOf, lineOf } from '../esatDeclaration/declarations.ts';
import { about as aboutForm } from '../keptForms.ts';
import { about as aboutLinkDraft } from '../linkDrafts.ts';
import { about as aboutCopy } from '../personalData/copy.ts';

/** Fields of a row by their column's name, as text. */
type Fields = Record<string, string | null>;

/** A column that holds what is sealed, and what each row's is bound to. */
export interface SealedColumn {
  table: string;
  column: string;
  /** base64 in a text, in place of bytes */
  base64?: true;
  /** columns of the primary key, in its order */
  key: readonly { column: string; type: 'text' | 'int' }[];
  /** other columns that `about` asks for */
  with?: readonly string[];
  /** what a row's may be bound to; more than one where the row does not say which */
  about(row: Fields): readonly string[];
  /** rows that are opened at once: fewer where one is a whole file */
  batch: number;
  /** another column that is worked out from what is sealed, by a key */
  mark?: { column: string; of(seal: Seal, clear: Buffer): string };
}

const ID = [{ column: 'id', type: 'text' }] as const;
const text = (value: string | null | undefined) => value ?? '';
const SMALL = 500;
const FILES = 20;

/** Every column that holds what is sealed by ENCRYPTION_KEYS; one that is missing here fails `sealedColumns.test.ts`. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  {
    ...{ table: 'journal_key', column: 'sealed', batch: SMALL },
    key: [{ column: 'subject', type: 'text' }],
    about: ({ subject }) => [aboutKey(text(subject))],
  },
  {
    ...{ table: 'second_factor', column: 'sealed', batch: SMALL },
    key: [{ column: 'user_id', type: 'text' }],
    about: (row) => [aboutSecondFactor(text(row.user_id))],
  },
  {
    ...{ table: 'temporary_secret', column: 'ciphertext', base64: true, key: ID, batch: SMALL },
    about: ({ id }) => [aboutTemporarySecret(text(id))],
  },
  {
    ...{ table: 'provider_key', column: 'sealed', key: ID, batch: SMALL },
    about: ({ id }) => [aboutProviderKey(text(id))],
  },
  {
    ...{ table: 'provider_record', column: 'sealed', batch: SMALL },
    key: [
      { column: 'model', type: 'text' },
      { column: 'id', type: 'text' },
    ],
    about: ({ model, id }) => [aboutProviderRecord(text(model), text(id))],
  },
  {
    ...{ table: 'attachment', column: 'ciphertext', key: ID, batch: FILES },
    about: ({ id }) => [aboutAttachment(text(id)), aboutCopy(text(id))],
  },
  {
    ...{ table: 'demarche_words', column: 'ciphertext', key: ID, with: ['process_id'], batch: FILES },
    about: (row) => [aboutWords(text(row.process_id), text(row.id))],
  },
  {
    ...{ table: 'dossier_note', column: 'ciphertext', key: ID, with: ['process_id'], batch: SMALL },
    about: (row) => [aboutNote(text(row.process_id), text(row.id))],
  },
  {
    ...{ table: 'kept_form', column: 'sealed', key: ID, with: ['user_id', 'process_id'], batch: SMALL },
    about: (row) => [aboutForm(text(row.id), text(row.user_id)), aboutLinkDraft(text(row.id), text(row.process_id))],
  },
  {
    ...{ table: 'campaign_check', column: 'sealed', key: ID, with: ['user_id'], batch: FILES },
    about: (row) => [aboutCheck(text(row.id), text(row.user_id))],
  },
  {
    ...{ table: 'esat_declaration', column: 'draft', key: ID, batch: FILES },
    about: ({ id }) => [draftOf(text(id))],
  },
  {
    ...{ table: 'esat_line', column: 'ciphertext', batch: SMALL },
    key: [
      { column: 'submission_id', type: 'text' },
      { column: 'position', type: 'int' },
    ],
    about: (row) => [lineOf(text(row.submission_id), Number(row.position))],
    mark: {
      column: 'worker_mark',
      of: (seal, clear) => seal.marks(workerName(JSON.parse(clear.toString()) as DeclaredLine))[0],
    },
  },
];
