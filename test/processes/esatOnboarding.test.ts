import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ELIGIBILITY_FORM, newDossier, PARTNER } from '../builders/dossier.ts';
import {
  complete,
  ELIGIBILITY,
  inventedSiret,
  joinGroup,
  makeGroup,
  send,
  signAll,
  startDossier,
  stateOf,
  task,
  untilState,
} from '../people.ts';
import { type Running, startProcesses } from '../running.ts';

let running: Running;
beforeAll(async () => {
  running = await startProcesses();
  await running.startWorker();
});
afterAll(() => running?.stop());

const partner = (seed: number) => ({ ...newDossier().partner, siret: inventedSiret(seed) });

describe('Esat onboarding on the real servers', () => {
  test('case 1 from nothing to an opened service: facts, projection, journal and mails agree', async () => {
    const id = await startDossier(running, { partner: partner(1) });
    await untilState(running, id, 'ELIGIBILITE_A_VERIFIER');
    expect(await send(running, id, ELIGIBILITY, PARTNER)).toEqual({ status: 'done', result: {} });
    await task(running, id, 'VERIFIER_ELIGIBILITE', 'eligible');
    await complete(running, id);
    await signAll(running, id);
    await task(running, id, 'CONTRESIGNER', 'countersign');
    expect(await stateOf(running, id)).toBe('SERVICE_OUVERT');

    const [documents, services, mails, process, audit] = await Promise.all([
      running.database.document.findMany({ where: { processId: id } }),
      running.database.openedService.findMany({ where: { processId: id } }),
      running.database.mail.findMany({ where: { processId: id } }),
      running.database.process.findUniqueOrThrow({ where: { id } }),
      running.database.auditLine.findMany({ where: { processId: id } }),
    ]);
    expect(documents.map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual([
      'BULLETIN ACTIF',
      'CONTRAT ACTIF',
      'CONVENTION ACTIF',
    ]);
    expect(documents.find((document) => document.kind === 'CONVENTION')?.number).toMatch(/^\d{2}_\d+$/);
    expect(services).toMatchObject([{ service: 'ESAT', state: 'OUVERTE' }]);
    expect(mails.map((mail) => mail.template).sort()).toEqual([
      ...['MAIL-25', 'MAIL-28', 'MAIL-28', 'MAIL-43', 'MAIL-51'],
    ]);
    expect(process).toMatchObject({ waitingFor: { who: 'PARTENAIRE' }, closedAt: null });
    expect(process.nextActionAt).not.toBeNull(); // REM-13
    expect(audit.map((line) => line.action)).toEqual(
      expect.arrayContaining([
        'esat.eligibility',
        'task.complete',
        'document.sign',
        'document.countersign',
        'service.open',
      ]),
    );
  });

  test('ADM-10: what puts the documents in force makes the designated person’s account; its first mails wait in the outbox', async () => {
    const { partnerId } = await running.database.process.findFirstOrThrow({ where: { businessKey: inventedSiret(1) } });
    const account = await running.database.user.findFirstOrThrow({ where: { partnerId } });
    expect(account).toMatchObject({ email: 'paul.reyne@tilleuls.example', state: 'CREE', createdBy: 'process' });
    expect(account.administrateurSince).not.toBeNull();
    const follower = await running.database.process.findFirstOrThrow({
      where: { partnerId, type: 'userOnboarding', businessKey: account.id },
    });
    const mails = await running.database.mail.findMany({ where: { processId: follower.id } });
    expect(mails.map((mail) => mail.template).sort()).toEqual(['MAIL-1', 'MAIL-2']);
    expect(await running.database.temporarySecret.count({ where: { userId: account.id, voidedAt: null } })).toBe(1);
  });

  test('AC-16: on from there, group, role and a user in that order end it TERMINE', async () => {
    const { id } = await running.database.process.findFirstOrThrow({ where: { businessKey: inventedSiret(1) } });
    await makeGroup(running, id);
    expect(await stateOf(running, id)).toBe('GROUPES_CONFIGURES');
    await joinGroup(running, id);
    expect(await running.database.process.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: 'TERMINE',
      waitingFor: null,
      nextActionAt: null,
      closedAt: expect.any(Date),
    });
    await expect(running.client.workflow.getHandle(id).result()).resolves.toBe('TERMINE');
    await expect(startDossier(running, { partner: partner(1) })).rejects.toMatchObject({ code: 'PROCESSUS_EN_COURS' });
  });

  test('FMT-13: an address that does not show the person waits for the Caf, and the account is made with its answer', async () => {
    const id = await startDossier(running, { partner: partner(5) });
    await untilState(running, id, 'ELIGIBILITE_A_VERIFIER');
    await send(running, id, ELIGIBILITY, PARTNER);
    await task(running, id, 'VERIFIER_ELIGIBILITE', 'eligible');
    await complete(running, id, undefined, 'pr93@tilleuls.example');
    await signAll(running, id);
    await task(running, id, 'CONTRESIGNER', 'countersign');
    const { partnerId } = await running.database.process.findUniqueOrThrow({ where: { id } });
    expect(await running.database.user.count({ where: { partnerId } })).toBe(0);
    const person = { firstName: 'Paul', lastName: 'Reyne', email: 'contact@tilleuls.example' };
    expect(await task(running, id, 'CREER_ADMINISTRATEUR', 'create', person)).toMatchObject({
      status: 'refused',
      code: 'EMAIL_NON_NOMINATIF',
    });
    const email = 'pr93@tilleuls.example';
    expect(await task(running, id, 'CREER_ADMINISTRATEUR', 'create', { ...person, email })).toMatchObject({
      status: 'done',
    });
    expect(await running.database.user.findMany({ where: { partnerId } })).toMatchObject([
      { email, createdBy: 'agent' },
    ]);
  });

  test('R8: the same key is one action, in a row and at once; the same key for something else is refused', async () => {
    const id = await startDossier(running, { partner: partner(2) });
    await untilState(running, id, 'ELIGIBILITE_A_VERIFIER');
    const both = await Promise.all([
      send(running, id, ELIGIBILITY, PARTNER, 'twice'),
      send(running, id, ELIGIBILITY, PARTNER, 'twice'),
    ]);
    expect(both).toEqual([
      { status: 'done', result: {} },
      { status: 'done', result: {} },
    ]);
    expect(await send(running, id, ELIGIBILITY, PARTNER, 'twice')).toEqual({ status: 'done', result: {} });
    expect(await running.database.auditLine.count({ where: { processId: id, action: 'esat.eligibility' } })).toBe(1);
    await expect(send(running, id, { type: 'remind' }, PARTNER, 'twice')).rejects.toMatchObject({
      code: 'CLE_REUTILISEE',
    });
    // another key: a second action, refused because it was done
    expect(await send(running, id, ELIGIBILITY, PARTNER, 'again')).toMatchObject({
      status: 'refused',
      code: 'DEJA_FAIT',
    });
  });

  test('R8: two starts of the same thing are one process', async () => {
    const over = { partner: partner(3) };
    const starts = await Promise.allSettled([startDossier(running, over), startDossier(running, over)]);
    expect(starts.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(starts.find((one) => one.status === 'rejected')).toMatchObject({ reason: { code: 'PROCESSUS_EN_COURS' } });
  });

  test('known partner (case 3): convention and contrat are recorded as REPRISE with number and SIRET as given', async () => {
    const siret = inventedSiret(4);
    const esat = {
      knownInMcp: true,
      knownInHabtiers: false,
      activeInHabtiers: null,
      conventionNumber: '22_051',
      conventionSiret: siret,
      conventionMode: 'CENTRALISE' as const,
    };
    const id = await startDossier(running, { partner: { ...partner(4), siret }, esat });
    await untilState(running, id, 'ELIGIBILITE_A_VERIFIER');
    const reprise = await running.database.document.findMany({ where: { siret, origin: 'REPRISE' } });
    expect(reprise.map(({ kind, state, number }) => [kind, state, number]).sort()).toEqual([
      ['CONTRAT', 'ACTIF', null],
      ['CONVENTION', 'ACTIF', '22_051'],
    ]);
    await task(running, id, 'VERIFIER_MISSION', 'confirmed');
    await task(running, id, 'VERIFIER_ELIGIBILITE', 'eligible', { form: ELIGIBILITY_FORM });
    await complete(running, id);
    await signAll(running, id);
    await task(running, id, 'CONTRESIGNER', 'countersign');
    expect(await stateOf(running, id)).toBe('SERVICE_OUVERT');
    expect(await running.database.document.count({ where: { siret, kind: 'CONTRAT' } })).toBe(1);
  });

  test('CONV-13: a convention is closed by a command long after its dossier has ended', async () => {
    const siret = inventedSiret(1);
    const convention = await running.database.document.findFirstOrThrow({ where: { siret, kind: 'CONVENTION' } });
    const outcome = await send(
      running,
      convention.processId ?? '',
      { type: 'close', documentId: convention.id, reason: 'Cessation' },
      { id: 'a', role: 'cafAdmin', label: 'a', ip: null },
    );
    expect(outcome).toEqual({ status: 'done', result: {} });
    expect(
      (await running.database.openedService.findFirstOrThrow({ where: { partnerId: convention.partnerId } })).state,
    ).toBe('FERMEE');
    expect(await running.database.document.count({ where: { siret, state: 'CLOS' } })).toBe(3);
  });
});
