/** What is wrong with an expression, and where in it. */
export interface Mistake {
  at: number;
  length: number;
  message: string;
}

/** The result for one cell from the scores of the layers there; undefined: no score. */
type Run = (scores: readonly (number | undefined)[]) => number;

export interface Expression {
  /** the layers it names, by their place */
  used: ReadonlySet<number>;
  run: (scores: readonly (number | undefined)[]) => number | undefined;
}

interface Token {
  kind: "number" | "name" | "sign" | "end";
  text: string;
  at: number;
}

const LONGEST = 500;
const DEEPEST = 40;
const TOKEN = /\s*(?:(\d+(?:\.\d+)?|\.\d+)|([A-Za-z_]\w*)|(<=|>=|==|!=|[-+*/%^(),<>]))/y;

interface Callable {
  least: number;
  most: number;
  run: (values: number[]) => number;
}

const FUNCTIONS: Readonly<Record<string, Callable>> = {
  min: { least: 1, most: 26, run: (values) => Math.min(...values) },
  max: { least: 1, most: 26, run: (values) => Math.max(...values) },
  sum: { least: 1, most: 26, run: (values) => values.reduce((sum, each) => sum + each, 0) },
  avg: { least: 1, most: 26, run: (values) => values.reduce((sum, each) => sum + each, 0) / values.length },
  abs: { least: 1, most: 1, run: ([value = 0]) => Math.abs(value) },
  round: { least: 1, most: 1, run: ([value = 0]) => Math.round(value) },
  if: { least: 3, most: 3, run: ([condition = 0, yes = 0, no = 0]) => (condition === 0 ? no : yes) },
};

export const FUNCTION_NAMES: readonly string[] = [...Object.keys(FUNCTIONS), "has"];

class Wrong extends Error {
  constructor(readonly mistake: Mistake) {
    super(mistake.message);
  }
}

/**
 * Reads an expression over layers, such as `a + b * 2` or `max(a, b)`. A cell that none of the named layers scores gets no
 * score; where only some do, the others count as 0 (`has(a)` tells the difference). A result that is no finite number is none.
 */
export function readExpression(text: string, names: readonly string[]): Expression | Mistake {
  try {
    const reader = new Reader(tokensOf(text), names);
    const run = reader.whole();
    const used = reader.used;
    if (used.size === 0) throw new Wrong({ at: 0, length: Math.max(1, text.length), message: `It names no layer; there are ${names.join(", ")}.` });
    return {
      used,
      run: (scores) => {
        if ([...used].every((each) => scores[each] === undefined)) return undefined;
        const result = run(scores);
        return Number.isFinite(result) ? result : undefined;
      },
    };
  } catch (error) {
    if (error instanceof Wrong) return error.mistake;
    throw error;
  }
}

export const isMistake = (result: Expression | Mistake): result is Mistake => "message" in result;

function tokensOf(text: string): Token[] {
  if (text.length > LONGEST) throw new Wrong({ at: LONGEST, length: 1, message: `It is longer than ${LONGEST} characters.` });
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) {
      const at = from + (text.slice(from).length - text.slice(from).trimStart().length);
      throw new Wrong({ at, length: 1, message: `“${text[at] ?? ""}” has no meaning here.` });
    }
    const [, number, name, sign] = match;
    const written = number ?? name ?? sign ?? "";
    const kind = number === undefined ? (name === undefined ? "sign" : "name") : "number";
    tokens.push({ kind, text: written, at: TOKEN.lastIndex - written.length });
  }
  return [...tokens, { kind: "end", text: "", at: text.length }];
}

const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
};

/** Recursive descent; comparisons bind weakest, then sums, products, signs and powers. */
class Reader {
  readonly used = new Set<number>();
  #next = 0;
  #depth = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly names: readonly string[],
  ) {}

  whole(): Run {
    const run = this.#comparison();
    const rest = this.#peek();
    if (rest.kind !== "end") throw this.#wrong(rest, `Expected an operator or the end, found “${rest.text}”.`);
    return run;
  }

  #comparison(): Run {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw this.#wrong(this.#peek(), "It is nested too deeply.");
    const left = this.#sum();
    const compare = COMPARISONS[this.#peek().text];
    this.#depth -= 1;
    if (!compare) return left;
    this.#next += 1;
    const right = this.#sum();
    return (scores) => (compare(left(scores), right(scores)) ? 1 : 0);
  }

  #sum(): Run {
    let left = this.#product();
    for (let sign = this.#take("+", "-"); sign; sign = this.#take("+", "-")) {
      const [before, right] = [left, this.#product()];
      left = sign === "+" ? (scores) => before(scores) + right(scores) : (scores) => before(scores) - right(scores);
    }
    return left;
  }

  #product(): Run {
    let left = this.#signed();
    for (let sign = this.#take("*", "/", "%"); sign; sign = this.#take("*", "/", "%")) {
      const [before, right] = [left, this.#signed()];
      if (sign === "*") left = (scores) => before(scores) * right(scores);
      else left = sign === "/" ? (scores) => before(scores) / right(scores) : (scores) => before(scores) % right(scores);
    }
    return left;
  }

  #signed(): Run {
    let minus = false;
    while (this.#take("-")) minus = !minus;
    const value = this.#power();
    return minus ? (scores) => -value(scores) : value;
  }

  #power(): Run {
    const base = this.#value();
    if (!this.#take("^")) return base;
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw this.#wrong(this.#peek(), "It is nested too deeply.");
    const exponent = this.#signed();
    this.#depth -= 1;
    return (scores) => base(scores) ** exponent(scores);
  }

  #value(): Run {
    const token = this.#peek();
    this.#next += 1;
    if (token.kind === "number") {
      const value = Number(token.text);
      return () => value;
    }
    if (token.kind === "name") return this.#peek().text === "(" ? this.#call(token) : this.#layer(token);
    if (token.text === "(") {
      const inner = this.#comparison();
      this.#expect(")");
      return inner;
    }
    const found = token.kind === "end" ? "the end" : `“${token.text}”`;
    throw this.#wrong(token, `Expected a number, a layer or “(”, found ${found}.`);
  }

  #layer(token: Token): Run {
    const at = this.names.indexOf(token.text.toLowerCase());
    if (at < 0) {
      const hint = FUNCTION_NAMES.includes(token.text) ? `“${token.text}” is a function: write ${token.text}(…).` : `There is no layer “${token.text}”; there are ${this.names.join(", ")}.`;
      throw this.#wrong(token, hint);
    }
    this.used.add(at);
    return (scores) => scores[at] ?? 0;
  }

  #call(token: Token): Run {
    const name = token.text.toLowerCase();
    this.#expect("(");
    if (name === "has") {
      const layer = this.#peek();
      this.#next += 1;
      this.#layer(layer);
      const at = this.names.indexOf(layer.text.toLowerCase());
      this.#expect(")");
      return (scores) => (scores[at] === undefined ? 0 : 1);
    }
    const callable = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (!callable) throw this.#wrong(token, `There is no function “${token.text}”; there are ${FUNCTION_NAMES.join(", ")}.`);
    const values = [this.#comparison()];
    while (this.#take(",")) values.push(this.#comparison());
    this.#expect(")");
    if (values.length < callable.least || values.length > callable.most) {
      throw this.#wrong(token, `${name} takes ${callable.least === callable.most ? callable.least : `${callable.least} or more`} values, found ${values.length}.`);
    }
    return (scores) => callable.run(values.map((each) => each(scores)));
  }

  #peek(): Token {
    return this.tokens[Math.min(this.#next, this.tokens.length - 1)] ?? { kind: "end", text: "", at: 0 };
  }

  #take(...signs: string[]): string | undefined {
    const token = this.#peek();
    if (token.kind !== "sign" || !signs.includes(token.text)) return undefined;
    this.#next += 1;
    return token.text;
  }

  #expect(sign: string): void {
    const token = this.#peek();
    if (token.text !== sign) throw this.#wrong(token, `Expected “${sign}”, found ${token.kind === "end" ? "the end" : `“${token.text}”`}.`);
    this.#next += 1;
  }

  #wrong(token: Token, message: string): Wrong {
    return new Wrong({ at: token.at, length: Math.max(1, token.text.length), message });
  }
}
