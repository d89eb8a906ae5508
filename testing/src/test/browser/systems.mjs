// Walks systems and threats as a person does: reads the example in one look, changes its map on the diagram and in the text,
// saves, decides about a threat, answers a question, sees what changed. Returns the problems.
const COMPONENTS = 200;

/** A map of many components in nested boundaries, to see that it is laid out. */
function largeMap() {
  const lines = ["sextant: system/1", "id: large", "owner: ops", "boundaries:", "  - {id: world, trust: 0}"];
  for (let at = 0; at < 10; at += 1) lines.push(`  - {id: zone-${at}, trust: 80, within: ${at % 3 === 0 ? "world" : `zone-${at - 1}`}}`);
  lines.push("components:");
  const kinds = ["agent", "tool", "generative-model", "retrieval-index", "database", "human"];
  for (let at = 0; at < COMPONENTS; at += 1) lines.push(`  - {id: part-${at}, kind: ${kinds[at % kinds.length]}, within: zone-${at % 10}}`);
  lines.push("flows:");
  for (let at = 1; at < COMPONENTS; at += 1) {
    lines.push(`  - {id: f${at}, from: part-${Math.floor(at / 2)}, to: part-${at}}`, `  - {id: g${at}, from: part-${at}, to: part-${(at * 7) % COMPONENTS}}`);
  }
  return lines.join("\n");
}

export async function walkSystems({ page, base, check }) {
  const problems = [];
  const expect = (what, holds) => holds || problems.push(`systems: ${what}`);
  const text = () => page.getByLabel("The map as YAML");
  const tab = (name) => page.getByRole("button", { name, exact: false }).first();

  await page.goto(`${base}/systems`);
  await page.getByRole("link", { name: "Ferry help desk and fraud scoring" }).first().click();
  await page.getByRole("heading", { name: "What to do first" }).waitFor();
  await page.locator(".diagram[data-ready=true] .component").first().waitFor();
  for (const heading of ["What could happen", "Who owns it", "What is proven"]) {
    expect(`the page says "${heading}"`, await page.getByRole("heading", { name: heading }).isVisible());
  }
  const count = await page.locator(".component").count();
  expect("every component of the example is drawn", count === 14);
  await check(page, "system");

  // On the diagram: add, name, undo, take away by keyboard.
  await page.getByRole("button", { name: "+ Component" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Speech robot");
  await page.getByLabel("Name", { exact: true }).press("Enter");
  await page.locator(".component", { hasText: "Speech robot" }).waitFor();
  await page.getByLabel("Another kind").selectOption("agent");
  await page.locator(".component", { hasText: "Speech robot" }).getByText("agent").waitFor();
  await tab("YAML").click();
  expect("the text says what was drawn", (await text().inputValue()).includes("name: Speech robot"));
  expect("comments of the text stay", (await text().inputValue()).includes("# The example service as a system map"));
  await page.locator(".react-flow__node", { hasText: "Speech robot" }).click();
  await page.keyboard.press("Delete");
  await page.locator(".component", { hasText: "Speech robot" }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await page.locator(".component", { hasText: "Speech robot" }).waitFor();

  // In the text: a mistake is told at its line, and nothing broken can be saved.
  const sound = await text().inputValue();
  await text().fill(sound.replace("kind: memory", "kind: memori"));
  await page.locator(".yaml-issues .issue-error").first().waitFor();
  expect("the mistake has a place", (await page.locator(".yaml-issues .issue-error").first().textContent()).includes("Line "));
  expect("what is broken cannot be saved", await page.getByRole("button", { name: "Save", exact: true }).isDisabled());
  await check(page, "system-yaml-wrong");
  await text().fill(sound.replace("name: Speech robot", "name: Voice desk"));
  await page.locator(".component", { hasText: "Voice desk" }).waitFor();
  await page.locator(".yaml-issues .issue-error").first().waitFor({ state: "detached" });
  await page.keyboard.press("Control+s");
  await page.getByRole("button", { name: "Saved" }).waitFor();
  await page.getByRole("link", { name: "What changed" }).click();
  await page.getByRole("heading", { name: /Threats: \d+ added/ }).waitFor();
  await page.locator("#changes-map").waitFor();
  expect("the new component is named among the changes", await page.getByText("component", { exact: false }).first().isVisible());
  await check(page, "system-changes");

  // The register: filter, open, decide.
  await page.goto(`${base}/threats?system=ferry`);
  await page.getByLabel("Filter threats").fill("injection");
  await page.waitForURL(/q=injection/);
  await page.locator(".threats-table tbody a").first().click();
  await page.getByRole("heading", { name: "The way in" }).waitFor();
  const form = page.getByRole("form", { name: "Decide" });
  await form.getByLabel("Status").selectOption("accepted");
  expect("accepting needs a reason", await form.getByRole("button", { name: "Decide" }).isDisabled());
  await form.getByLabel("Reason").fill("Looked at <b>twice</b> ☂");
  await form.getByLabel("Until").fill("2999-01-01");
  await form.getByRole("button", { name: "Decide" }).click();
  await page.getByText("Looked at <b>twice</b> ☂").waitFor();
  await page.getByText("Why, and why not, on the other components").click();
  await page.locator(".verdicts summary").first().waitFor();
  await check(page, "threat");

  // A question: the answer changes the map, and can be taken back.
  await page.goto(`${base}/questions?system=ferry`);
  await page.locator(".question-card").first().waitFor();
  await check(page, "questions");
  await page.locator(".question-answers button").first().click();
  await page.getByRole("button", { name: "Take it back" }).click();
  await page.getByRole("button", { name: "Take it back" }).waitFor({ state: "detached" });

  // What is proven, down to the evidence.
  await page.goto(`${base}/coverage?system=ferry`);
  await page.getByRole("button", { name: /^AML\.T0051\.000 on desk/ }).click();
  await page.getByRole("region", { name: "The cell" }).getByText("test passed").first().waitFor();
  await check(page, "coverage");
  await page.getByRole("region", { name: "The cell" }).getByRole("link").first().click();
  await page.getByRole("heading", { name: "Controls", exact: true }).waitFor();
  await check(page, "controls");

  // A framework: from the list to what an entry says and on what ground.
  await page.goto(`${base}/frameworks?system=ferry`);
  await page.getByRole("link", { name: "OWASP Top 10 for LLM Applications", exact: false }).first().click();
  await page.getByText("with a control that counts").waitFor();
  const entry = page.locator(".requirements details", { hasText: "LLM01" }).first();
  await entry.locator("summary").click();
  await entry.getByText("AML.T0051", { exact: false }).first().waitFor();
  await check(page, "framework");
  await page.getByLabel("Filter requirements").fill("nothing is called this");
  await page.getByText("No requirement passes the filter").waitFor();

  // A file of two hundred components: read, kept, laid out.
  await page.goto(`${base}/systems`);
  await page.getByRole("button", { name: "Add a system" }).first().click();
  await check(page, "systems-add");
  await page.getByLabel("The file of a map").setInputFiles({ name: "large.yaml", mimeType: "application/yaml", buffer: Buffer.from(largeMap()) });
  await page.getByRole("button", { name: "Keep it" }).click();
  await page.locator(".diagram[data-ready=true] .component").first().waitFor();
  expect("all of a large map is drawn", (await page.locator(".component").count()) === COMPONENTS);
  const took = await page.evaluate(() => performance.getEntriesByName("diagram layout").at(-1)?.duration ?? -1);
  console.log(`layout of ${COMPONENTS} components: ${Math.round(took)} ms`);
  await check(page, "system-large");
  return problems;
}
