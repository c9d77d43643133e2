import { describe, expect, it } from '@jest/globals';
import { type Sender, tellDoubted, tellRefused } from './trouble.ts';

function sender(incident: string | null, withTasks: boolean) {
  const about = { incident };
  const told: string[] = [];
  const tasks: string[] = [];
  const ensureTask: NonNullable<Sender['ensureTask']> = (kind, _, subject) => tasks.push(`${kind} ${subject ?? ''}`);
  const it: Sender = { about, note: (_, label) => told.push(label), ...(withTasks ? { ensureTask } : {}) };
  return { it, about, told, tasks };
}

describe('a process whose mail will not go, or may not have arrived (R2)', () => {
  it('is told which mail is in doubt; a refused address says more', () => {
    const doubted = sender(null, true);
    tellDoubted(doubted.it, { type: 'mailDoubted', mailId: 'm1', template: 'MAIL-25' });
    expect(doubted).toMatchObject({ about: { incident: 'ENVOI_INCERTAIN' }, tasks: ['VERIFIER_COURRIEL m1'] });
    expect(doubted.told).toEqual([expect.stringMatching(/^Courriel « .+ » : envoi coupé deux fois, il a pu arriver$/)]);

    const refused = sender('ENVOI_ECHOUE', true);
    tellDoubted(refused.it, { type: 'mailDoubted', mailId: 'm1', template: 'MAIL-25' });
    expect(refused.about.incident).toBe('ENVOI_ECHOUE');
  });

  it('has an address to correct only where something waits for it', () => {
    const open = sender('ENVOI_INCERTAIN', true);
    tellRefused(open.it, 'corrigez-la');
    expect(open).toMatchObject({ about: { incident: 'ENVOI_ECHOUE' }, tasks: ['CORRIGER_COURRIEL '] });
    const over = sender(null, true);
    tellRefused(over.it, null);
    expect(over).toMatchObject({ about: { incident: 'ENVOI_ECHOUE' }, tasks: [] });
  });

  it('may have no task about its mails: who retries it sends them again', () => {
    const one = sender(null, false);
    tellDoubted(one.it, { type: 'mailDoubted', mailId: 'm1', template: 'MAIL-83' });
    tellRefused(one.it, 'corrigez-la');
    expect([one.told.length, one.tasks]).toEqual([2, []]);
  });
});
