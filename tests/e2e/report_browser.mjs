// SPDX-License-Identifier: Apache-2.0
// The report in a real browser: nothing from outside, no errors, accessible, fits phone and desktop,
// every control works, and it is whole without script and on paper.
// usage: report_browser.mjs SOURCE FULL.html [MORE.html ...]
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [source, ...pages] = process.argv.slice(2);
const require = createRequire(resolve(source, "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const sizes = [{ width: 390, height: 844 }, { width: 1440, height: 900 }];
let checks = 0;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

async function open(path, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage(), url = pathToFileURL(resolve(path)).href;
  page.on("console", (message) => assert.fail(`${path}: console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => assert.fail(`${path}: ${error.message}`));
  page.on("request", (request) => assert.equal(request.url().split("#")[0], url, "asks for something outside"));
  await page.goto(url);
  return page;
}

async function check(name, work) {
  await work();
  checks++;
  console.log("ok", name);
}

async function width(page) {
  return page.evaluate(() => document.documentElement.scrollWidth);
}

// axe is put in by the debugger protocol, which the page's policy does not bind.  Rows of a table and
// areas of a map are alike: eight of each are enough, and axe looks at each for milliseconds.
async function violations(page) {
  await page.evaluate(() => {
    for (const body of document.querySelectorAll("tbody, svg.atlas g, defs"))
      for (const extra of Array.from(body.children).slice(8)) extra.remove();
  });
  await page.evaluate(axe);
  const result = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }));
  return result.violations.filter((v) => v.impact === "serious" || v.impact === "critical")
    .map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
}

// every look of the first page; of the others, which share its parts, the narrow dark one
const looks = sizes.flatMap((viewport) => [{ viewport, colorScheme: "dark" }, { viewport, colorScheme: "light" }]);
for (const [number, path] of pages.entries())
    for (const { viewport, colorScheme } of number === 0 ? looks : looks.slice(0, 1))
      await check(`${path} fits and is accessible at ${viewport.width}, ${colorScheme}`, async () => {
        const page = await open(path, { viewport, colorScheme });
        assert.ok(await width(page) <= viewport.width, `the page is ${await width(page)} wide`);
        assert.deepEqual(await violations(page), []);
        await page.context().close();
      });

const full = pages[0];

await check("the slider takes years away and gives them back", async () => {
  const page = await open(full, { viewport: sizes[1] });
  const seen = () => page.locator("#map-years g[data-y]").evaluateAll((groups) =>
    groups.filter((g) => getComputedStyle(g).display !== "none").length);
  const all = await seen();
  assert.ok(all >= 10);
  await page.locator("#year").evaluate((input) => { input.value = input.min; input.dispatchEvent(new Event("input")); });
  assert.equal(await seen(), 1);
  await page.locator("#year").focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await seen(), 2);
  assert.match(await page.locator(".slider label").textContent(), /^Visits up to \d{4}$/);
  await page.context().close();
});

await check("search finds an area, by native name too, and tells of it", async () => {
  const page = await open(full, { viewport: sizes[0] });
  await page.locator("#find-0").fill("sukchon");
  await page.keyboard.press("Enter");
  assert.match(await page.locator("#map-index .detail").textContent(), /Sukchon/);
  assert.equal(await page.locator("#map-index .hot").count(), 1);
  await page.locator("#find-0").fill("숙천");
  assert.equal(await page.locator("#map-index .search li").count(), 1);
  await page.context().close();
});

await check("a pointer on the map tells of the area", async () => {
  const page = await open(full, { viewport: sizes[1] });
  const use = page.locator("#map-years g[data-y] use").nth(5);
  await use.dispatchEvent("pointerover");
  assert.match(await page.locator("#map-years .detail").textContent(), /people/);
  await page.context().close();
});

await check("a row leads to the map", async () => {
  const page = await open(full, { viewport: sizes[1] });
  const link = page.locator("#unequal tbody a[data-a]").first(), name = await link.textContent();
  await link.click();
  const map = await link.getAttribute("href");
  assert.ok((await page.locator(`${map} .detail b`).textContent()).startsWith(name));
  await page.context().close();
});

await check("tables sort by number both ways, by keyboard too, and filter", async () => {
  const page = await open(full, { viewport: sizes[1] });
  const table = page.locator("#unequal table").first();
  const people = () => table.locator("tbody tr:not([hidden]) td:nth-child(4)").evaluateAll((cells) =>
    cells.map((cell) => Number(cell.textContent.replace(/\D/g, ""))));
  const head = table.locator("thead th").nth(3).locator("[role=button]");
  await head.click();
  const up = await people();
  assert.deepEqual(up, [...up].sort((a, b) => a - b));
  await head.focus();
  await page.keyboard.press("Enter");
  const down = await people();
  assert.deepEqual(down, [...down].sort((a, b) => b - a));
  assert.equal(await table.locator("th[aria-sort=descending]").count(), 1);
  await page.locator("#unequal .filter input").first().fill("kangwon");
  assert.ok((await people()).length < down.length && (await people()).length > 0);
  await page.context().close();
});

await check("without script nothing is lost and no control is dead", async () => {
  const page = await open(full, { viewport: sizes[0], javaScriptEnabled: false });
  assert.equal(await page.locator("input, button, [role=button]").count(), 0);
  assert.ok(await page.locator("#years tbody tr").count() >= 100);
  assert.ok(await page.locator("svg.atlas").count() >= 12);
  await page.context().close();
});

await check("on paper every year has its map and table, and nothing is cut off", async () => {
  const page = await open(full, { viewport: { width: 680, height: 1000 } });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  assert.ok(await page.locator(".small-maps figure:visible").count() >= 10);
  assert.ok(await page.locator("details.year[open] table:visible").count() >= 9);
  assert.equal(await page.locator("nav:visible, .slider:visible, .search:visible").count(), 0);
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
  assert.ok((await page.pdf({ format: "A4" })).length > 100000);
  await page.context().close();
});

await browser.close();
console.log(`${checks} checks`);
