import type { Exercise, ExerciseRun } from "../api/schema";

export interface Tally {
  got: number;
  possible: number;
}

/** Points of the answers given, of those expected in the injects that were played; as the server counts them. */
export function scoreOf(plan: Exercise, run: ExerciseRun): { total: Tally; aims: Map<string, Tally> } {
  const given = new Set(run.given);
  const played = new Set(run.played);
  const total: Tally = { got: 0, possible: 0 };
  const aims = new Map<string, Tally>();
  for (const inject of plan.injects) {
    if (!played.has(inject.number)) continue;
    for (const question of inject.questions) {
      const aim = aims.get(question.title) ?? { got: 0, possible: 0 };
      for (const answer of question.expected) {
        const got = given.has(answer.id) ? answer.points : 0;
        aim.got += got;
        aim.possible += answer.points;
        total.got += got;
        total.possible += answer.points;
      }
      aims.set(question.title, aim);
    }
  }
  return { total, aims };
}

export const percent = (tally: Tally): number => (tally.possible === 0 ? 0 : Math.floor((100 * tally.got) / tally.possible));

/** `list` with `item` in it or not. */
export function toggled<T>(list: readonly T[], item: T, on: boolean): T[] {
  const without = list.filter((each) => each !== item);
  return on ? [...without, item] : without;
}

export function noteOf(run: ExerciseRun, inject: number): string {
  return run.notes?.find((note) => note.inject === inject)?.text ?? "";
}

export function withNote(run: ExerciseRun, inject: number, text: string): ExerciseRun {
  const others = (run.notes ?? []).filter((note) => note.inject !== inject);
  return { ...run, notes: text === "" ? others : [...others, { inject, text }] };
}
