export interface Term {
  /** the fragment of its address */
  id: string;
  word: string;
  means: string;
  of: "ATLAS" | "Sextant";
  see?: readonly string[];
}

const term = (of: Term["of"], word: string, means: string, ...see: string[]): Term => ({
  id: word.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"),
  word,
  means,
  of,
  ...(see.length > 0 && { see }),
});

/** The words of ATLAS and of Sextant, in Sextant's own explanation. */
export const TERMS: readonly Term[] = [
  term("ATLAS", "ATLAS", "MITRE's public catalogue of how systems with artificial intelligence are attacked, drawn from incidents and exercises. It is built as ATT&CK is, and published in numbered releases.", "att-ck", "release"),
  term("ATLAS", "ATT&CK", "MITRE's older catalogue of attacks on ordinary IT. Many ATLAS objects were adapted from one of it; the link is a hint, not an equation."),
  term("ATLAS", "Tactic", "What an attacker wants to reach at a moment of an attack, such as a first foothold. The columns of the matrix.", "technique", "matrix"),
  term("ATLAS", "Technique", "A way to reach a tactic. It may stand under several tactics, and may have sub-techniques.", "sub-technique", "tactic"),
  term("ATLAS", "Sub-technique", "A more exact kind of a technique. Its id is that of its parent with three more digits."),
  term("ATLAS", "Matrix", "Tactics side by side, with the techniques of each below it.", "tactic", "technique"),
  term("ATLAS", "Mitigation", "Something a defender can do against techniques. What is stated for a technique is shown for its sub-techniques too, marked as inherited.", "lifecycle-phase"),
  term("ATLAS", "Case study", "An attack that happened, or was carried out to learn from it, told as steps: each a technique under a tactic.", "incident", "exercise", "step"),
  term("ATLAS", "Incident", "A case study of something that really befell somebody."),
  term("ATLAS", "Exercise", "A case study of researchers or testers who attacked with permission or in a laboratory."),
  term("ATLAS", "Step", "One act in a case study. It leads to the next, or to several where the attack branches."),
  term("ATLAS", "Maturity", "How far a technique has gone in the world: feasible (shown in research), demonstrated (worked in an exercise), realized (used in an incident)."),
  term("ATLAS", "Platform", "The sort of system that a technique can be used on, such as generative or agentic AI. Stated from format 6 on."),
  term("ATLAS", "Lifecycle phase", "The part of the life of a model, from understanding the need to running it, in which a mitigation is applied."),
  term("ATLAS", "Release", "One published edition of ATLAS. Ids can be added, retired, renamed and moved from one to the next, so a reference is exact only with its release.", "retired-id"),
  term("ATLAS", "Retired id", "An id that a later release no longer has. ATLAS leaves no note of it; Sextant keeps a table of successors.", "release"),
  term("ATLAS", "Prompt injection", "Text that makes a language model follow somebody other than those who run it. Direct when it is typed, indirect when the model reads it in a document, page or tool result."),
  term("ATLAS", "Jailbreak", "A prompt that brings a model to answer what its makers trained it to refuse."),
  term("ATLAS", "Poisoning", "Planting data so that a model, an index or a memory built from it behaves as the attacker wants."),
  term("ATLAS", "Model extraction", "Rebuilding a model, or a good likeness, from its answers to many queries."),
  term("ATLAS", "Evasion", "An input made so that a model takes it for something else."),
  term("ATLAS", "RAG", "Retrieval-augmented generation: the model is given passages found in a store. Whoever can write to the store can speak to the model."),
  term("ATLAS", "AI agent", "A model that calls tools by itself. What its tools may do, an attacker who steers it may do."),
  term("Sextant", "Event", "One record of telemetry in Sextant's common form: a prompt and its answer, a tool call, a retrieval, a guardrail's word.", "telemetry"),
  term("Sextant", "Telemetry", "What AI systems tell about themselves, as OpenTelemetry, JSON lines or a cloud's log."),
  term("Sextant", "Rule", "A condition over events, written in Sigma, with the techniques that it is evidence of.", "sigma"),
  term("Sextant", "Sigma", "A public text format for detection rules, read by many tools."),
  term("Sextant", "Correlation", "A rule over several events: so many within a time, or some after others."),
  term("Sextant", "Finding", "What a rule found. The same again within a day is counted in the finding that is there.", "triage", "evidence"),
  term("Sextant", "Evidence", "The events of a finding, with the words that matched."),
  term("Sextant", "Triage", "Saying what a finding is: acknowledged, resolved, or a false positive. Every change keeps its author."),
  term("Sextant", "Heat", "How often a technique was seen in the chosen time, in fixed steps, so that a colour always means the same."),
  term("Sextant", "Watched", "At least one rule names the technique. Where nothing watches, nothing seen means nothing."),
  term("Sextant", "Layer", "Notes on the matrix: scores, colours, comments, links. Made in the Navigator, exchanged in the format of ATT&CK's.", "score", "colour-scale"),
  term("Sextant", "Score", "A number that a layer gives a cell. What it measures is the layer's affair."),
  term("Sextant", "Colour scale", "The colours between a layer's lowest and highest score."),
  term("Sextant", "Gap", "A cell that a layer does not annotate, or a technique that no rule names."),
  term("Sextant", "Refusal", "A record that could not be read, with the place and the reason. It is counted, never dropped in silence."),
  term("Sextant", "Ledger", "A log that shows whether anything in it was changed later, with proofs that others can check."),
  term("Sextant", "System map", "What an AI system consists of and what flows between its parts, as the start of a threat model."),
];
