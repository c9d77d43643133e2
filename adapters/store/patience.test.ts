import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Prisma } from '../../generated/prisma/client.ts';
import { leftBehind, oneRequest, patienceOf, waitedInVain } from './patience.ts';
import { type Database, execute, openDatabase } from './prisma.ts';

/** A server that takes connections and never says a word, as one that was stopped by SIGSTOP. */
const frozen = createServer((socket) => {
  taken.push(socket);
  socket.on('error', () => {});
});
const taken: Socket[] = [];
let database: Database;
beforeAll(async () => {
  await new Promise<void>((resolve) => frozen.listen(0, '127.0.0.1', resolve));
  const { port } = frozen.address() as AddressInfo;
  database = openDatabase(`postgresql://app@127.0.0.1:${port}/facts`, 4, { waitMs: 50, queryMs: 50 });
});
afterAll(async () => {
  for (const socket of taken) socket.destroy();
  frozen.close();
  await database.$disconnect();
});

const ask = () => execute(database, Prisma.sql`SELECT 1`);

it('a request that a frozen PostgreSQL has not answered once does not wait for it again', async () => {
  await oneRequest(async () => {
    await expect(ask()).rejects.toThrow('timeout');
    const tried = taken.length;
    await expect(ask()).rejects.toThrow('timeout exceeded when trying to connect');
    await expect(database.$queryRaw`SELECT 1`).rejects.toThrow();
    await expect(database.$transaction([database.$queryRaw`SELECT 1`])).rejects.toThrow();
    expect(taken).toHaveLength(tried);
    // what it leaves behind, and the next request, ask for themselves
    await expect(leftBehind(ask)).rejects.toThrow('timeout');
    expect(taken).toHaveLength(tried + 1);
  });
  await expect(oneRequest(ask)).rejects.toThrow('timeout');
  await expect(ask()).rejects.toThrow('timeout');
});

it('what has waited for something else has little left for each answer; who is no request waits as long as always', () => {
  expect(patienceOf(4_000)).toBe(4_000);
  waitedInVain(0);
  expect(patienceOf(4_000)).toBe(4_000);
  oneRequest(() => {
    expect(patienceOf(4_000)).toBe(4_000);
    waitedInVain(400);
    expect(patienceOf(4_000)).toBe(400);
    waitedInVain(1_000);
    expect(patienceOf(4_000)).toBe(400);
    oneRequest(() => expect(patienceOf(4_000)).toBe(4_000));
  });
});
