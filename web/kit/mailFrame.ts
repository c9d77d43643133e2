/** Policy of a mail that is shown in a frame: its own styles and nothing else; no script, no request, no form, no address of ours (S9). */
export const MAIL_ONLY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";
