import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** People who launch campaigns and act on them, in a process of their own, from `begin` until `end`. It ends with whoever started it. */
export class Load {
  private crowd: ChildProcess | null = null;
  private dossiers = 0;

  /** `env`: what ./crowd.ts asks for */
  constructor(private readonly env: Record<string, string>) {}

  begin(): void {
    const script = fileURLToPath(new URL('./crowd.ts', import.meta.url));
    this.crowd = fork(script, [], {
      env: { ...process.env, ...this.env },
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.crowd.once('message', (dossiers) => {
      this.dossiers = Number(dossiers);
    });
  }

  /** Throws where nobody acts any more: why is told already. */
  goesOn(): void {
    if (this.crowd === null || this.crowd.exitCode !== null)
      throw new Error('Those who act on dossiers have come to a stop.');
  }

  /** Lets what is under way come to its end; how many dossiers there were. */
  async end(): Promise<number> {
    this.goesOn();
    this.crowd?.send('enough');
    if (this.crowd?.exitCode === null) await once(this.crowd, 'exit');
    if (this.crowd?.exitCode !== 0) throw new Error('Those who act on dossiers have come to a stop.');
    return this.dossiers;
  }
}
