/** A log is told so often. */
const LOGGED_EVERY_MS = 10_000;

/** One line that redraws itself on a terminal; elsewhere a line now and then, so that a log stays readable. */
export function progressBar(out: NodeJS.WriteStream = process.stdout): {
  show(done: number, total: number, words: string): void;
  end(): void;
} {
  const tty = out.isTTY === true;
  let shown = '';
  let nextAt = 0;
  return {
    show(done, total, words) {
      if (!tty) {
        if (words === shown || Date.now() < nextAt) return;
        [shown, nextAt] = [words, Date.now() + LOGGED_EVERY_MS];
        out.write(`   ${done} sur ${total} terminés${words === '' ? '' : `. ${words}`}\n`);
        return;
      }
      const width = 28;
      const filled = total === 0 ? width : Math.round((width * done) / total);
      const line = `  ${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done}/${total}  ${words}`.slice(
        0,
        (out.columns ?? 100) - 1,
      );
      if (line === shown) return;
      shown = line;
      out.write(`\r\x1b[2K${line}`);
    },
    end() {
      if (tty && shown !== '') out.write('\n');
    },
  };
}
