import { expect, test } from "vitest";
import type { Exercise, ExerciseRun } from "../api/schema";
import { noteOf, percent, scoreOf, toggled, withNote } from "./score";

const inject = (number: number): Exercise["injects"][number] => ({
  number,
  step: number,
  starts: 10,
  minutes: 5,
  tactic: { id: "AML.TA0011", name: "Impact" },
  technique: { id: "AML.T0015", name: "Evade AI Model" },
  situation: "",
  signs: [],
  meanwhile: [],
  background: "",
  narrative: "",
  questions: [
    {
      aim: "recognise",
      title: "Recognise",
      text: "?",
      expected: [
        { id: `${number}.recognise.1`, text: "one", points: 1 },
        { id: `${number}.recognise.2`, text: "two", points: 2 },
      ],
    },
  ],
});
const plan: Exercise = { release: "1", study: "AML.CS0000", title: "", summary: "", seed: 1, minutes: 60, opening: 10, debrief: 15, injects: [inject(1), inject(2)] };
const run: ExerciseRun = { release: "1", study: "AML.CS0000", injects: 8, minutes: 60, seed: 1, played: [1], given: ["1.recognise.2", "2.recognise.1"] };

test("only what was played counts", () => {
  const score = scoreOf(plan, run);
  expect(score.total).toEqual({ got: 2, possible: 3 });
  expect(score.aims.get("Recognise")).toEqual({ got: 2, possible: 3 });
  expect(percent(score.total)).toBe(66);
  expect(percent({ got: 0, possible: 0 })).toBe(0);
});

test("marks and notes are put in and taken out", () => {
  expect(toggled([1, 2], 2, false)).toEqual([1]);
  expect(toggled([1], 1, true)).toEqual([1]);
  const noted = withNote(run, 1, "calm");
  expect(noteOf(noted, 1)).toBe("calm");
  expect(withNote(noted, 1, "").notes).toEqual([]);
});
