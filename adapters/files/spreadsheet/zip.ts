import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';

/** Why an archive was not read. */
export class ZipRefused extends Error {
  readonly why: 'TOO_BIG' | 'UNREADABLE';

  constructor(why: 'TOO_BIG' | 'UNREADABLE', options?: ErrorOptions) {
    super(why, options);
    this.why = why;
  }
}

/** More entries than any workbook has: an archive of millions of empty ones is no spreadsheet. */
const MAX_ENTRIES = 2_000;

/**
 * Inflates the parts of an archive that `keep` asks for through a cap (S8): the bytes that really come out are counted, whatever the
 * headers promise, and inflating stops at the first byte too many. The others (pictures) stay as they are: nobody reads them, broken ones
 * neither. Returns the parts by name. Throws ZipRefused.
 */
export async function inflate(
  file: Buffer,
  maxBytes: number,
  keep: (name: string) => boolean,
): Promise<Map<string, Buffer>> {
  try {
    // the sizes in the headers are not trusted, so a lie about them is no error of its own: what comes out is counted
    const zip = await yauzl.fromBufferPromise(file, { validateEntrySizes: false });
    const parts = new Map<string, Buffer>();
    const names = new Set<string>();
    let total = 0;
    for await (const entry of zip.eachEntry()) {
      if (names.has(entry.fileName) || names.size >= MAX_ENTRIES) throw new ZipRefused('UNREADABLE');
      names.add(entry.fileName);
      if (entry.fileName.endsWith('/') || !keep(entry.fileName)) continue;
      const chunks: Buffer[] = [];
      for await (const chunk of await zip.openReadStreamPromise(entry)) {
        total += chunk.length;
        if (total > maxBytes) throw new ZipRefused('TOO_BIG');
        chunks.push(chunk);
      }
      parts.set(entry.fileName, Buffer.concat(chunks));
    }
    return parts;
  } catch (error) {
    if (error instanceof ZipRefused) throw error;
    throw new ZipRefused('UNREADABLE', { cause: error });
  }
}

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const VERSION = 20;
const UTF8_NAMES = 0x0800;
/** 1 January 1980, the first date the format knows: the same parts always make the same bytes. */
const DATE = 0x0021;

/** Packs parts without compression, in their order; small archives only (no ZIP64). */
export function packStored(parts: ReadonlyMap<string, Buffer>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of parts) {
    const nameBytes = Buffer.from(name, 'utf8');
    // shared by both headers: version, flags, method 0, time, date, crc, sizes, length of the name, no extra field
    const common = Buffer.alloc(26);
    common.writeUInt16LE(VERSION, 0);
    common.writeUInt16LE(UTF8_NAMES, 2);
    common.writeUInt16LE(DATE, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const body = Buffer.concat([uint32(LOCAL_HEADER), common, nameBytes, content]);
    // comment length, disk, attributes: all 0; then where the local header stands
    directory.push(
      Buffer.concat([uint32(CENTRAL_HEADER), uint16(VERSION), common, Buffer.alloc(10), uint32(offset), nameBytes]),
    );
    bodies.push(body);
    offset += body.length;
  }
  const central = Buffer.concat(directory);
  const count = uint16(parts.size);
  const end = [
    uint32(END_OF_DIRECTORY),
    Buffer.alloc(4),
    count,
    count,
    uint32(central.length),
    uint32(offset),
    Buffer.alloc(2),
  ];
  return Buffer.concat([...bodies, central, ...end]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
