import { Instant } from '../kit/bits.tsx';
import type { TimelineLine } from '../kit/views.ts';

/** What happened, in words, oldest first. */
export function Timeline({ lines }: { lines: readonly TimelineLine[] }): JSX.Element {
  if (lines.length === 0) return <p class="empty">Rien encore.</p>;
  return (
    <ol class="timeline">
      {lines.map((line) => (
        <li>
          <Instant at={line.at} />
          <span safe>{line.label}</span>
          <span class="soft" safe>
            {` – ${line.who}`}
          </span>
        </li>
      ))}
    </ol>
  );
}
