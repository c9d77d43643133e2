import type { MailText } from '../domain/mail/types.ts';

/** The HTML part: one column, one button, escaped by @kitajs/html; readable with images off and by a screen reader. */
export function toHtml(mail: MailText): string {
  const page = (
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <title safe>{mail.subject}</title>
      </head>
      <body style="margin:0;background:#f4f5f7;font-family:Arial,Helvetica,sans-serif;color:#1b1f24">
        <div style="max-width:560px;margin:0 auto;padding:24px;background:#ffffff">
          <h1 style="font-size:20px;margin:0 0 16px" safe>
            {mail.subject}
          </h1>
          <p>Bonjour,</p>
          {mail.paragraphs.map((paragraph) => (
            <p style="line-height:1.5" safe>
              {paragraph}
            </p>
          ))}
          {mail.items.length > 0 && (
            <ul>
              {mail.items.map((item) => (
                <li safe>{item}</li>
              ))}
            </ul>
          )}
          {mail.code !== null && (
            <p style="font-size:28px;letter-spacing:6px;font-weight:bold" safe>
              {mail.code}
            </p>
          )}
          {mail.action !== null && (
            <p>
              <a href={mail.action.url} style="display:inline-block;padding:12px 20px;background:#1f4b99;color:#ffffff;text-decoration:none;border-radius:4px" safe>
                {mail.action.label}
              </a>
            </p>
          )}
          <p style="font-size:13px;color:#57606a">Ce message est envoyé automatiquement par Passerelle, ne répondez pas.</p>
        </div>
      </body>
    </html>
  );
  return `<!doctype html>${page}`;
}
