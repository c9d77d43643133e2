import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { Connection } from '@temporalio/client';
import { parse } from 'yaml';
import { stopAfterUs } from '../../ops/guard.ts';
import { lastLinesOf } from '../../ops/keepAlive.ts';
import { freePort, pause } from '../../ops/pids.ts';
import { withClient } from '../../ops/postgres.ts';
import { ROOT } from '../../ops/rehearse/engine.ts';
import { type TemporalTools, temporalTools } from '../../ops/rehearse/temporalTools.ts';
import { answering, type RunningTemporal, stopChild } from '../../ops/temporalServer.ts';

const ROLE = 'passerelle_temporal';
const DATABASES = { temporal: 'temporal', visibility: 'temporal_visibility' };
const NAMESPACE = 'default';
const RETENTION_S = 30 * 86_400;
/** A namespace is known to all parts of a new server a little after it was made. */
const KNOWN_MS = 60_000;

/** The service as docker-compose.yml has it: its version, its variables. */
const { image, environment } = (
  parse(readFileSync(path.join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true }) as {
    services: { temporal: { image: string; environment: Record<string, string> } };
  }
).services.temporal;

/**
 * The server of docker-compose.yml with its settings, on databases of its own in this PostgreSQL; `ownerUrl`: of any database there, as
 * who may make roles. Its programs are built where they never were (Go, some minutes).
 */
export async function startTemporalOnPostgres(options: { ownerUrl: string; folder: string }): Promise<RunningTemporal> {
  const tools = await temporalTools(image.split(':')[1] ?? '', console.error);
  const { ownerUrl, folder } = options;
  await withClient(ownerUrl, async (client) => {
    await client.query(`CREATE ROLE ${ROLE} LOGIN PASSWORD '${ROLE}'`);
    for (const name of Object.values(DATABASES)) await client.query(`CREATE DATABASE ${name} OWNER ${ROLE}`);
  });
  const { hostname, port } = new URL(ownerUrl);
  await makeSchemas(tools, { hostname, port });
  const names = ['FRONTEND', 'MATCHING', 'HISTORY', 'WORKER'];
  const ports: Record<string, string> = { FRONTEND_HTTP_PORT: String(await freePort()) };
  for (const name of names)
    for (const use of ['GRPC', 'MEMBERSHIP']) ports[`${name}_${use}_PORT`] = String(await freePort());
  const variables = {
    ...environment,
    ...ports,
    ...{ POSTGRES_SEEDS: hostname, DB_PORT: port, POSTGRES_USER: ROLE, POSTGRES_PWD: ROLE, BIND_ON_IP: '127.0.0.1' },
    ...{ DYNAMIC_CONFIG_FILE_PATH: path.join(ROOT, 'ops/temporal.yaml'), LOG_LEVEL: 'error' },
  };
  const address = `127.0.0.1:${ports.FRONTEND_GRPC_PORT}`;
  const log = path.join(folder, 'temporal.log');
  const start = async (): Promise<RunningTemporal> => {
    const child = launch(tools.server, variables, log);
    await answering(child, address, 'temporal-system');
    return {
      ...{ address, process: child, stop: () => stopChild(child), restart: start },
      lastWords: () => lastLinesOf(log),
    };
  };
  const server = await start();
  await makeNamespace(address);
  return server;
}

function launch(program: string, variables: Record<string, string>, log: string): ChildProcess {
  const output = openSync(log, 'a', 0o600);
  const child = spawn(program, ['start'], {
    ...{ stdio: ['ignore', output, output], detached: true },
    env: { ...process.env, ...variables },
  });
  closeSync(output);
  child.on('error', () => {}); // `answering` tells
  stopAfterUs(child, program, 'SIGTERM');
  return child;
}

/** As the job `temporal-schema` does. */
async function makeSchemas({ sql, module }: TemporalTools, at: { hostname: string; port: string }): Promise<void> {
  const run = promisify(execFile);
  for (const [name, database] of Object.entries(DATABASES)) {
    const common = ['--plugin', 'postgres12', '--ep', at.hostname, '-p', at.port, '-u', ROLE, '--db', database];
    const env = { ...process.env, SQL_PASSWORD: ROLE };
    await run(sql, [...common, 'setup-schema', '-v', '0.0'], { env });
    const schema = path.join(module, 'schema/postgresql/v12', name, 'versioned');
    await run(sql, [...common, 'update-schema', '-d', schema], { env });
  }
}

/** As the job `temporal-namespace` does; waits until tasks can be asked for in it. */
async function makeNamespace(address: string): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    const { workflowService } = connection;
    await workflowService.registerNamespace({
      namespace: NAMESPACE,
      workflowExecutionRetentionPeriod: { seconds: RETENTION_S as never },
    });
    const known = () =>
      workflowService.listWorkflowExecutions({ namespace: NAMESPACE, pageSize: 1 }).then(
        () => true,
        () => false,
      );
    for (const end = Date.now() + KNOWN_MS; !(await known()); await pause(200))
      if (Date.now() > end) throw new Error(`The namespace ${NAMESPACE} did not become known`);
  } finally {
    await connection.close();
  }
}
