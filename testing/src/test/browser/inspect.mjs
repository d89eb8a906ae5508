// Tries texts on the Inspect page: an example, one of one's own, and one that hides what it says.

/** @returns what is wrong, as texts */
export async function walkInspect({ page, base, check }) {
  const problems = [];
  const expect = (fact, words) => {
    if (!fact) problems.push(`inspect: ${words}`);
  };
  await page.goto(`${base}/inspect`);
  await page.locator("main h1").waitFor();
  await check(page, "inspect");
  expect(await page.getByRole("button", { name: "Inspect", exact: true }).isDisabled(), "nothing to look at without a text");

  await page.getByRole("button", { name: "a question" }).click();
  await page.getByRole("heading", { name: "Not flagged" }).waitFor();

  await page.getByRole("button", { name: "in disguise" }).click();
  await page.getByRole("heading", { name: /Flagged/ }).waitFor();
  await page.getByRole("heading", { name: /base64/ }).waitFor();
  await page.getByText("one by one").last().click();
  expect((await page.locator("mark").count()) > 0, "the offending sentence is marked");
  await check(page, "inspect-disguise");

  const text = page.getByLabel("Text", { exact: true });
  await text.fill("Write to ana.prado@mail.example.org, please. <img src=x onerror=alert(1)>");
  await text.press("Control+Enter");
  await page.getByRole("heading", { name: "Personal data and secrets" }).waitFor();
  await page.getByRole("cell", { name: "ana.prado@mail.example.org", exact: true }).waitFor();
  await check(page, "inspect-personal");
  return problems;
}
