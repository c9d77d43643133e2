import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { Waiting } from '../domain/process/types.ts';

/** Input of every process: the id of its row, which is also its workflow id. Facts are read from the database. */
export interface ProcessInput {
  processId: string;
}

/** `done`: this delivery carried the command out; without it the command's row tells what became of it. */
export interface CommandReceipt {
  accepted: boolean;
  done?: boolean;
}

/** Carries out the stored command of this id. The only update there is: what it asks is in the database, not in the history. */
export const commandUpdate = defineUpdate<CommandReceipt, [{ commandId: string }]>('command');

/** For operators: what the process waits for right now. Pages read the projection instead. */
export const statusQuery = defineQuery<Waiting>('status');
