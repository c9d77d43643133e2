/** Where promtool is: on PATH, in this project's cache, or taken out of Debian's package now. Throws one line with the remedy. */
export function promtool(): string;
