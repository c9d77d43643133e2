import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { sha256 } from '../../adapters/store/ids.ts';
import { type Actor, PROCESS_ACTOR } from '../../domain/decision/actor.ts';
import { canonicalContent } from '../../domain/document/canonical.ts';
import type { EsatAct } from '../../domain/esatOnboarding/acts.ts';
import type { Group } from '../../domain/people/types.ts';
import { DEFAULT_POLICY } from '../../domain/policy/policy.ts';
import {
  AGENT,
  dossierFrom,
  ELIGIBILITY_FORM,
  esatOf,
  inForce,
  newDossier,
  PARTNER,
  stateOf,
} from '../../test/builders/dossier.ts';
import { FakeStore } from '../../test/fakes/store.ts';
import { startTimeSkipping, type TimeSkipping } from '../../test/timeSkipping.ts';

const policy = { ...DEFAULT_POLICY, quietHours: null };
const DAY = 86_400_000;
let env: TestWorkflowEnvironment;
let running: TimeSkipping;
const store = new FakeStore();

beforeAll(async () => {
  running = await startTimeSkipping({ store, policy });
  env = running.env;
});
afterAll(() => running.stop());

let count = 0;
async function start(known = false) {
  const siret = known ? '99991643000013' : '99991041700016';
  const partner = { ...newDossier().partner, siret };
  const opensOn = new Date((await env.currentTimeMs()) - DAY).toISOString().slice(0, 10);
  const esat = known
    ? {
        knownInMcp: true,
        knownInHabtiers: false,
        activeInHabtiers: null,
        conventionNumber: '22_051',
        conventionSiret: null,
        conventionMode: null,
      }
    : newDossier().esat;
  const dossier = {
    ...dossierFrom(newDossier({ partner, opensOn, esat }), known ? inForce({ siret }) : []),
    id: `esat-${++count}`,
  };
  dossier.partner.id = `partner-${dossier.id}`;
  store.dossiers.set(dossier.id, dossier);
  const handle = await env.client.workflow.start('esatOnboarding', {
    workflowId: dossier.id,
    taskQueue: 'processes',
    args: [{ processId: dossier.id }],
  });
  const of = () => store.dossiers.get(dossier.id) ?? dossier;
  const send = async (act: EsatAct, actor: Actor) => {
    const id = `command-${++count}`;
    const notAfter = new Date((await env.currentTimeMs()) + 60_000);
    store.commands.set(id, { id, processId: dossier.id, act, actor, notAfter, outcome: null });
    await handle.executeUpdate('command', { args: [{ commandId: id }] });
    return store.commands.get(id)?.outcome;
  };
  const task = (kind: string, outcome: string, fields = {}) =>
    send(
      {
        type: 'completeTask',
        taskId: of().tasks.find((one) => one.kind === kind && one.state === 'OUVERTE')?.id ?? '',
        outcome,
        fields,
      },
      AGENT,
    );
  /** What an act on the partner's people tells its dossiers. */
  const look = async () => {
    const commandId = `look-${++count}`;
    const command = { processId: dossier.id, act: { type: 'look' }, actor: PROCESS_ACTOR, outcome: null };
    store.commands.set(commandId, { id: commandId, notAfter: new Date('2099-01-01'), ...command });
    await handle.executeUpdate('command', { args: [{ commandId }] });
  };
  return { handle, of, send, task, look, id: dossier.id };
}

const groupWithRole = (role: string): Group => ({
  id: 'group',
  conventionId: 'convention',
  parentId: null,
  service: 'ESAT',
  code: 'ESAT1',
  label: 'Esat',
  profile: null,
  managerId: null,
  role,
  roleSince: new Date(0),
  roleDetachedAt: null,
  closedAt: null,
  closedReason: null,
  exclusiveT9: false,
  t9SuspendedAt: null,
  establishments: [],
  frozen: false,
  version: 1,
  createdBy: 'paul',
  createdAt: new Date(0),
});
const membership = () => ({
  id: 'membership',
  groupId: 'group',
  userId: 'paul',
  since: new Date(0),
  until: null,
  addedBy: 'paul',
  removedBy: null,
});

const FORM: EsatAct = {
  type: 'fillEligibility',
  form: { casf: true, cdaph: true, places: 40, autorisation: 'Arrêté' },
};

describe('esatOnboarding, with time skipped', () => {
  test('REM-3: a silent partner is reminded at D+7, 15, 30, 60, escalated at D+30, and the dossier ends at D+90', async () => {
    const { handle, of, id } = await start();
    const begun = await env.currentTimeMs();
    await expect(handle.result()).resolves.toBe('ABANDONNE');
    const days = (template: string) =>
      store.mails
        .filter((mail) => mail.processId === id && mail.params.template === template && mail.to === of().linkEmail)
        .map((mail) => Math.round((mail.at.getTime() - begun) / DAY));
    expect(days('MAIL-26')).toEqual([7, 15, 30, 60]);
    expect(days('MAIL-53')).toEqual([90]);
    expect(of().tasks.map((task) => `${task.kind} ${task.state}`)).toEqual(['RELANCER ANNULEE']);
    const history = await handle.fetchHistory();
    expect(history.events?.length).toBeLessThan(1_000);
  });

  test('a form filled in time stops its reminders; the documents start a chain of their own', async () => {
    const { handle, of, send, task, id } = await start();
    await env.sleep('5 days');
    expect(await send(FORM, PARTNER)).toEqual({ status: 'done', result: {} });
    await env.sleep('100 days');
    expect(stateOf(of())).toBe('ELIGIBILITE_A_VERIFIER');
    expect(store.mails.filter((mail) => mail.processId === id && mail.params.template === 'MAIL-26')).toEqual([]);
    await task('VERIFIER_ELIGIBILITE', 'eligible');
    await env.sleep('8 days');
    expect(
      store.mails.filter(
        (mail) => mail.processId === id && mail.params.template === 'MAIL-26' && mail.params.audience === 'partner',
      ),
    ).toHaveLength(1);
    await send({ type: 'cancel', reason: 'fin du test' }, AGENT);
    await expect(handle.result()).resolves.toBe('ABANDONNE');
  });

  test('case 3 to the end, by hand, and a refusal leaves the process as it was', async () => {
    const { handle, of, send, task, look, id } = await start(true);
    await env.sleep('1 second');
    expect(await send(FORM, PARTNER)).toMatchObject({ status: 'refused', code: 'ETAT_INCOMPATIBLE' });
    await task('VERIFIER_ELIGIBILITE', 'eligible', { form: ELIGIBILITY_FORM });
    await task('VERIFIER_MISSION', 'confirmed');
    const bulletin = of().documents.find((document) => document.kind === 'BULLETIN');
    const content = {
      raisonSociale: 'ESAT La Passerelle',
      siret: '99991643000013',
      roles: ['ESAT'],
      departments: ['93'],
      administrateur: { firstName: 'Paul', lastName: 'Reyne', email: 'paul.reyne@esat.example' },
      signatory: { name: 'Anne Roy', function: 'Directrice' },
    };
    await send({ type: 'complete', documentId: bulletin?.id ?? '', content }, PARTNER);
    await send(
      {
        type: 'sign',
        documents: of().documents.map((document) => ({
          id: document.id,
          version: document.version,
          hash: sha256(canonicalContent(document)),
        })),
        name: 'Anne Roy',
        function: 'Directrice',
      },
      PARTNER,
    );
    await task('CONTRESIGNER', 'countersign');
    expect(stateOf(of())).toBe('SERVICE_OUVERT');

    // REM-13: the administrateur does nothing, is reminded once at D+7, then makes the group and is its first user (AC-16)
    const reminders = () => store.mails.filter((mail) => mail.params.template === 'MAIL-68' && mail.processId === id);
    await env.sleep('6 days');
    expect(reminders()).toEqual([]);
    await env.sleep('30 days');
    expect(reminders()).toMatchObject([{ to: 'paul.reyne@esat.example' }]);
    const people = store.rosters.get(of().partner.id);
    people?.groups.push(groupWithRole('ESAT'));
    await look();
    expect(stateOf(store.seen(id))).toBe('GROUPES_CONFIGURES');
    await env.sleep('8 days');
    expect(reminders()).toHaveLength(2);
    people?.memberships.push(membership());
    await look();
    await expect(handle.result()).resolves.toBe('TERMINE');
  });

  test('R7: past notAfter a command never runs', async () => {
    const { handle, send, of } = await start();
    await env.sleep('1 second');
    const id = `command-${++count}`;
    store.commands.set(id, {
      id,
      processId: of().id,
      act: FORM,
      actor: PARTNER,
      notAfter: new Date((await env.currentTimeMs()) - 1),
      outcome: null,
    });
    await handle.executeUpdate('command', { args: [{ commandId: id }] });
    expect(store.commands.get(id)?.outcome).toMatchObject({ status: 'refused', code: 'COMMANDE_EXPIREE' });
    expect(esatOf(of()).eligibility).toBe('DEMANDEE');
    await send({ type: 'cancel', reason: 'fin du test' }, AGENT);
    await handle.result();
  });
});
