const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago, in the fewest words: "now", "12 s ago", "3 min ago", "5 h ago", "2 d ago", then the date. */
export function relativeTime(at: string, now: number): string {
  const then = Date.parse(at);
  if (Number.isNaN(then)) return at;
  const age = now - then;
  if (age < -5 * SECOND) return `in ${amount(-age)}`;
  if (age < 5 * SECOND) return "now";
  if (age > 30 * DAY) return new Date(then).toISOString().slice(0, 10);
  return `${amount(age)} ago`;
}

function amount(milliseconds: number): string {
  if (milliseconds < MINUTE) return `${Math.floor(milliseconds / SECOND)} s`;
  if (milliseconds < HOUR) return `${Math.floor(milliseconds / MINUTE)} min`;
  if (milliseconds < DAY) return `${Math.floor(milliseconds / HOUR)} h`;
  return `${Math.floor(milliseconds / DAY)} d`;
}

/** Local date and time with the zone, for hovering. */
export function absoluteTime(at: string): string {
  const then = new Date(at);
  return Number.isNaN(then.getTime())
    ? at
    : then.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "long" });
}
