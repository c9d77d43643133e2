import type { FirstLetters } from './administrateurs.ts';
import { pause } from './http.ts';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  date: string;
}

/** Throws where mails leave for good: nobody here could follow their links, and a campaign would stop half-way. */
export async function requireMailbox(base: string): Promise<void> {
  const { status } = await fetch(`${base}/dev/mails`, { headers: { accept: 'application/json' } });
  if (status === 404)
    throw new Error(
      'Cette Passerelle envoie ses courriels par SMTP_URL, et la démonstration suit les liens de la boîte de développement : relancez Passerelle sans SMTP_URL.',
    );
}

/** What is in the development mailbox, newest first. */
export const devMails = (base: string) => async (): Promise<Mail[]> => {
  const answer = await fetch(`${base}/dev/mails`, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(`GET /dev/mails : ${answer.status}`);
  return ((await answer.json()) as { items: Mail[] }).items;
};

/** A mailbox, read as people read theirs: each new mail once. */
export class Mailbox {
  private readonly read = new Set<string>();
  private readonly codes = new Map<string, { code: string; at: number }>();
  private reading: Promise<void> | null = null;
  private unread: { token: string; mail: Mail }[] = [];
  /** identifiants whose password has not arrived yet, oldest first, by address */
  private readonly logins = new Map<string, string[]>();
  private accounts: { letters: FirstLetters; mail: Mail }[] = [];

  /** `items`: all that is in it, newest first */
  constructor(private readonly items: () => Promise<Mail[]>) {}

  /** Mails with a link that arrived since the last call, oldest first. */
  async newLinks(): Promise<{ token: string; mail: Mail }[]> {
    await this.refresh();
    const links = this.unread;
    this.unread = [];
    return links;
  }

  /** New accounts of which both mails have arrived since the last call. */
  async newAccounts(): Promise<{ letters: FirstLetters; mail: Mail }[]> {
    await this.refresh();
    const accounts = this.accounts;
    this.accounts = [];
    return accounts;
  }

  /** The one-time code mailed for a link after `since`. */
  async code(token: string, since: number): Promise<string> {
    for (let tries = 0; tries < 300; tries += 1) {
      const found = this.codes.get(token);
      if (found !== undefined && found.at >= since) return found.code;
      await this.refresh();
      if (this.codes.get(token) === found) await pause(100);
    }
    throw new Error('No code came by mail within 30 s: is the dispatcher running?');
  }

  /** One reading at a time, whoever waits for it. */
  private refresh(): Promise<void> {
    this.reading ??= this.fetchNew().finally(() => {
      this.reading = null;
    });
    return this.reading;
  }

  private async fetchNew(): Promise<void> {
    for (const mail of (await this.items()).reverse()) {
      const id = `${mail.date} ${mail.to} ${mail.text}`; // links and codes tell apart what is sent within one second
      if (this.read.has(id)) continue;
      this.read.add(id);
      if (this.takeLetter(mail)) continue;
      const token = /\/lien\/([\w.-]+)/.exec(mail.text)?.[1];
      if (token === undefined) continue;
      const code = /^\s*(\d{3}\s?\d{3})\s*$/m.exec(mail.text)?.[1];
      if (code === undefined) this.unread.push({ token, mail });
      else this.codes.set(token, { code: code.replace(/\s/g, ''), at: Date.now() });
    }
  }

  /** MAIL-1 gives the identifiant, MAIL-2 the temporary password: two mails, never both in one (ACC-23). */
  private takeLetter(mail: Mail): boolean {
    const login = /identifiant est (MCP\w+)/.exec(mail.text)?.[1];
    if (login !== undefined) this.logins.set(mail.to, [...(this.logins.get(mail.to) ?? []), login]);
    if (!mail.subject.includes('mot de passe temporaire')) return login !== undefined;
    const password = AFTER_ITS_SENTENCE.exec(mail.text)?.[1];
    const [of, ...others] = this.logins.get(mail.to) ?? [];
    if (of === undefined || password === undefined) return true;
    this.logins.set(mail.to, others);
    this.accounts.push({ letters: { login: of, password }, mail });
    return true;
  }
}

/** The password stands alone on its line, after the sentence that announces it. */
const AFTER_ITS_SENTENCE = /:\s*\n\s*(\S+)\s*\n/;
