/** An answer that nobody took by then is old. */
const AHEAD_MS = 5_000;
const ahead = new Map<string, Promise<unknown>>();

/** Asks for data before the page that shows it has come. Its first `useResource` of the key takes the answer, unless it comes late. */
export function askAhead<T>(key: string, load: (signal: AbortSignal) => Promise<T>): void {
  const answer = load(new AbortController().signal);
  const forget = () => {
    if (ahead.get(key) === answer) ahead.delete(key);
  };
  answer.catch(forget);
  ahead.set(key, answer);
  setTimeout(forget, AHEAD_MS);
}

/** The answer that was asked for under the key, once. */
export function takeAhead<T>(key: string): Promise<T> | undefined {
  const answer = ahead.get(key) as Promise<T> | undefined;
  ahead.delete(key);
  return answer;
}
