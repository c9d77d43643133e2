import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { CACHE, must, run } from './engine.ts';

export type Say = (line: string) => void;

/** Programs of a Temporal that stands on a database of its own, and the folder of their module with its schemas and scripts. */
export interface TemporalTools {
  server: string;
  sql: string;
  module: string;
}

/** Server and SQL tool of a pinned version by `go install`: some minutes, once. Throws where there is no Go. */
export async function temporalTools(version: string, say: Say): Promise<TemporalTools> {
  const found = await run('go', ['version']).catch(() => null);
  if (found?.code !== 0) throw new Error("Go is not here, which builds Temporal's server: install Go 1.25 or later.");
  const bin = path.join(CACHE, 'bin');
  mkdirSync(bin, { recursive: true });
  const program = async (name: string, what: string) => {
    const built = path.join(bin, `${name}-${version}`);
    if (existsSync(built)) return built;
    say(`  ${what} of Temporal ${version}: go install, some minutes once`);
    await must('go', ['install', `go.temporal.io/server/${what}@v${version}`], {
      env: { ...process.env, GOBIN: bin, CGO_ENABLED: '0' },
    });
    cpSync(path.join(bin, name), built);
    rmSync(path.join(bin, name));
    return built;
  };
  return {
    server: await program('server', 'cmd/server'),
    sql: await program('sql', 'cmd/tools/sql'),
    module: path.join(await must('go', ['env', 'GOMODCACHE']), `go.temporal.io/server@v${version}`),
  };
}
