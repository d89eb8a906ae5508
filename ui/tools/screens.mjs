// Takes pictures of every page in light, dark and on a phone, and checks each with axe.
// Usage: node tools/screens.mjs [--base http://127.0.0.1:7575] [--out target/screens] [--only NAME]
//        [--sign-in URL] ; exit code 1 when axe finds something.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { deflateRawSync } from "node:zlib";
import { chromium } from "playwright-core";

const { values: options } = parseArgs({
  options: {
    base: { type: "string", default: "http://127.0.0.1:7575" },
    out: { type: "string", default: "target/screens" },
    only: { type: "string", default: "" },
    modes: { type: "string", default: "dark,light,phone" },
    "sign-in": { type: "string", default: "" },
  },
});
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const MODES = {
  dark: { colorScheme: "dark", viewport: { width: 1280, height: 800 } },
  light: { colorScheme: "light", viewport: { width: 1280, height: 800 } },
  phone: { colorScheme: "light", viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
};

/** A link that holds a layer: every kind of note, and texts that must stay texts. */
function layerLink(matrix) {
  const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>[x](javascript:alert(1))';
  const cells = matrix.tactics.flatMap((tactic) => tactic.techniques.map((techniqueID) => ({ techniqueID, tactic: tactic.id })));
  const layer = {
    name: `Review ${hostile}`,
    domain: "atlas-atlas",
    versions: { layer: "4.5", navigator: "5.3.2" },
    description: hostile,
    metadata: [{ name: "atlas_data_version", value: matrix.release }],
    gradient: { colors: ["#ffffff", "#f29b4b", "#b3261e"], minValue: 0, maxValue: 100 },
    legendItems: [{ label: "in scope", color: "#4f9fd8" }, { label: hostile.slice(0, 60), color: "#7fbf6b" }],
    techniques: cells.map((cell, at) => ({
      ...cell,
      ...(at % 3 === 0 && { score: (at * 37) % 101 }),
      ...(at % 7 === 1 && { color: "#4f9fd8" }),
      ...(at % 11 === 2 && { enabled: false }),
      ...(at % 5 === 0 && { comment: hostile, links: [{ label: hostile.slice(0, 40), url: "javascript:alert(1)" }, { label: "ticket", url: "https://example.org/1" }] }),
    })),
  };
  return `/navigator#layer=${deflateRawSync(JSON.stringify(layer)).toString("base64url")}`;
}

/** Addresses are worked out from what the server holds. */
async function pagesOf(request) {
  const get = async (path) => (await request.get(options.base + path)).json();
  const findings = (await get("/api/v1/findings?limit=50")).items ?? [];
  const rules = (await get("/api/v1/rules")).items ?? [];
  const matrix = await get("/api/v1/atlas/matrix");
  const studies = (await get("/api/v1/atlas/case-studies")).items ?? [];
  const systems = (await get("/api/v1/systems")).items ?? [];
  const threats = (await get("/api/v1/threats")).items ?? [];
  const finding = findings.find((each) => ["high", "critical"].includes(each.level)) ?? findings[0];
  const technique = finding?.techniques[0]?.id ?? "AML.T0051";
  return {
    matrix: "/",
    "matrix-compact": "/?density=compact",
    "matrix-panel": `/?unfold=all&technique=${technique}`,
    "matrix-filtered": "/?q=nothing-is-called-this",
    technique: `/techniques/${technique}`,
    "technique-missing": "/techniques/AML.T9999",
    navigator: "/navigator",
    "navigator-layer": layerLink(matrix),
    compare: "/compare",
    "compare-none": "/compare?q=nothing-is-called-this",
    "case-studies": "/case-studies",
    "case-studies-none": "/case-studies?q=nothing-is-called-this",
    "case-study": `/case-studies/${studies[0]?.id ?? "none"}`,
    "case-study-missing": "/case-studies/AML.CS9999",
    mitigation: "/mitigations/AML.M0020",
    exercises: "/exercises",
    "exercise-plan": `/exercises/new?study=${studies[0]?.id ?? "none"}&injects=6&minutes=60`,
    "exercise-missing": "/exercises/none",
    quiz: "/quiz",
    releases: "/releases",
    attack: "/attack",
    "one-pager": `/one-pagers/${technique}`,
    glossary: "/glossary#layer",
    search: "/?search",
    systems: "/systems",
    system: `/systems/${systems[0]?.id ?? "none"}`,
    "system-missing": "/systems/none",
    "system-changes": `/systems/${systems[0]?.id ?? "none"}/changes`,
    threats: "/threats",
    ...(threats[0] && { threat: `/threats?threat=${encodeURIComponent(`${threats[0].system}/${threats[0].key}`)}` }),
    "threats-none": "/threats?q=nothing-is-called-this",
    questions: "/questions",
    coverage: "/coverage",
    frameworks: "/frameworks",
    "frameworks-one": "/frameworks?framework=nist-ai-rmf@1.0&system=ferry",
    controls: "/controls",
    findings: "/findings",
    ...(finding && { "finding-detail": `/findings/${encodeURIComponent(finding.id)}` }),
    "findings-none": "/findings?q=nothing-is-called-this",
    rules: "/rules",
    ...(rules[0] && { "rule-detail": `/rules/${encodeURIComponent(rules[0].id)}` }),
    ingest: "/ingest",
    inspect: "/inspect",
    tokens: "/tokens",
    about: "/about",
    "not-found": "/nowhere",
  };
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking"],
});
mkdirSync(options.out, { recursive: true });
let problems = 0;
for (const mode of options.modes.split(",")) {
  const context = await browser.newContext({ ...MODES[mode], bypassCSP: true, locale: "en-GB" });
  if (options["sign-in"] !== "" && mode === options.modes.split(",")[0]) {
    const page = await context.newPage();
    await page.goto(options["sign-in"]);
    await page.close();
    process.env.COOKIES = JSON.stringify(await context.cookies());
  } else if (process.env.COOKIES) {
    await context.addCookies(JSON.parse(process.env.COOKIES));
  }
  const pages = await pagesOf(context.request);
  for (const [name, path] of Object.entries(pages)) {
    if (options.only !== "" && !options.only.split(",").includes(name)) continue;
    const page = await context.newPage();
    page.on("console", (message) => {
      if (message.type() === "error") console.log(`${mode} ${name}: console: ${message.text()}`);
    });
    page.on("pageerror", (error) => console.log(`${mode} ${name}: ${error}`));
    await page.goto(options.base + path, { waitUntil: "load" });
    await page.waitForTimeout(900);
    if (name === "search") {
      await page.keyboard.press("Control+k");
      await page.keyboard.type("prompt");
      await page.waitForTimeout(600);
    }
    await page.screenshot({ path: `${options.out}/${name}-${mode}.png` });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) {
      problems += 1;
      console.log(`${mode} ${name}: the page is ${wide} px too wide`);
    }
    await page.addScriptTag({ content: axeSource });
    const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    for (const violation of result.violations) {
      problems += 1;
      console.log(`${mode} ${name}: ${violation.id} (${violation.impact}): ${violation.help}`);
      for (const node of violation.nodes.slice(0, 3)) console.log(`    ${node.target.join(" ")}: ${node.any[0]?.message ?? node.failureSummary}`);
    }
    await page.close();
  }
  await context.close();
}
await browser.close();
console.log(problems === 0 ? "axe: nothing found" : `${problems} problems`);
process.exitCode = problems === 0 ? 0 : 1;
