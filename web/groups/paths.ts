export const groupsPath = (partnerId: string): string => `/partenaires/${encodeURIComponent(partnerId)}/groupes`;
export const groupPath = (id: string): string => `/groupes/${encodeURIComponent(id)}`;
