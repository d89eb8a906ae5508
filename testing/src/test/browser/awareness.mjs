// Walks an exercise from its plan to the report, a question of the quiz, the releases and a one-pager.
export async function walkAwareness({ page, base, check, technique }) {
  const problems = [];
  const expect = (holds, what) => holds || problems.push(`awareness: ${what}`);

  await page.goto(`${base}/exercises`);
  const study = page.getByRole("combobox", { name: "Case study" });
  await study.locator("option[value='AML.CS0000']").waitFor({ state: "attached" });
  await check(page, "exercises");
  await study.selectOption("AML.CS0000");
  await page.getByRole("button", { name: "Plan it" }).click();
  await page.getByRole("button", { name: "Begin" }).click();
  await page.waitForURL(/exercises\/(?!new)./);
  await page.getByRole("textbox", { name: "Team" }).fill("Blue");
  const answer = page.locator(".exercise-answer input").first();
  await answer.check();
  await page.getByRole("textbox", { name: "Notes on inject 1" }).fill("<b>nobody</b> owns the log");
  await check(page, "exercise");
  await page.getByRole("button", { name: "Team", exact: true }).click();
  const told = await page.locator("main").innerText();
  expect(!told.includes("AML.") && (await page.locator(".exercise-answer").count()) === 0, "the team's view gives something away");
  await check(page, "exercise-team");
  await page.getByRole("button", { name: "Facilitator", exact: true }).click();
  await page.getByRole("button", { name: "Debriefing" }).click();
  await page.getByRole("button", { name: "Add an action" }).click();
  await page.getByRole("textbox", { name: "What" }).fill("Name an owner");
  await page.getByText("Saved", { exact: true }).waitFor();
  await check(page, "exercise-debriefing");
  await page.reload();
  await page.getByRole("button", { name: "Debriefing" }).click();
  expect((await page.getByRole("textbox", { name: "What" }).inputValue()) === "Name an owner", "an action was not kept");
  const report = await (await page.request.get(base + (await page.getByRole("link", { name: "HTML" }).getAttribute("href")))).text();
  expect(report.includes("Name an owner") && report.includes("&lt;b&gt;nobody"), "the report lacks what was written");

  await page.goto(`${base}/quiz`);
  const option = page.locator(".quiz-option input").first();
  await option.check();
  await page.getByRole("button", { name: "I know" }).click();
  await page.getByText("It comes back").waitFor();
  await check(page, "quiz");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByText("2 of 10", { exact: true }).waitFor();

  await page.goto(`${base}/releases`);
  await page.getByRole("button", { name: "Make current" }).first().waitFor();
  await check(page, "releases");
  await page.goto(`${base}/one-pagers/${technique}`);
  await page.locator(".sheet h1").waitFor();
  await check(page, "one-pager");
  return problems;
}
