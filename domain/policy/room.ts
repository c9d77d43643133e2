/** Between two looks at how many have left the flight: some at once cost less than each alone. */
const LOOK_MS = 200;
/** … and while people are at work, who wait for each click as mass work does not (P2). */
const ROOM_MS = 600;

/** How long mass work pauses before it looks whether more may be begun, in ms. */
export function pauseBetweenLooks(peopleAtWork: boolean): number {
  return peopleAtWork ? ROOM_MS : LOOK_MS;
}
