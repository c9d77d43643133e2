import type { MediaType } from '../../domain/attachment/mediaType.ts';
import type { Seal } from '../identity/sealed.ts';
import { idsFrom } from '../store/ids.ts';
import type { Database } from '../store/prisma.ts';
import { inTurn } from './received.ts';

export interface Attached {
  name: string;
  mediaType: MediaType;
  bytes: Buffer;
}

/** A file to keep, read when its turn comes. */
export interface ToAttach {
  name: string;
  mediaType: MediaType;
  size: number;
  sha256: string;
  read(): Promise<Buffer>;
}

/** Files people join to a process; their bytes stand sealed in the database and are read by their id alone. */
export interface Attachments {
  /** Keeps a file and returns its id. The same file for the same process is kept once: a repeated request makes no second one. */
  keep(file: ToAttach, about: { processId: string; kind: string; addedBy: string }, at: Date): Promise<string>;
  /** Forgets a file that its process did not take. */
  drop(id: string): Promise<void>;
  open(id: string): Promise<Attached | null>;
}

const NAME_MAX = 200;

export function createAttachments(database: Database, seal: Seal): Attachments {
  const keeping = inTurn();
  return {
    async keep({ name, mediaType, size, sha256, read }, { processId, kind, addedBy }, at) {
      const id = idsFrom(`attachment\n${processId}\n${kind}\n${sha256}`)();
      const row = { id, processId, kind, name: name.slice(0, NAME_MAX), mediaType, size, sha256 };
      await keeping(async () => {
        const ciphertext = Uint8Array.from(seal.close(await read(), about(id)));
        await database.attachment.createMany({
          data: [{ ...row, ciphertext, addedBy, addedAt: at }],
          skipDuplicates: true,
        });
      });
      return id;
    },
    async drop(id) {
      await database.attachment.deleteMany({ where: { id } });
    },
    async open(id) {
      const row = await database.attachment.findUnique({ where: { id } });
      if (row === null) return null;
      return { name: row.name, mediaType: row.mediaType as MediaType, bytes: seal.open(row.ciphertext, about(id)) };
    },
  };
}

export const about = (id: string): string => `attachment:${id}`;
