import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Worker } from '@temporalio/worker';
import type { Answer, TestApi } from '../api.ts';
import { AREAS, byName, linesOf } from '../tenancy/lines.ts';
import type { TimeSkipping } from '../timeSkipping.ts';
import { registerPriorConvention } from './registries.ts';

type History = Parameters<typeof Worker.runReplayHistory>[1];

const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-kind-'));
const bundlePath = path.join(folder, 'workflows.js');
let api: TestApi;
let running: TimeSkipping;
let agent: string;
let processId: string;
let history: History;

beforeAll(async () => {
  const bundled = promisify(execFile)(process.execPath, [
    ...['--import', 'tsx', 'ops/bundle.ts', folder, 'test/kind/workflows.ts'],
  ]);
  await registerPriorConvention();
  // whatever reads a registry, from here on
  const { startApi } = await import('../api.ts');
  const { startTimeSkipping } = await import('../timeSkipping.ts');
  const { mountPages } = await import('../../web/index.ts');
  const { postgresStore } = await import('../../adapters/store/store.ts');
  const { processGateway } = await import('../../adapters/temporal/temporal.ts');
  const { createCommands } = await import('../../api/commands.ts');
  api = await startApi({}, mountPages);
  const { db, seal, policy, mailboxOf } = api.deps;
  await bundled;
  running = await startTimeSkipping({ store: postgresStore(db, seal), policy, mailboxOf }, bundlePath);
  const gateway = processGateway(running.env.client, 'processes');
  api.deps.commands = createCommands(db, gateway, policy, () => new Date(api.now));
  await now();
  agent = await api.as('agent93');
});
afterAll(async () => {
  await running?.stop();
  await api?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The API's clock is the server's, which weeks may pass on. */
async function now(): Promise<void> {
  api.now = new Date(await running.env.currentTimeMs());
}

let key = 0;
/** Asks the API; on a busy machine an act may not be confirmed in time, and is asked again under its key, as the answer says. */
async function ask(method: string, at: string, options: Parameters<TestApi['call']>[2] = {}): Promise<Answer> {
  const headers = { 'idempotency-key': `kind-${++key}` };
  for (;;) {
    await now();
    const answer = await api.call(method, at, { ...options, headers });
    if (answer.status !== 503) return answer;
  }
}

/** What a page shows, as its reader sees it. */
async function shown(at: string, token?: string): Promise<string> {
  const response = await fetch(`${api.url}${at}`, {
    headers: token === undefined ? {} : { cookie: `session=${token}` },
  });
  expect([at, response.status]).toEqual([at, 200]);
  return (await response.text())
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ');
}

/** The newest mail of this template that the process wrote, as its addressee reads it. */
async function mailed(template: string): Promise<string> {
  const { eventually } = await import('../running.ts');
  const { messageOf } = await import('../../adapters/mail/mailMessage.ts');
  const where = { processId, template };
  const row = await eventually(template, () => api.deps.db.mail.findFirst({ where, orderBy: { createdAt: 'desc' } }));
  const settings = { mailFrom: 'Passerelle <ne-pas-repondre@passerelle.example>', publicUrl: api.url };
  return messageOf(row as unknown as Parameters<typeof messageOf>[0], settings, api.deps.secrets).text;
}

const STEPS = [
  'Le partenaire signe la convention',
  'La Caf contresigne la convention',
  'Délai de rétractation',
  'Convention acquise',
];
/** The stepper of a page: each step and where it is. */
const stepper = (...at: string[]) => STEPS.map((label, index) => `${label} (${at[index]})`).join(' ');

describe('a kind that is in the registries of the tests only', () => {
  test('begins by the API, and mails the partner what it is to sign', async () => {
    const { partnerBody } = await import('../api.ts');
    const partner = await api.call('POST', '/partners', { token: agent, body: partnerBody() });
    const started = await ask('POST', `/partners/${partner.body.id}/prior-conventions`, {
      token: agent,
      body: { missions: ['Action sociale'] },
    });
    expect([started.status, started.body]).toEqual([202, { processId: 'prior-convention-93-99991041700016' }]);
    processId = started.body.processId;
    expect(await mailed('MAIL-25')).toContain('Convention d’accès');
    const { body } = await api.call('GET', `/processes/${processId}`, { token: agent });
    expect(body).toMatchObject({ type: 'priorConvention', state: 'A_SIGNER', phase: 'signature' });
    const twice = await ask('POST', `/partners/${partner.body.id}/prior-conventions`, {
      token: agent,
      body: { missions: ['Action sociale'] },
    });
    expect([twice.status, twice.body.code]).toEqual([409, 'PROCESSUS_EN_COURS']);
  });

  test('who may ask its operation is told by a file of its own, beside those of all others', async () => {
    const { servedBy, toldBy } = await import('../tenancy/asking.ts');
    const own = linesOf(path.join(import.meta.dirname, 'priorConvention', 'lines.txt'));
    const lines = byName([...AREAS.flatMap(([, others]) => others), ...own]);
    expect(await servedBy(api)).toEqual(toldBy([...lines.values()]));
  });

  test('its page shows the steps of its story in order, its state in its own words, and whom it waits for', async () => {
    const page = await shown(`/dossiers/${processId}`, agent);
    expect(page).toContain('Association Les Tilleuls – convention préalable');
    expect(page).toContain('Nature Convention préalable');
    expect(page).toContain(stepper('en cours', 'à venir', 'à venir', 'à venir'));
    expect(page).toContain('État actuel : convention à signer');
    expect(page).toContain("Attendu : Le partenaire – signer : Convention d'accès");
    const list = await shown('/dossiers?type=priorConvention&status=A_SIGNER', agent);
    expect(list).toContain('Association Les Tilleuls – convention préalable');
  });

  test('the partner follows the mailed link, is shown its part of the story, and signs', async () => {
    const link = new URL(/http\S+\/lien\/\S+/.exec(await mailed('MAIL-25'))?.[0] ?? '').pathname;
    const page = await shown(link);
    expect(page).toContain(
      `${STEPS[0]} (en cours) ${STEPS[1]} (à venir) Convention en vigueur (à venir) État actuel : convention à signer.`,
    );
    const token = decodeURIComponent(link.replace('/lien/', ''));
    expect((await ask('POST', `/links/${token}/code`)).status).toBe(202);
    const code = /\b\d{6}\b/.exec(await mailed('MAIL-50'))?.[0];
    const body = { action: 'sign', name: 'Ana Blanc', function: 'Directrice', consent: true, code };
    const signed = await ask('POST', `/links/${token}`, { body });
    expect([signed.status, signed.body]).toEqual([200, { state: 'A_CONTRESIGNER', linkStillValid: false }]);
  });

  test('the Caf finds its task, countersigns, and the dossier waits for its deadline', async () => {
    const { body: tasks } = await api.call('GET', `/tasks?dossier=${processId}`, { token: agent });
    expect(tasks.items.map((one: { kind: string }) => one.kind)).toEqual(['CONTRESIGNER']);
    const done = await ask('POST', `/tasks/${tasks.items[0].id}/complete`, {
      token: agent,
      body: { outcome: 'countersign' },
    });
    expect([done.status, done.body.state]).toEqual([200, 'FAITE']);
    const page = await shown(`/dossiers/${processId}`, agent);
    expect(page).toContain(stepper('fait', 'fait', 'en cours', 'à venir'));
    expect(page).toContain('Attendu : Passerelle – la fin du délai de rétractation');
    expect(page).toContain('Ensuite : la convention est acquise.');
  });

  test('its deadline falls by itself, and ends it', async () => {
    const { eventually } = await import('../running.ts');
    await running.env.sleep('15 days');
    const handle = running.env.client.workflow.getHandle(processId);
    await eventually('the end', async () => (await handle.describe()).status.name === 'COMPLETED');
    const page = await shown(`/dossiers/${processId}`, agent);
    expect(page).toContain(stepper('fait', 'fait', 'fait', 'fait'));
    expect(page).toContain('Le dossier est terminé : convention acquise');
    expect(page).toContain('Délai de rétractation écoulé');
    history = await handle.fetchHistory();
  });
});

describe('its history', () => {
  const replayOn = (code: string) => Worker.runReplayHistory({ workflowBundle: { code } }, history, processId);
  /** The same workflows, an outcome of this kind leading elsewhere. */
  const leading = (outcome: string, from: string, to: string) => {
    const code = readFileSync(bundlePath, 'utf8');
    const line = new RegExp(`(priorConventionRoute = {[^;]*?\\b${outcome}: ['"])${from}(['"])`);
    expect(code).toMatch(line);
    return code.replace(line, `$1${to}$2`);
  };

  test('replays on the workflows that made it, and where an outcome that it never had leads elsewhere', async () => {
    await replayOn(readFileSync(bundlePath, 'utf8'));
    await replayOn(leading('returned', 'signature', 'withdrawal'));
  });

  test.each([
    ['signed', 'countersignature', 'withdrawal'],
    ['inForce', 'withdrawal', 'ACQUISE'],
    ['bound', 'ACQUISE', 'signature'],
  ])('replays no more where « %s » leads no longer to %s but to %s (R3)', async (outcome, from, to) => {
    await expect(replayOn(leading(outcome, from, to))).rejects.toThrow('Replay failed');
  });
});
