export const correctionsPath = (reopeningId: string): string =>
  `/tuteurs/reouvertures/${encodeURIComponent(reopeningId)}/corrections`;
export const correctionPath = (id: string): string => `/tuteurs/corrections/${encodeURIComponent(id)}`;
