import type { Request, Response } from 'express';
import multer, { type StorageEngine } from 'multer';
import { openFolder, type ReceivedFile, receiveFile } from '../adapters/files/received.ts';
import { readBody } from './body.ts';
import { RetryLater } from './problem.ts';

/** S8: an uploaded file, before anything is read of it. */
const FILE_LIMIT_BYTES = 20 * 1024 * 1024;
const MOST = ` (${FILE_LIMIT_BYTES / 1024 / 1024} Mo pour un fichier)`;
/** The file, its other fields and what stands between them. */
const FORM_LIMIT_BYTES = FILE_LIMIT_BYTES + 1024 * 1024;
/** Requests that bring a file which one server takes at once. */
export const UPLOADS_AT_ONCE = 8;
const RETRY_MS = 5_000;
const LIMITS = { fileSize: FILE_LIMIT_BYTES, files: 1, fields: 20, fieldSize: 10_000, parts: 25 };

const readFields = multer({
  storage: {
    _handleFile: (_request, { stream }, done) =>
      void stream
        .once('limit', () => stream.destroy(new Error('too long')))
        .once('close', () => done(null, {}))
        .resume(),
    _removeFile: (_request, _file, done) => done(null),
  },
  limits: LIMITS,
}).single('file');

/** A file with the name its sender gave it. */
export type UploadedFile = Omit<ReceivedFile, 'forget'> & { name: string };

/** Forms that bring a file. */
export interface Uploads {
  /**
   * Reads the form into `request.body` and its file to disk, and does the work with it; the file is gone afterwards. Throws INDISPONIBLE
   * while too many are under way, CORPS_TROP_GROS.
   */
  receive<T>(request: Request, response: Response, work: (file: UploadedFile | null) => Promise<T>): Promise<T>;
  /** Reads the other fields of such a form of whoever may send no file: it passes by, kept nowhere. Throws CORPS_TROP_GROS. */
  receiveFields(request: Request, response: Response): Promise<void>;
}

export function createUploads(folder: string, atOnce = UPLOADS_AT_ONCE): Uploads {
  let underWay = 0;
  let opened: Promise<void> | null = null;
  const open = () => {
    opened ??= openFolder(folder).catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return opened;
  };

  return {
    receiveFields: (request, response) => readBody(request, response, readFields, FORM_LIMIT_BYTES, MOST),
    async receive(request, response, work) {
      if (underWay >= atOnce)
        throw new RetryLater(
          'INDISPONIBLE',
          'Trop de fichiers arrivent en même temps. Renvoyez le vôtre dans quelques secondes.',
          RETRY_MS,
        );
      underWay += 1;
      const form: ReceivedForm = { files: [], over: false };
      try {
        await open();
        await readBody(request, response, readerOf(folder, form), FORM_LIMIT_BYTES, MOST);
        const [first] = form.files;
        return await work(first === undefined ? null : { ...first.file, name: first.name });
      } finally {
        underWay -= 1;
        form.over = true;
        await Promise.all(form.files.map(({ file }) => file.forget()));
      }
    },
  };
}

interface ReceivedForm {
  files: { name: string; file: ReceivedFile }[];
  /** answered: what arrives now is nobody's */
  over: boolean;
}

function readerOf(folder: string, form: ReceivedForm) {
  const storage: StorageEngine = {
    _handleFile(_request, { stream, originalname }, done) {
      // what is too long is not waited for: its end may never come
      stream.once('limit', () => stream.destroy(new Error('too long')));
      receiveFile(folder, stream).then(
        (file) => {
          if (form.over) void file.forget();
          else form.files.push({ name: originalname, file });
          done(null, { size: file.size });
        },
        (error: unknown) => done(error),
      );
    },
    // those that were received go with the request
    _removeFile: (_request, _file, done) => done(null),
  };
  return multer({ storage, limits: LIMITS }).single('file');
}
