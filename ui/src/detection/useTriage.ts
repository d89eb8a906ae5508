import { useCallback, useState } from "react";
import { useApi } from "../api/hooks";
import type { Finding, FindingStatus } from "../api/schema";
import { statusWord } from "../page/widgets";

interface Step {
  id: string;
  from: FindingStatus;
}

export interface Outcome {
  words: string;
  failed: boolean;
}

/** Sets the status of findings, and takes the last such step back. */
export function useTriage(take: (finding: Finding) => void) {
  const api = useApi();
  const [done, setDone] = useState<readonly (readonly Step[])[]>([]);
  const [outcome, setOutcome] = useState<Outcome>();

  const apply = useCallback(
    async (changes: readonly { finding: Pick<Finding, "id" | "status">; to: FindingStatus }[], note: string): Promise<Step[]> => {
      const steps: Step[] = [];
      for (const { finding, to } of changes) {
        if (finding.status === to) continue;
        take(await api.triage(finding.id, to, note));
        steps.push({ id: finding.id, from: finding.status });
      }
      return steps;
    },
    [api, take],
  );

  const triage = useCallback(
    async (findings: readonly Finding[], to: FindingStatus, note = "") => {
      try {
        const steps = await apply(findings.map((finding) => ({ finding, to })), note);
        if (steps.length === 0) {
          setOutcome({ words: `Already ${statusWord(to)}.`, failed: false });
          return;
        }
        setDone((before) => [...before, steps]);
        setOutcome({ words: `${steps.length === 1 ? "1 finding" : `${steps.length} findings`} now ${statusWord(to)}.`, failed: false });
      } catch (error) {
        setOutcome({ words: `Not done: ${error instanceof Error ? error.message : String(error)}`, failed: true });
      }
    },
    [apply],
  );

  const undo = useCallback(async () => {
    const steps = done.at(-1);
    if (!steps) {
      setOutcome({ words: "Nothing to undo here; a finding's history can put it back.", failed: false });
      return;
    }
    setDone((before) => before.slice(0, -1));
    try {
      // The status now is not asked for: putting back is what was wanted.
      for (const { id, from } of steps) take(await api.triage(id, from, "undone"));
      setOutcome({ words: steps.length === 1 ? "Undone." : `${steps.length} undone.`, failed: false });
    } catch (error) {
      setOutcome({ words: `Not undone: ${error instanceof Error ? error.message : String(error)}`, failed: true });
    }
  }, [api, done, take]);

  return { triage, undo, outcome, canUndo: done.length > 0, dismiss: useCallback(() => setOutcome(undefined), []) };
}

export type Triage = ReturnType<typeof useTriage>;
