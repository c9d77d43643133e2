/** How mass work goes: so many at once, then so long a pause. */
export interface Pace {
  most: number;
  pauseMs: number;
}

/** Some at once cost less than each alone. */
const ALL_THERE_IS: Pace = { most: 25, pauseMs: 100 };
/** People wait for each click as mass work does not (P2): few at once, so that none of them stands behind many. */
const WITH_ROOM: Pace = { most: 4, pauseMs: 200 };

/** The pace of mass work: it takes all there is where nobody acts, and leaves room where people are at work. */
export function paceOf(peopleAtWork: boolean): Pace {
  return peopleAtWork ? WITH_ROOM : ALL_THERE_IS;
}
