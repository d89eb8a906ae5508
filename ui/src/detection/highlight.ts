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
const ABOUT_PATTERNS = /^(?:re|regex|cidr|exists|lt|lte|gt|gte|fieldref)\b/i;
const OPERATOR = /^(?:contains|startswith|endswith|equals|is|windash|base64\w*|utf16\w*|cased|all|any|expand)\b[\s:|]*/i;

/** The literal stretches in what a rule expected: `contains 'a*b'` has "a" and "b". Patterns have none. */
export function literalsOf(expected: string): string[] {
  const asked = expected.trim();
  if (ABOUT_PATTERNS.test(asked)) return [];
  const quoted = [...asked.matchAll(QUOTED)].map((each) => each[1] ?? each[2] ?? each[3] ?? "");
  let bare = asked;
  while (OPERATOR.test(bare)) bare = bare.replace(OPERATOR, "");
  const whole = quoted.length > 0 ? quoted : [bare];
  return whole.flatMap((each) => each.split(/(?<!\\)[*?]/)).map((each) => each.trim()).filter((each) => each.length >= SHORTEST);
}

/** What to mark: the values that matched, and within them what was asked for. */
export interface Needles {
  values: readonly string[];
  asked: readonly string[];
}

export function needlesOf(matches: readonly FieldMatch[]): Needles {
  const values = matches.map((match) => match.value.replace(/(?:…|\.\.\.)$/, "")).filter((value) => value.trim().length >= SHORTEST);
  return { values: [...new Set(values)], asked: [...new Set(matches.flatMap((match) => literalsOf(match.expected)))] };
}

const covers = (ranges: readonly Range[], at: number): boolean => ranges.some(({ start, end }) => start <= at && at < end);

/** The text cut where a mark starts or ends. What was asked for is marked only inside a matched value. */
export function segmentsOf(text: string, needles: Needles): Segment[] {
  const folded = fold(text);
  const values = needles.values.flatMap((value) => occurrencesIn(folded, value));
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
