// Looks things up as a person does: by typing, by following links between case studies, techniques, mitigations and releases.

const SEARCH_MS = 1_000;

/** @returns what is wrong, as texts */
export async function walkKnowledge({ page, base, check, technique }) {
  const problems = [];
  const expect = (fact, words) => {
    if (!fact) problems.push(`knowledge: ${words}`);
  };
  const option = (text) => page.getByRole("option").filter({ hasText: text }).first();

  // Search by keyboard alone: an id that no release has any more leads to its successor.
  await page.goto(`${base}/about`);
  await page.locator("main h1").waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Search everything" }).waitFor();
  await page.keyboard.type("AML.T0045");
  await option("AML.T0048.004").waitFor();
  await check(page, "search");
  await page.keyboard.press("Enter");
  await page.waitForURL(/techniques\/AML\.T0048\.004/);
  await page.keyboard.press("Control+k");
  const asked = Date.now();
  await page.keyboard.type("inj");
  await option("njection").waitFor();
  const took = Date.now() - asked;
  console.log(`search: results ${took} ms after the first of three keys`);
  expect(took < SEARCH_MS, `results are to be there within ${SEARCH_MS} ms, took ${took}`);
  await page.keyboard.press("ArrowDown");
  const named = () => {
    const field = document.querySelector('[role="combobox"][aria-activedescendant]');
    return field?.getAttribute("aria-activedescendant") === document.querySelector('[aria-selected="true"]')?.id;
  };
  expect(await page.waitForFunction(named, undefined, { timeout: 3000 }).then(() => true, () => false), "the field names the option that is chosen");
  await page.keyboard.press("Escape");
  expect((await page.locator("dialog[open]").count()) === 0, "Escape closes the search");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("qqqqzzzz");
  await page.getByText("Nothing is called").waitFor();
  await page.keyboard.press("Escape");

  // A technique with its graph, from there to a mitigation.
  await page.goto(`${base}/techniques/${technique}`);
  const graph = page.locator("svg.graph");
  await graph.waitFor();
  expect((await graph.locator("a").count()) > 4, "the graph has links to what the technique is tied to");
  await check(page, "technique-graph");
  await graph.locator("a[href^='/mitigations/']").first().click();
  await page.waitForURL(/mitigations\/AML\.M/);
  await page.locator("main h1").waitFor();
  await check(page, "mitigation");

  // Case studies: the list, a filter, one as a path, and as a layer.
  await page.goto(`${base}/case-studies`);
  await page.locator(".studies li").first().waitFor();
  const all = await page.locator(".studies li").count();
  await page.getByRole("button", { name: "Incidents" }).click();
  await page.waitForURL(/kind=incident/);
  const some = await page.locator(".studies li").count();
  expect(some > 0 && some < all, `a filter shows fewer than ${all} studies, found ${some}`);
  await check(page, "case-studies");
  await page.locator(".studies h2 a").first().click();
  await page.waitForURL(/case-studies\/AML\.CS/);
  const path = page.locator("svg.study-path");
  await path.waitFor();
  const steps = await page.locator("ol.steps > li").count();
  expect(steps > 1 && (await path.locator("a").count()) === steps, "the path has a box for each step");
  await check(page, "case-study");
  await page.getByRole("button", { name: "Open as a layer" }).click();
  await page.waitForURL(/navigator/);
  await page.locator(".cell-coloured").first().waitFor();

  // Two releases.
  await page.goto(`${base}/compare`);
  await page.locator("main h1").waitFor();
  await page.locator(".changes tbody tr, .empty").first().waitFor();
  await check(page, "compare");
  await page.goto(`${base}/compare?from=5.6.1&to=5.6.1`);
  await page.getByText("Both are the same release").waitFor();
  await page.goto(`${base}/compare?from=5.6.1&to=9.9.9`);
  await page.getByRole("alert").waitFor();

  // Terms explain themselves.
  await page.goto(`${base}/glossary#layer`);
  await page.locator("#layer").waitFor();
  await check(page, "glossary");
  await page.goto(`${base}/case-studies`);
  await page.locator(".term a").first().focus();
  expect(await page.locator(".term [role=tooltip]").first().isVisible(), "focus shows what a term means");
  return problems;
}
