/** What is particular to a service that is closed for everyone. */
export interface Nationally {
  /** what people use in its place, after « servez-vous … » */
  fallback: string;
  /** a process opens it again, not a person's act */
  onlyReopening: boolean;
}
