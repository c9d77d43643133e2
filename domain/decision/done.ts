/** What was done, when and by whom, in words for the partner (U9). */
export interface DoneAct {
  at: Date;
  what: string;
  by: string;
}
