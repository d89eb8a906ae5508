export type YamlKind = "key" | "string" | "number" | "comment" | "mark" | "plain";

export interface YamlToken {
  kind: YamlKind;
  text: string;
}

const KEY = /^((?:[^\s'"#:][^:#]*?|'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"))(:)(?=\s|$)/;
const QUOTED = /^\s*(?:'(?:[^']|'')*'|"(?:[^"\\]|\\.)*")/;
const SCALAR_NUMBER = /^[-+]?\d[\d_.]*(?:e[-+]?\d+)?$/i;
const BLOCK = /(?:^|\s)[|>][-+\d]*\s*(?:#.*)?$/;

/**
 * The tokens of each line, enough to colour a rule for reading; not a parser. Joined, they are the
 * source again.
 */
export function yamlLines(source: string): YamlToken[][] {
  let block = -1;
  return source.split("\n").map((line) => {
    const indent = line.search(/\S/);
    if (block >= 0 && (indent < 0 || indent > block)) return line === "" ? [] : [{ kind: "string", text: line }];
    block = BLOCK.test(line) ? indent : -1;
    return lineTokens(line);
  });
}

function lineTokens(line: string): YamlToken[] {
  const tokens: YamlToken[] = [];
  const take = (kind: YamlKind, text: string) => {
    if (text !== "") tokens.push({ kind, text });
  };
  const lead = /^(?:\s|-(?=\s|$))*/.exec(line)?.[0] ?? "";
  for (const part of lead.split(/(-)/)) take(part === "-" ? "mark" : "plain", part);
  let rest = line.slice(lead.length);
  const key = KEY.exec(rest);
  if (key && !rest.startsWith("#")) {
    take("key", key[1] ?? "");
    take("mark", ":");
    rest = rest.slice(key[0].length);
    const gap = /^\s*/.exec(rest)?.[0] ?? "";
    take("plain", gap);
    rest = rest.slice(gap.length);
  }
  const { value, comment } = splitComment(rest);
  take(kindOf(value.trim()), value);
  take("comment", comment);
  return tokens;
}

/** A comment starts at a # after a quoted text, and there or elsewhere first or after white space. */
function splitComment(text: string): { value: string; comment: string } {
  const quoted = QUOTED.exec(text)?.[0].length ?? 0;
  const mark = /(?:^|\s)#/.exec(text.slice(quoted));
  if (!mark) return { value: text, comment: "" };
  const at = quoted + mark.index + mark[0].length - 1;
  return { value: text.slice(0, at), comment: text.slice(at) };
}

function kindOf(value: string): YamlKind {
  if (value.startsWith("'") || value.startsWith('"')) return "string";
  if (SCALAR_NUMBER.test(value) || /^(?:true|false|null|~)$/.test(value)) return "number";
  return /^[|>&*!]/.test(value) ? "mark" : "plain";
}
