import { parseConnectionUrl } from 'nodemailer/lib/shared';
import { openLine } from './mailerLine.ts';

const PATIENCE_MS = 2_000;

/** True when the mail relay would take a mail: it greets, answers in SMTP, by TLS and with our name where those are asked for. None is begun. */
export async function mailIsTaken(smtpUrl: string): Promise<boolean> {
  const { auth, ...server } = parseConnectionUrl(smtpUrl);
  const patience = { openMs: PATIENCE_MS, answerMs: PATIENCE_MS, dataMs: PATIENCE_MS, stoppedMs: PATIENCE_MS };
  const opened = await openLine(server, auth ?? null, patience);
  if ('outcome' in opened) return false;
  opened.line.leave();
  return true;
}
