/** One line that redraws itself on a terminal; elsewhere nothing, so that a log stays readable. */
export function progressBar(out: NodeJS.WriteStream = process.stdout): {
  show(done: number, total: number, words: string): void;
  end(): void;
} {
  const tty = out.isTTY === true;
  let shown = '';
  return {
    show(done, total, words) {
      if (!tty) return;
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
