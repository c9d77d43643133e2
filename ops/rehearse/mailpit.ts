import type { Mail } from '../demo/mailbox.ts';

const PAGE = 200;
interface Listed {
  ID: string;
  To: { Address: string }[];
  Subject: string;
}

/** How many mails Mailpit caught. */
export async function mailsCaught(base: string): Promise<number> {
  return (await ask<{ total: number }>(base, 'messages?limit=1')).total;
}

async function ask<T>(base: string, what: string): Promise<T> {
  const answer = await fetch(`${base}/api/v1/${what}`);
  if (!answer.ok) throw new Error(`The mail catcher answers ${answer.status} to ${what}.`);
  return (await answer.json()) as T;
}

/** Reads what Mailpit caught, newest first, each mail once over the network. */
export function mailpit(base: string): () => Promise<Mail[]> {
  const known = new Map<string, Mail>();
  return async () => {
    const fresh: Listed[] = [];
    for (let start = 0; ; start += PAGE) {
      const { messages } = await ask<{ messages: Listed[] }>(base, `messages?start=${start}&limit=${PAGE}`);
      fresh.push(...messages.filter(({ ID }) => !known.has(ID) && !fresh.some((one) => one.ID === ID)));
      // what is older is known
      if (messages.length < PAGE || messages.some(({ ID }) => known.has(ID))) break;
    }
    for (const { ID, To, Subject } of fresh.reverse()) {
      const { Text, Date: date } = await ask<{ Text: string; Date: string }>(base, `message/${ID}`);
      known.set(ID, { to: To[0]?.Address ?? '', subject: Subject, text: Text, date });
    }
    return [...known.values()].reverse();
  };
}
