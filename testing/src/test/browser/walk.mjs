// Walks the pages as a person does, in a real Chromium: signs in, waits for an attack to light up live, opens the finding,
// looks at every page in both themes and on a phone, and runs axe on each. Prints "READY" when the attack may begin; ends
// with exit code 1 and the problems when anything is wrong.
//
// usage: node walk.mjs SIGN_IN_LINK SCREENSHOT_FOLDER UI_FOLDER TECHNIQUE TEXT_OF_THE_EVIDENCE GATEWAY
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { walkGateway } from "./gateway.mjs";
import { walkAwareness } from "./awareness.mjs";
import { walkInspect } from "./inspect.mjs";
import { walkKnowledge } from "./knowledge.mjs";
import { walkNavigator } from "./navigator.mjs";
import { walkSystems } from "./systems.mjs";

const [signIn, screenshots, ui, technique, evidence, gateway] = process.argv.slice(2);
const require = createRequire(ui + "/package.json");
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const base = new URL(signIn).origin;
const problems = [];
const PATIENCE_MS = 30_000;

mkdirSync(screenshots, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking"],
});

async function open(options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  // Chromium writes an error for every answer of 404, also for the release that is asked for to see that there is none.
  const wanted = (message) => message.location().url.includes("to=9.9.9");
  page.on("console", (message) => message.type() === "error" && !wanted(message) && problems.push(`console: ${message.text()} ${message.location().url}`));
  page.on("pageerror", (error) => problems.push(`page: ${error.message}`));
  return { context, page };
}

// rules: what axe looks for, when it is not everything
async function check(page, name, rules = {}) {
  await page.screenshot({ path: `${screenshots}/${name}.png` });
  // DevTools evaluates axe outside the page's content security policy.
  await page.evaluate(axe);
  const result = await page.evaluate((chosen) => globalThis.axe.run(document, { resultTypes: ["violations"], ...chosen }), rules);
  for (const violation of result.violations) {
    problems.push(`axe on ${name}: ${violation.id}: ${violation.nodes.map((node) => node.target.join(" ")).slice(0, 3).join("; ")}`);
  }
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (overflow > 1) problems.push(`${name} is ${overflow} px wider than its window`);
}

const { context, page } = await open({ viewport: { width: 1280, height: 860 }, colorScheme: "light" });
await page.goto(signIn);
const cell = page.locator(`[data-cell$="/${technique}"]`).first();
await cell.waitFor();
await check(page, "matrix-empty");
console.log("READY");

// Lights up without a reload.
await cell.locator(".cell-count").waitFor();
await check(page, "matrix");
await cell.click();
await page.waitForURL(/AML/);
await check(page, "matrix-panel");

await page.goto(`${base}/findings?technique=${technique}`);
const row = page.locator("tr[data-finding]").first();
await row.waitFor();
await check(page, "findings");
await row.locator("a").first().click();
await page.getByText(evidence, { exact: false }).first().waitFor();
await check(page, "finding");

for (const path of [`techniques/${technique}`, "rules", "ingest", "tokens", "about", "no-such-page"]) {
  await page.goto(`${base}/${path}`);
  await page.locator("main h1").first().waitFor();
  await page.waitForLoadState("networkidle").catch(() => {}); // the live stream never rests
  await check(page, path.split("/")[0]);
}
await page.goto(`${base}/rules`);
await page.locator("a[href^='/rules/']").first().click();
await page.waitForURL(/rules\/./);
await page.locator("main h1").first().waitFor();
await check(page, "rule");

// First, since it begins with the page of somebody who has no layer yet.
problems.push(...(await walkNavigator({ page, base, check, technique })));
problems.push(...(await walkKnowledge({ page, base, check, technique })));
problems.push(...(await walkGateway({ page, base, check, gateway })));
problems.push(...(await walkInspect({ page, base, check })));
problems.push(...(await walkAwareness({ page, base, check, technique })));
problems.push(...(await walkSystems({ page, base, check })));

const state = await context.storageState();
// Dark differs by its colours, the phone by everything else; both at once, since each mostly waits.
const again = ["", "navigator", "case-studies", "case-studies/AML.CS0000", "compare", "glossary", "systems", "systems/ferry", "systems/ferry/changes", "threats", "questions", "coverage", "frameworks", "controls", "decisions", "decisions/0", "approvals", "quarantine", "policies", "principals", "ledger", "findings", "rules", "exercises", "quiz", "releases", "attack", "ingest", "inspect", `techniques/${technique}`];
const dark = { viewport: { width: 1280, height: 860 }, colorScheme: "dark" };
const phone = { viewport: { width: 390, height: 844 }, colorScheme: "light", isMobile: true, hasTouch: true };
async function look(name, options, rules) {
  const other = await open({ ...options, storageState: state });
  for (const path of again) {
    await other.page.goto(`${base}/${path}`);
    await other.page.locator("main h1, main h2").first().waitFor();
    await check(other.page, `${path.replaceAll("/", "-") || "matrix"}-${name}`, rules);
  }
  await other.context.close();
}
await Promise.all([
  look("dark", dark, { runOnly: ["color-contrast"] }),
  look("phone", phone, { rules: { "color-contrast": { enabled: false } } }),
]);

await browser.close();
if (problems.length > 0) {
  console.log([...new Set(problems)].join("\n"));
  process.exit(1);
}
console.log("DONE");
