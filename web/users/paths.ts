export const usersPath = (partnerId: string): string => `/partenaires/${encodeURIComponent(partnerId)}/utilisateurs`;
export const userPath = (id: string): string => `/comptes/${encodeURIComponent(id)}`;
