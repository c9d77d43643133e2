import { expect, test } from '@jest/globals';
import { type Pulse, runStates, SILENT_AFTER_MS } from './workers.ts';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 8, 0, second));
const NOW = 60;
/** A worker that began and last spoke at these seconds. */
const worker = (id: string, began: number, spoke: number): Pulse => ({
  ...{ id, startedAt: at(began), beatAt: at(spoke), stoppedAt: null, silentMs: (NOW - spoke) * 1_000 },
});
const states = (...pulses: Pulse[]) => Object.fromEntries(runStates(pulses).map(({ id, state }) => [id, state]));

test('§4: one that fell silent troubles somebody until another began in its place', () => {
  expect(states(worker('dead', 0, 20))).toEqual({ dead: 'MUET' });
  expect(states(worker('dead', 0, 20), worker('new', 25, NOW))).toEqual({ dead: 'REMPLACE', new: 'EN_MARCHE' });
});

test('§4: who ran beside it has not taken its place, and a newcomer takes one place only', () => {
  expect(states(worker('dead', 10, 20), worker('beside', 5, NOW))).toMatchObject({ dead: 'MUET' });
  const two = [worker('first', 0, 20), worker('second', 0, 22)];
  expect(states(...two, worker('new', 25, NOW))).toMatchObject({ first: 'REMPLACE', second: 'MUET' });
});

test('§4: one that was told to stop is not silent, however long ago', () => {
  expect(states({ ...worker('ended', 0, 20), stoppedAt: at(20) })).toEqual({ ended: 'ARRETE' });
  expect(states({ ...worker('slow', 0, NOW), silentMs: SILENT_AFTER_MS })).toEqual({ slow: 'EN_MARCHE' });
});
