import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../errors.ts';
import { completeTaskSchema, taskToComplete } from './completion.ts';
import type { TaskKind } from './kinds.ts';
import { newTask } from './tasks.ts';

const AGENT = { role: 'agent' };

function complete(kind: TaskKind, outcome: string, fields: Record<string, unknown>, by = AGENT): string[] {
  const context = { at: new Date('2026-10-06T08:00:00Z'), newId: () => 't' };
  const tasks = [newTask(context, { kind, subject: '', caf: '093', reason: '' })];
  try {
    taskToComplete(tasks, completeTaskSchema.parse({ type: 'completeTask', taskId: 't', outcome, fields }), by);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.faults.length === 0 ? [error.code] : error.faults.map(({ path, code }) => `${path} ${code}`);
  }
  return [];
}

describe('what an outcome of a task requires (§4.5)', () => {
  it('is told all at once, whatever stands in the place of a text', () => {
    const all = ['firstName CHAMP_OBLIGATOIRE', 'lastName CHAMP_OBLIGATOIRE', 'email CHAMP_OBLIGATOIRE'];
    expect(complete('CREER_ADMINISTRATEUR', 'create', {})).toEqual(all);
    expect(complete('CREER_ADMINISTRATEUR', 'create', { firstName: ' ', lastName: {}, email: [] })).toEqual(all);
    expect(complete('CREER_ADMINISTRATEUR', 'create', { firstName: 'A', lastName: 'B', email: 'c@d' })).toEqual([]);
  });

  it('may be a number, or a list that says something', () => {
    expect(complete('RELANCER', 'extend', { days: 7 })).toEqual([]);
    expect(complete('VERIFIER_MISSION', 'changed', { missions: ' , ' })).toEqual(['missions CHAMP_OBLIGATOIRE']);
    expect(complete('VERIFIER_MISSION', 'changed', { missions: [] })).toEqual(['missions CHAMP_OBLIGATOIRE']);
    expect(complete('VERIFIER_MISSION', 'changed', { missions: ['Accueil'] })).toEqual([]);
  });

  it('leaves the profiles to the decision on the request (REQ-17)', () => {
    expect(complete('EXAMINER_DEMANDE', 'accept', {})).toEqual([]);
  });
});

describe('a task that cannot be completed so', () => {
  it('says the outcomes that there are, and whose it is', () => {
    expect(complete('VERIFIER_PORTEE', 'whatever', {})).toEqual(['outcome ISSUE_INCONNUE']);
    expect(complete('VERIFIER_PORTEE', 'single', {}, { role: 'partner' })).toEqual(['ACTION_NON_PERMISE']);
  });
});
