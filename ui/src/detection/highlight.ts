import type { FieldMatch } from "../api/schema";

/** How much a stretch of text has to do with a match: the matched value, or what the rule asked for in it. */
export type Mark = "" | "value" | "asked";

export interface Segment {
  text: string;
  mark: Mark;
}

export interface Range {
  start: number;
  end: number;
}

const IGNORED = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/u;
const SPACE = /\s/u;

interface Folded {
  text: string;
  /** for each UTF-16 unit of `text`: where the character it came from starts and ends */
  starts: number[];
  ends: number[];
}

/**
 * The text as rules see it (NFKC, without invisible characters, white space as one space), and
 * besides in lower case, with the way back to the original.
 */
function fold(original: string): Folded {
  const folded: Folded = { text: "", starts: [], ends: [] };
  let at = 0;
  for (const character of original) {
    const start = at;
    at += character.length;
    if (IGNORED.test(character)) continue;
    const plain = SPACE.test(character) ? " " : character.normalize("NFKC").toLowerCase();
    if (plain === " " && folded.text.endsWith(" ")) {
      folded.ends[folded.ends.length - 1] = at;
      continue;
    }
    folded.text += plain;
    for (let unit = 0; unit < plain.length; unit += 1) {
      folded.starts.push(start);
      folded.ends.push(at);
    }
  }
  return folded;
}

/** Where `needle` stands in `text`, both folded; in positions of the original, in order. */
export function occurrences(text: string, needle: string): Range[] {
  return occurrencesIn(fold(text), needle);
}

function occurrencesIn(folded: Folded, needle: string): Range[] {
  const wanted = fold(needle).text.trim();
  if (wanted === "") return [];
  const found: Range[] = [];
  for (let at = folded.text.indexOf(wanted); at >= 0; at = folded.text.indexOf(wanted, at + wanted.length)) {
    found.push({ start: folded.starts[at] ?? 0, end: folded.ends[at + wanted.length - 1] ?? 0 });
  }
  return found;
}

const SHORTEST = 2;
const QUOTED = /'([^']+)'|"([^"]+)"|`([^`]+)`/g;
const NO_TEXT = /^(?:not\b|exists$|is missing$|null$|[<>]=?|(?:equal to|starts with|ends with|contains) the value of )/;
const PATTERN = /^\/(.*)\/$/s;

/**
 * The stretches of a matched value that a rule asked for: those that a pattern `/…/` matches, or the
 * literal parts of `*a*b*`. A negation, a comparison and the like ask for none.
 */
export function askedIn(value: string, expected: string): string[] {
  const pattern = PATTERN.exec(expected)?.[1];
  const found = pattern === undefined ? literalsOf(expected) : patternMatches(value, pattern);
  return found.map((each) => each.trim()).filter((each) => each.length >= SHORTEST);
}

function literalsOf(expected: string): string[] {
  if (NO_TEXT.test(expected)) return [];
  const quoted = [...expected.matchAll(QUOTED)].map((each) => each[1] ?? each[2] ?? each[3] ?? "");
  const whole = quoted.length > 0 && QUOTED_ALONE.test(expected) ? quoted : [expected];
  return whole.flatMap((each) => each.split(/(?<!\\)[*?]/)).map((each) => each.replace(/\\([*?\\])/g, "$1"));
}

const QUOTED_ALONE = /^(?:\w+(?:\|\w+)* )?(?:(?:'[^']*'|"[^"]*"|`[^`]*`)(?:, | or )?)+$/;

const MOST_MATCHES = 5;
const MOST_STEPS = 50_000_000;

/** What a rule's pattern matches in a value. The browser's engine may backtrack: a pattern that could run long is let be. */
function patternMatches(value: string, pattern: string): string[] {
  if (worstSteps(pattern, value.length) > MOST_STEPS) return [];
  try {
    const found = value.matchAll(new RegExp(pattern.replace(/^\(\?[a-z]+\)/, ""), "giu"));
    return [...found].slice(0, MOST_MATCHES).map((each) => each[0]);
  } catch {
    // A pattern of the server's engine that this one does not know: the value is marked as a whole.
    return [];
  }
}

/** At most how many steps a backtracking engine takes: every quantifier multiplies; repeated groups know no bound. */
function worstSteps(pattern: string, length: number): number {
  const bare = pattern.replace(/\\./g, "x").replace(/\[[^\]]*\]/g, "x");
  if (/\)(?:[*+]|\{\d+,)/.test(bare)) return Infinity;
  const factors = [...bare.matchAll(/[*+]|\{(\d+)(,?)(\d*)\}/g)].map(([, least, comma, most]) => {
    if (least === undefined || (comma === "," && most === "")) return length;
    return comma === "," ? Number(most) - Number(least) + 1 : 1;
  });
  return factors.reduce((product, factor) => product * Math.max(1, Math.min(factor, length)), Math.max(1, length));
}

/** What to mark: the values that matched, and within them what was asked for. */
export interface Needles {
  values: readonly { text: string; cut: boolean }[];
  asked: readonly string[];
}

/** Views and messages hold the same texts; what matched in one is looked for in all of them. */
const isText = (field: string): boolean => field === "" || /^(?:text|gen_ai)\./.test(field);

/** What to mark in the texts of a conversation. */
export function textNeedles(matches: readonly FieldMatch[]): Needles {
  return needlesOf(matches.filter((match) => isText(match.field)));
}

/** What to mark in the field of this name. */
export function fieldNeedles(matches: readonly FieldMatch[], field: string): Needles {
  return needlesOf(matches.filter((match) => match.field === field || (isText(match.field) && isText(field))));
}

export function needlesOf(matches: readonly FieldMatch[]): Needles {
  const values = new Map(
    matches
      .filter((match) => match.value.trim().length >= SHORTEST)
      .map((match) => [match.value, { text: match.value.replace(/…$/, ""), cut: match.value.endsWith("…") }]),
  );
  return { values: [...values.values()], asked: [...new Set(matches.flatMap((match) => askedIn(match.value, match.expected)))] };
}

const covers = (ranges: readonly Range[], at: number): boolean => ranges.some(({ start, end }) => start <= at && at < end);

/** The text cut where a mark starts or ends. What was asked for is marked only inside a matched value. */
export function segmentsOf(text: string, needles: Needles): Segment[] {
  const folded = fold(text);
  // A value that was cut short goes on to the end of its text.
  const values = needles.values.flatMap((value) => occurrencesIn(folded, value.text).map((range) => (value.cut ? { ...range, end: text.length } : range)));
  const asked = needles.asked
    .flatMap((literal) => occurrencesIn(folded, literal))
    .filter((range) => values.some((value) => value.start <= range.start && range.end <= value.end));
  const cuts = [...new Set([0, text.length, ...[...values, ...asked].flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  const segments: Segment[] = [];
  for (const [index, start] of cuts.entries()) {
    const end = cuts[index + 1];
    if (end === undefined) break;
    const mark: Mark = covers(asked, start) ? "asked" : covers(values, start) ? "value" : "";
    const last = segments.at(-1);
    if (last?.mark === mark) last.text += text.slice(start, end);
    else segments.push({ text: text.slice(start, end), mark });
  }
  return segments;
}

const AROUND = 90;

const dots = (missing: boolean): Segment[] => (missing ? [{ text: "…", mark: "" }] : []);

/** The segments near the first stretch that was asked for, or the beginning where there is none. */
export function excerptOf(segments: readonly Segment[]): Segment[] {
  const asked = segments.findIndex((segment) => segment.mark === "asked");
  const start = segments.slice(0, Math.max(0, asked)).reduce((sum, segment) => sum + segment.text.length, 0) - AROUND;
  const end = Math.max(0, start) + (segments[asked]?.text.length ?? AROUND) + 2 * AROUND;
  const shown: Segment[] = [];
  let at = 0;
  for (const segment of segments) {
    const text = segment.text.slice(Math.max(0, start - at), Math.max(0, end - at));
    at += segment.text.length;
    if (text !== "") shown.push({ ...segment, text });
  }
  return [...dots(start > 0), ...shown, ...dots(at > end)];
}

const INVISIBLE = /([\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\u00a0]|(?![\t\n\r])\p{Cc})/u;

/** The text with each character that cannot be seen apart, named like "U+200B". */
export function withInvisibles(text: string): { text: string; invisible: boolean }[] {
  return text
    .split(INVISIBLE)
    .filter((part) => part !== "")
    .map((part) => (INVISIBLE.test(part) ? { text: codePoint(part), invisible: true } : { text: part, invisible: false }));
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
