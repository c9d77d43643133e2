/** The mails that were written; what each kind of them says is elsewhere. */
export const SENT_MAILS = '/courriels';

export const mailPath = (id: string): string => `/courriels/envois/${encodeURIComponent(id)}`;
