import { pause } from './http.ts';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  date: string;
}

/** The development mailbox, read as people read theirs: each new mail once. */
export class Mailbox {
  private readonly read = new Set<string>();
  private readonly codes = new Map<string, { code: string; at: number }>();
  private reading: Promise<void> | null = null;
  private unread: { token: string; mail: Mail }[] = [];

  constructor(private readonly base: string) {}

  /** Mails with a link that arrived since the last call, oldest first. */
  async newLinks(): Promise<{ token: string; mail: Mail }[]> {
    await this.refresh();
    const links = this.unread;
    this.unread = [];
    return links;
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

  /** All that is in it, newest first. */
  async items(): Promise<Mail[]> {
    const answer = await fetch(`${this.base}/dev/mails`, { headers: { accept: 'application/json' } });
    if (!answer.ok) throw new Error(`GET /dev/mails : ${answer.status}`);
    return ((await answer.json()) as { items: Mail[] }).items;
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
      const token = /\/lien\/([\w.-]+)/.exec(mail.text)?.[1];
      if (token === undefined) continue;
      const code = /^\s*(\d{3}\s?\d{3})\s*$/m.exec(mail.text)?.[1];
      if (code === undefined) this.unread.push({ token, mail });
      else this.codes.set(token, { code: code.replace(/\s/g, ''), at: Date.now() });
    }
  }
}
