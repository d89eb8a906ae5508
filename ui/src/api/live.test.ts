import { expect, test } from "vitest";
import { LiveStream, type LivePlatform } from "./live";

/** A stream that the test drives. */
class DrivenSource extends EventTarget {
  closed = false;
  close() {
    this.closed = true;
  }
}

class DrivenPlatform implements LivePlatform {
  sources: DrivenSource[] = [];
  timers: { at: number; run: () => void }[] = [];
  time = 0;
  open() {
    const source = new DrivenSource();
    this.sources.push(source);
    return source as unknown as EventSource;
  }
  later(milliseconds: number, run: () => void) {
    const timer = { at: this.time + milliseconds, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((each) => each !== timer);
    };
  }
  now() {
    return this.time;
  }
  pass(milliseconds: number) {
    this.time += milliseconds;
    const due = this.timers.filter((timer) => timer.at <= this.time);
    this.timers = this.timers.filter((timer) => timer.at > this.time);
    for (const timer of due) timer.run();
  }
  get newest(): DrivenSource {
    const source = this.sources.at(-1);
    if (!source) throw new Error("nothing was opened");
    return source;
  }
}

function started() {
  const platform = new DrivenPlatform();
  const live = new LiveStream(platform);
  const seen: string[] = [];
  live.on("finding", (finding) => seen.push(`finding ${finding.id}`));
  live.on("resync", () => seen.push("resync"));
  live.start();
  return { platform, live, seen };
}

test("events reach their handlers until these leave", () => {
  const { platform, live, seen } = started();
  const leave = live.on("heat", (heat) => seen.push(`heat ${heat.technique}`));
  platform.newest.dispatchEvent(new Event("open"));
  platform.newest.dispatchEvent(new MessageEvent("finding", { data: '{"id":"f1"}' }));
  platform.newest.dispatchEvent(new MessageEvent("heat", { data: '{"technique":"T1"}' }));
  leave();
  platform.newest.dispatchEvent(new MessageEvent("heat", { data: '{"technique":"T2"}' }));
  expect(seen).toEqual(["finding f1", "heat T1"]);
  expect(live.state).toEqual({ kind: "live" });
});

test("a lost stream is tried again, ever more slowly, and says when", () => {
  const { platform, live, seen } = started();
  const waits: number[] = [];
  for (let failure = 0; failure < 7; failure += 1) {
    platform.newest.dispatchEvent(new Event("error"));
    expect(platform.newest.closed).toBe(true);
    if (live.state.kind !== "waiting") throw new Error(live.state.kind);
    waits.push(live.state.until - platform.time);
    platform.pass(live.state.until - platform.time);
    expect(live.state.kind).toBe("connecting");
  }
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  platform.newest.dispatchEvent(new Event("open"));
  expect(seen).toEqual(["resync"]);
  platform.newest.dispatchEvent(new Event("error"));
  expect(live.state).toEqual({ kind: "waiting", until: platform.time + 1_000 });
});

test("starting while waiting connects at once, and only once", () => {
  const { platform, live } = started();
  platform.newest.dispatchEvent(new Event("error"));
  live.start();
  live.start();
  platform.pass(60_000);
  expect(platform.sources).toHaveLength(2);
});

test("a pause closes the stream; what was missed is asked for after it", () => {
  const { platform, live, seen } = started();
  platform.newest.dispatchEvent(new Event("open"));
  live.pause();
  expect(platform.newest.closed).toBe(true);
  expect(live.state).toEqual({ kind: "paused" });
  live.start();
  platform.newest.dispatchEvent(new Event("open"));
  expect(seen).toEqual(["resync"]);
});
