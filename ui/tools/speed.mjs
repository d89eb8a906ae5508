// How long the Navigator takes with six layers in a real browser: to open them, to show the next, to start with a link.
// Usage: node tools/speed.mjs --sign-in LINK [--base http://127.0.0.1:7575]
import { chromium } from "playwright-core";
import { parseArgs } from "node:util";
import { deflateRawSync } from "node:zlib";

const { values: options } = parseArgs({ options: { base: { type: "string", default: "http://127.0.0.1:7575" }, "sign-in": { type: "string", default: "" } } });
const LAYERS = 6;
const ROUNDS = 7;

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-background-networking"] });
const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
const page = await context.newPage();
if (options["sign-in"] !== "") await page.goto(options["sign-in"]);
const matrix = await (await context.request.get(`${options.base}/api/v1/atlas/matrix`)).json();

/** A layer with a score, a colour or a comment on every cell. */
function layer(number) {
  return {
    name: `Layer ${number}`,
    domain: "atlas-atlas",
    versions: { layer: "4.5", navigator: "5.3.2" },
    gradient: { colors: ["#ffffff", "#b3261e"], minValue: 0, maxValue: 100 },
    techniques: matrix.techniques.flatMap((technique, at) => technique.tactics.map((tactic) => ({ techniqueID: technique.id, tactic, score: (at * 7 * number) % 101, comment: `seen ${at}` }))),
  };
}

const files = Array.from({ length: LAYERS }, (_, at) => ({ name: `layer-${at}.json`, mimeType: "application/json", buffer: Buffer.from(JSON.stringify(layer(at + 1))) }));
const middle = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
const figure = (what, times) => console.log(`${what}: median ${Math.round(middle(times))} ms, longest ${Math.round(times.at(-1))} ms`);
/** Until the browser has drawn what was asked for and takes the next input. */
const drawn = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));

const opened = [];
const shown = [];
const started = [];
const matrices = [];
for (let round = 0; round < ROUNDS; round += 1) {
  let begin = performance.now();
  await page.goto(`${options.base}/`, { waitUntil: "commit" });
  await page.locator(".cell").nth(80).waitFor();
  await drawn();
  matrices.push(performance.now() - begin);

  await page.evaluate(() => {
    sessionStorage.clear();
    localStorage.clear();
  });
  await page.goto(`${options.base}/navigator`);
  const input = page.locator('input[type="file"]').first();
  await input.waitFor({ state: "attached" });
  begin = performance.now();
  await input.setInputFiles(files);
  await page.getByText(`Layer ${LAYERS}`, { exact: true }).first().waitFor();
  await page.locator(".cell-coloured").nth(80).waitFor();
  await drawn();
  opened.push(performance.now() - begin);

  for (let number = 1; number <= LAYERS; number += 1) {
    begin = performance.now();
    await page.getByText(`Layer ${number}`, { exact: true }).first().click();
    await page.locator(`[aria-label="Matrix of Layer ${number}"]`).waitFor();
    await drawn();
    shown.push(performance.now() - begin);
  }

  const link = `${options.base}/navigator#layer=${deflateRawSync(JSON.stringify(layer(1))).toString("base64url")}`;
  await page.goto("about:blank");
  begin = performance.now();
  await page.goto(link, { waitUntil: "commit" });
  await page.locator(".cell-coloured").nth(80).waitFor();
  await drawn();
  started.push(performance.now() - begin);
}
figure("matrix from its address to ready", matrices);
figure(`${LAYERS} layers opened from files`, opened);
figure("another of them shown", shown);
figure("a layer's link to ready", started);
await browser.close();
