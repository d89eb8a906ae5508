/** A line that one text has and the other has not; `number` counts in the text that has it. */
export interface Line {
  kind: "added" | "removed";
  number: number;
  text: string;
}

/** Lines of both that are compared exactly; of longer texts only the ends that agree are taken off. */
const MOST = 1_500;

/** What must be taken out of one text and put in to get the other, by lines: removed before added, in order. */
export function changedLines(before: string, after: string): Line[] {
  const a = before.split("\n");
  const b = after.split("\n");
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const left = a.slice(head, a.length - tail);
  const right = b.slice(head, b.length - tail);
  const kept = left.length > MOST || right.length > MOST ? [] : longestCommon(left, right);
  const inLeft = new Set(kept.map(([at]) => at));
  const inRight = new Set(kept.map(([, at]) => at));
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    while (i < left.length && !inLeft.has(i)) lines.push({ kind: "removed", number: head + i + 1, text: left[i++] ?? "" });
    while (j < right.length && !inRight.has(j)) lines.push({ kind: "added", number: head + j + 1, text: right[j++] ?? "" });
    i += 1;
    j += 1;
  }
  return lines;
}

/** The pairs of places of a longest common subsequence. */
function longestCommon(a: readonly string[], b: readonly string[]): [number, number][] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = a[i] === b[j] ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1 : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
    }
  }
  const pairs: [number, number][] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if ((lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) i += 1;
    else j += 1;
  }
  return pairs;
}
