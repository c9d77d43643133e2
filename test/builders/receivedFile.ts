import { createHash } from 'node:crypto';

/** A file as it was received, from its bytes. */
export function receivedFile(name: string, bytes: Buffer) {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { name, size: bytes.length, head: bytes.subarray(0, 16), sha256, read: async () => bytes };
}
