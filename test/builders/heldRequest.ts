import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import type { TestApi } from '../api.ts';

/** So many uploads that have begun and do not end, until they are let go: their senders are gone then. */
export async function holding(api: TestApi, token: string, count: number): Promise<{ letGo(): Promise<void> }> {
  const sockets = Array.from({ length: count }, () => connect(Number(new URL(api.url).port), '127.0.0.1'));
  for (const socket of sockets) {
    socket.on('error', () => undefined);
    socket.write(
      [
        'POST /api/v1/esat/campaigns HTTP/1.1',
        'Host: x',
        `Authorization: Bearer ${token}`,
        'Content-Type: multipart/form-data; boundary=x',
        'Content-Length: 1000000',
        '',
        '--x',
        'Content-Disposition: form-data; name="file"; filename="liste.xlsx"',
        '',
        'début',
      ].join('\r\n'),
    );
  }
  await until(() => readdirSync(api.uploads).length === count);
  return {
    async letGo() {
      for (const socket of sockets) socket.destroy();
      await until(() => readdirSync(api.uploads).length === 0);
    },
  };
}

export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}
