import { describe, expect, test } from '@jest/globals';
import { AGENT, dossierFrom, newDossier, PARTNER, Play, project, stateOf } from '../../test/builders/dossier.ts';
import { refused } from '../../test/refused.ts';
import type { DossierPeople } from '../dossier/types.ts';
import { OPENED } from '../kinds.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';

const PAUL = { name: 'Paul Reyne', email: 'paul.reyne@tilleuls.example', closesOn: null };
const NO_GROUP: DossierPeople = { administrateurs: [PAUL], groups: [] };
const withGroup = (role: string | null, members: number): DossierPeople => ({
  administrateurs: [PAUL],
  groups: [{ role, members }],
});

/** O1 with its service open on 2 March 2026, 10:00 in Paris. */
function opened(over: Parameters<typeof newDossier>[0] = {}): Play {
  const play = new Play(dossierFrom(newDossier(over)))
    .act({ type: 'open' })
    .fillEligibility()
    .task('VERIFIER_ELIGIBILITE', 'eligible')
    .completeBulletin()
    .signAll()
    .task('CONTRESIGNER', 'countersign');
  play.dossier.people = structuredClone(NO_GROUP);
  return play;
}

/** The people are now these, and the dossier looks (a people act tells it to). */
function look(play: Play, people: DossierPeople): Play {
  play.dossier.people = structuredClone(people);
  return play.act({ type: 'tick' });
}
const reminders = (play: Play) => play.mails.filter((mail) => mail.params.template === 'MAIL-68');
const now = (play: Play) => project(play.dossier, DEFAULT_POLICY, play.at);

describe('from the opened service to the first user (ESAT-17, ESAT-19, REM-13)', () => {
  test('AC-16: service, then group with its role, then a user: the dossier ends TERMINE, and every step says who is awaited', () => {
    const play = opened();
    expect(stateOf(play.dossier)).toBe('SERVICE_OUVERT');
    expect(now(play)).toMatchObject({
      ended: false,
      waitingFor: { who: 'PARTENAIRE', what: expect.stringContaining('créer le groupe Esat') },
      nextActionAt: new Date('2026-03-09T09:00:00Z'),
    });
    look(play, withGroup(null, 0));
    expect(stateOf(play.dossier)).toBe('SERVICE_OUVERT');
    look(play, withGroup('ESAT', 0));
    expect(stateOf(play.dossier)).toBe('GROUPES_CONFIGURES');
    expect(now(play)).toMatchObject({
      ended: false,
      waitingFor: { who: 'PARTENAIRE', what: expect.stringContaining('premier utilisateur') },
    });
    look(play, withGroup('ESAT', 1));
    expect(stateOf(play.dossier)).toBe('TERMINE');
    expect(now(play)).toEqual({ state: 'TERMINE', waitingFor: null, nextActionAt: null, dueAt: null, ended: true });
    expect(play.audit.map((line) => line.action)).toEqual(
      expect.arrayContaining(['service.open', 'esat.groups', 'dossier.end']),
    );
    expect(play.templates()).not.toContain('MAIL-53');
  });

  test('a group with a role and another with members are not yet a user of the service', () => {
    const groups = {
      administrateurs: [PAUL],
      groups: [...withGroup('ESAT', 0).groups, { role: null, members: 3 }],
    };
    expect(stateOf(look(opened(), groups).dossier)).toBe('GROUPES_CONFIGURES');
  });

  test('REM-13: one reminder to the administrateur at D+7, a new clock once the role is there, none once someone is in it', () => {
    const play = opened();
    play.later('2026-03-09T08:59:00Z').act({ type: 'tick' });
    expect(reminders(play)).toEqual([]);
    play.later('2026-03-09T09:00:00Z').act({ type: 'tick' }).act({ type: 'tick' });
    expect(reminders(play)).toMatchObject([{ to: PAUL.email }]);
    expect(now(play).nextActionAt).toBeNull();
    look(play.later('2026-03-10T09:00:00Z'), withGroup('ESAT', 0));
    expect(now(play).nextActionAt).toEqual(new Date('2026-03-17T09:00:00Z'));
    play.later('2026-03-17T09:00:00Z').act({ type: 'tick' });
    expect(reminders(play)).toHaveLength(2);
    look(play, withGroup('ESAT', 1));
    expect(now(play).nextActionAt).toBeNull();
  });

  test('an administrateur whose account is closed is not written to: the organisme is', () => {
    const play = opened();
    play.dossier.people.administrateurs = [{ ...PAUL, closesOn: '2026-03-05' }];
    play.later('2026-03-09T09:00:00Z').act({ type: 'tick' });
    expect(reminders(play)).toMatchObject([{ to: play.dossier.linkEmail }]);
  });

  test('by hand the same reminder leaves, and moves no clock', () => {
    const play = opened().act({ type: 'remind' }, AGENT);
    expect(reminders(play)).toMatchObject([{ to: PAUL.email }]);
    expect(now(play).nextActionAt).toEqual(new Date('2026-03-09T09:00:00Z'));
  });

  test('a role that is detached is awaited again', () => {
    const play = look(opened(), withGroup('ESAT', 0));
    expect(stateOf(look(play.later('2026-03-03T09:00:00Z'), withGroup(null, 0)).dossier)).toBe('SERVICE_OUVERT');
    expect(now(play).nextActionAt).toEqual(new Date('2026-03-10T09:00:00Z'));
  });

  test('mode centralisé: the Caf has a task, believed when it is done; the groups themselves close it, and no administrateur is reminded', () => {
    const play = opened({ delegationMode: 'CENTRALISE' });
    expect(now(play)).toMatchObject({ waitingFor: { who: 'CAF' }, nextActionAt: null, ended: false });
    expect(refused(() => play.task('CONFIGURER_GROUPE', 'done'))).toMatchObject({
      code: 'GROUPE_INCOMPLET',
      rule: 'ESAT-17',
    });
    look(play.later('2026-04-09T09:00:00Z'), withGroup('ESAT', 0));
    expect(refused(() => play.task('CONFIGURER_GROUPE', 'done'))?.message).toContain('premier utilisateur');
    expect(reminders(play)).toEqual([]);
    look(play, withGroup('ESAT', 1));
    expect(play.dossier.tasks.find((task) => task.kind === 'CONFIGURER_GROUPE')).toMatchObject({
      state: 'FAITE',
      outcome: 'done',
    });
    expect(play.dossier.endedAs).toBe('TERMINE');
  });

  test.each(['cancel', 'withdraw'] as const)(
    '%s with the service open: followed no more, nothing in force is touched',
    (type) => {
      const play = opened().act({ type, reason: 'sans objet' }, type === 'cancel' ? AGENT : PARTNER);
      expect(play.dossier.endedAs).toBe('SERVICE_OUVERT');
      expect(play.dossier.services).toMatchObject([{ state: 'OUVERTE' }]);
      expect(play.dossier.documents.every((document) => document.state === 'ACTIF')).toBe(true);
      expect(refused(() => play.act({ type: 'remind' }, AGENT))?.code).toBe('DOSSIER_TERMINE');
    },
  );

  test('a convention that is closed meanwhile ends the wait, without another mail about a dossier abandoned', () => {
    const play = opened();
    const cafAdmin = { ...AGENT, role: 'cafAdmin' as const };
    play.act({ type: 'close', documentId: play.document('CONVENTION').id, reason: 'Cessation' }, cafAdmin);
    expect(play.dossier.services).toMatchObject([{ state: 'FERMEE' }]);
    expect(play.dossier.endedAs).toBe('SERVICE_OUVERT');
    expect(play.templates()).not.toContain('MAIL-53');
  });

  test('ESAT-24: a campaign’s deadline asks for PRET_A_OUVRIR only; a dossier late before is late until its end', () => {
    const inTime = opened({ deadline: '2026-03-03' }).later('2026-03-05T09:00:00Z').act({ type: 'tick' });
    expect(inTime.dossier.flags).not.toContain('EN_RETARD');
    const late = opened({ deadline: '2026-03-03' });
    late.dossier.flags.push('EN_RETARD');
    expect(look(late, withGroup('ESAT', 0)).dossier.flags).toContain('EN_RETARD');
    expect(look(late, withGroup('ESAT', 1)).dossier.flags).not.toContain('EN_RETARD');
  });

  test('a dossier that ended with its service open, before groups were followed, stays ended', () => {
    const play = opened();
    play.dossier.endedAs = 'SERVICE_OUVERT';
    expect(look(play, withGroup('ESAT', 0)).dossier.endedAs).toBe('SERVICE_OUVERT');
    expect(now(play)).toMatchObject({ state: 'SERVICE_OUVERT', ended: true, waitingFor: null });
  });

  test('a conventionnement ends with its service open, whatever groups there are', () => {
    const play = new Play(
      dossierFrom(newDossier({ type: 'conventionnement', services: ['CDAP'], profiles: ['T2'], esat: null })),
    );
    play.dossier.people = withGroup('ESAT', 0);
    play.act({ type: 'open' }).completeBulletin().signAll().task('CONTRESIGNER', 'countersign');
    expect(play.dossier.endedAs).toBe('SERVICE_OUVERT');
    expect(OPENED).toContain(stateOf(play.dossier));
  });
});
