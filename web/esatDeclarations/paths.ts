/** Where the people of an Esat declare. */
export const DECLARE = '/esat/remunerations';
/** Where a Caf reads what its allocataires' Esat declared. */
export const RECEIVED = '/esat/recues';

export const declarePath = (year: number): string => `${DECLARE}/${year}`;
/** A line, by its place from 1; the one after the last is a new one. */
export const linePath = (year: number, line: number): string => `${declarePath(year)}/lignes/${line}`;
export const receiptPath = (year: number, number: string): string =>
  `/api/v1/esat/declarations/${year}/submissions/${encodeURIComponent(number)}/receipt`;
export const TEMPLATE = '/api/v1/esat/declarations/template';
export const receivedPath = (year: number): string => `${RECEIVED}/${year}`;
export const missingPath = (year: number): string => `${receivedPath(year)}/manquants`;
export const exportPath = (year: number): string => `/api/v1/esat/received/${year}/lines.csv`;
