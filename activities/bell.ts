/** Wakes one sleeper; a ring while nobody sleeps is not lost. */
export interface Bell {
  ring(): void;
  /** resolves when rung, or after `ms` */
  wait(ms: number): Promise<void>;
}

export function createBell(): Bell {
  let rung = false;
  let wake = () => {};
  return {
    ring() {
      rung = true;
      wake();
    },
    async wait(ms) {
      if (!rung)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      rung = false;
    },
  };
}

/** Sleeps, but not on when asked to stop. */
export function sleepUnless(stop: AbortSignal | null, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer);
      stop?.removeEventListener('abort', over);
      resolve();
    };
    const timer = setTimeout(over, ms);
    if (stop?.aborted) over();
    else stop?.addEventListener('abort', over);
  });
}
