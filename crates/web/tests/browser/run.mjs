// The pages in a real browser: journeys, keys only, axe, hostile documents, without script, and pictures of each page.
//
//   node run.mjs PROGRAM CHROMIUM FOLDER     PROGRAM is the built `contingent`; pictures go into FOLDER
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { hostile, payloads } from "./hostile.mjs";
import { records } from "./records.mjs";

const [program, browserPath, shots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "contingent-browser-"));
mkdirSync(shots, { recursive: true });
const servers = [];
let passed = 0;
const failed = [];

// Starts a server and gives its address.
function serve(...args) {
  return new Promise((resolve, reject) => {
    const started = Date.now();
    const server = spawn(program, ["serve", "--port", "0", ...args], { env: { ...process.env, CONTINGENT_RECORD: undefined } });
    servers.push(server);
    let said = "";
    server.stdout.on("data", (data) => {
      said += data;
      const address = said.match(/http:\/\/[^/\s]+/);
      if (address) resolve({ address: address[0], took: Date.now() - started });
    });
    server.stderr.on("data", (data) => { said += data; });
    server.on("exit", () => reject(new Error(said)));
  });
}

// Every test runs even when one before it failed.
async function test(name, work) {
  const start = Date.now();
  try {
    await work();
    passed += 1;
    console.log(`  ${name}: held, ${Date.now() - start} ms`);
  } catch (error) {
    failed.push(name);
    console.log(`  ${name}: FAILED\n${error.stack ?? error}`);
  }
}

// How long anything may take before it counts as never. Speed is measured and printed; no test fails for a slow machine.
const PATIENCE = 120_000;

// Waits until what is asked for holds.
async function until(holds, what) {
  const end = Date.now() + PATIENCE;
  while (!(await holds())) {
    assert.ok(Date.now() < end, `${what}: not within ${PATIENCE} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

// Waits for another claim under review, and for the script of its page.
async function claimIs(page, is) {
  const claim = page.locator("input[name=claim]");
  const shown = async () => ((await claim.count()) === 1 ? claim.inputValue().catch(() => null) : null);
  await until(async () => { const id = await shown(); return id !== null && is(id); }, "another claim");
  await page.waitForLoadState("load");
}

// A tab that remembers everything that must not happen.
async function tab(browser, address, options = {}) {
  const context = await browser.newContext({ baseURL: address, ...options });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  page.wrong = [];
  page.on("console", (message) => {
    // Pages with an error status are asked for on purpose.
    const ofStatus = message.text().startsWith("Failed to load resource: the server responded with a status");
    if (message.type() === "error" && !ofStatus) page.wrong.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => page.wrong.push(`script: ${error}`));
  page.on("dialog", (dialog) => { page.wrong.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith("data:")) page.wrong.push(`outside: ${request.url()}`);
  });
  return page;
}

const clean = (page) => assert.deepEqual(page.wrong, []);

// What axe finds on a page that is serious.
async function serious(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
  return violations
    .filter((v) => ["serious", "critical"].includes(v.impact))
    .map((v) => `${page.url()} ${v.id}: ${v.nodes.slice(0, 2).map((n) => n.target.join(" ") + " " + n.failureSummary).join(" | ")}`);
}

async function main() {
  const example = await serve();
  const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
  const page = await tab(browser, example.address);
  let mission = "/missions/mss-haiti";

  await test("the example is on screen soon after the start", async () => {
    const asked = Date.now();
    assert.equal((await fetch(example.address)).status, 200);
    const answered = Date.now();
    await page.goto("/");
    await page.waitForSelector("table.list tbody tr");
    const shown = Date.now();
    const paints = await page.evaluate(() => performance.getEntriesByType("paint").map((e) => `${e.name} ${Math.round(e.startTime)} ms`));
    const took = example.took + shown - asked;
    console.log(`    ready ${example.took} ms after the start, first answer in ${answered - asked} ms, shown in ${shown - answered} ms (${paints.join(", ")}); ${took} ms in all`);
    // Only who asks for it by name has the time judged: this machine may have other things to do.
    const limit = Number(process.env.CONTINGENT_PATIENCE ?? PATIENCE);
    assert.ok(took < limit, `${took} ms`);
  });

  await test("from the missions to a number to the sentence that says it", async () => {
    const links = page.locator("tbody th a");
    assert.ok(await links.count() >= 5);
    const haiti = page.locator(`a[href="${mission}"]`);
    if (await haiti.count() === 0) mission = await links.first().getAttribute("href");
    await page.goto(mission);
    await page.waitForSelector("h1");
    await page.locator("#strength a.figure").first().click();
    await page.waitForSelector("article.ground blockquote");
    const words = await page.locator("blockquote").first().innerText();
    await page.locator("article.ground .meta a").first().click();
    await page.waitForSelector("article.card");
    const marked = await page.locator(".evidence, .mark").allInnerTexts();
    assert.ok(marked.join("").length > 0);
    const text = (await page.locator("article.text").innerText()).replace(/\s+/g, " ");
    assert.ok(text.includes(words.replace(/\s+/g, " ").slice(0, 40)), words);
    clean(page);
  });

  await test("every mark of a document leads to its claim, and back", async () => {
    for (const mark of (await page.locator("a.mark[href]").all()).slice(0, 20)) {
      const target = await mark.getAttribute("href");
      assert.equal(await page.locator(target).count(), 1, target);
    }
    for (const card of await page.locator("article.card").all()) {
      const id = await card.getAttribute("data-claim");
      assert.equal(await page.locator(`#w-${id}`).count(), 1, id);
    }
  });

  await test("a judgement by keys only, corrected and taken back", async () => {
    await page.goto("/login?to=/review");
    await page.keyboard.type("ann");
    await page.keyboard.press("Enter");
    await page.waitForSelector("[data-review]");
    await page.waitForLoadState("load");
    const first = await page.locator("input[name=claim]").inputValue();
    await page.keyboard.press("y");
    await claimIs(page, (id) => id !== first);
    await page.keyboard.press("?");
    await page.locator("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("z");
    await claimIs(page, (id) => id === first);
    const decisions = await page.locator(".history li").allInnerTexts();
    assert.ok(decisions.some((d) => d.includes("took a decision back")), decisions.join());
    const date = page.locator("#f-date");
    await page.keyboard.press("e");
    await until(() => page.evaluate(() => document.activeElement.closest(".fields") !== null), "a field in focus");
    await date.fill("2024-06");
    await page.keyboard.press("Enter");
    await claimIs(page, (id) => id !== first);
    await page.goto(`/review?claim=${first}`);
    assert.match(await page.locator(".history").innerText(), /put it right.*2024-06/s);
    await page.goto("/review");
    const next = await page.locator("input[name=claim]").inputValue();
    await page.keyboard.press("n");
    await claimIs(page, (id) => id !== next);
    clean(page);
  });

  await test("search while typing", async () => {
    await page.goto("/search");
    await page.locator("input[type=search]").pressSequentially("officers");
    await page.waitForSelector("#results li");
    clean(page);
  });

  const pages = ["/", mission, "/documents", "/documents/4", "/documents/4/why", "/review", "/compare", "/search?q=soldiers", "/rules", "/api", "/login", "/nowhere"];
  const figure = await page.goto(mission).then(() => page.locator("#strength a.figure").first().getAttribute("href"));
  pages.push(figure);

  await test("axe finds nothing serious, light and dark", async () => {
    const found = [];
    for (const colorScheme of ["light", "dark"]) {
      const other = await tab(browser, example.address, { colorScheme, bypassCSP: true });
      for (const path of pages) {
        await other.goto(path);
        found.push(...await serious(other));
      }
      clean(other);
      await other.context().close();
    }
    assert.deepEqual(found, []);
  });

  await test("nothing is wider than a phone", async () => {
    const phone = await tab(browser, example.address, { viewport: { width: 375, height: 780 } });
    for (const path of pages) {
      await phone.goto(path);
      const wide = await phone.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 1, `${path} is ${wide} too wide`);
    }
    clean(phone);
    await phone.context().close();
  });

  await test("without script: read, sign in, judge", async () => {
    const plain = await tab(browser, example.address, { javaScriptEnabled: false });
    for (const path of pages) assert.ok((await plain.goto(path)).status() < 500);
    await plain.goto("/login?to=/review");
    await plain.fill("input[name=name]", "bob");
    await plain.click("form.stacked button");
    await plain.waitForSelector("input[name=claim]", { state: "attached" });
    const before = await plain.locator("input[name=claim]").inputValue();
    await plain.click("button.no");
    await claimIs(plain, (id) => id !== before);
    await plain.click(".undo button");
    await claimIs(plain, (id) => id === before);
    await plain.context().close();
  });

  const name = (path) => path.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "").slice(0, 40) || "missions";
  const WIDE = { viewport: { width: 1280, height: 900 } }, PHONE = { viewport: { width: 375, height: 780 } };
  const LOOKS = [
    ["light", WIDE],
    ["dark", { ...WIDE, colorScheme: "dark" }],
    ["phone", PHONE],
    ["phone-dark", { ...PHONE, colorScheme: "dark" }],
  ];

  await test("pictures of each page", async () => {
    for (const [kind, options] of LOOKS) {
      const other = await tab(browser, example.address, options);
      await other.goto("/login?to=/");
      await other.fill("input[name=name]", "ann");
      await other.click("form.stacked button");
      await other.waitForSelector(".who");
      for (const path of pages) {
        await other.goto(path);
        await other.screenshot({ path: join(shots, `${name(path)}.${kind}.png`), fullPage: true });
      }
      await other.context().close();
    }
  });

  // A record of these documents, served.
  async function served(record, documents) {
    const file = join(folder, `${record}.jsonl`), place = join(folder, `${record}.sqlite`);
    writeFileSync(file, documents.map((d) => JSON.stringify(d)).join("\n"));
    const added = spawnSync(program, ["add", "--quiet", "--record", place, file], { encoding: "utf8" });
    assert.equal(added.status, 0, added.stdout + added.stderr);
    return (await serve("--record", place)).address;
  }

  await test("60 contributors, one, none, long names, no data: nothing too wide, nothing wrong; on paper, too", async () => {
    for (const [record, documents] of Object.entries(records)) {
      const address = await served(record, documents);
      const missions = await (await fetch(address + "/api/v1/missions")).json();
      const paths = ["/", "/documents/1", "/review", "/search?q=haiti", ...missions.slice(0, 1).map(({ mission }) => `/missions/${mission}`)];
      if (record === "crowd") {
        const { strength } = await (await fetch(`${address}/api/v1/missions/${missions[0].mission}`)).json();
        assert.ok(strength.contributors.length >= 55, `${strength.contributors.length} contributors`);
      }
      for (const [kind, options] of [...LOOKS, ["print", { viewport: { width: 794, height: 1123 } }]]) {
        const other = await tab(browser, address, options);
        if (kind === "print") await other.emulateMedia({ media: "print" });
        for (const path of paths) {
          assert.equal((await other.goto(path)).status(), 200, path);
          const wide = await other.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(wide <= 1, `${record}, ${kind}, ${path} is ${wide} too wide`);
          await other.screenshot({ path: join(shots, `${record}-${name(path)}.${kind}.png`), fullPage: true });
        }
        clean(other);
        await other.context().close();
      }
    }
  });

  await test(`${payloads.length} hostile payloads never run`, async () => {
    assert.ok(payloads.length >= 40);
    const address = await served("hostile", hostile());
    const other = await tab(browser, address);
    const ran = () => other.evaluate(() => window.ran ?? 0);
    const look = async (path) => {
      const answer = await other.goto(path, { waitUntil: "domcontentloaded" });
      assert.ok(answer.status() < 500, `${path}: ${answer.status()}`);
      const found = await other.evaluate(() => [
        window.ran ?? 0,
        document.querySelectorAll("#content script, #content iframe, #content object, #content embed, #content style, #content base, #content meta").length,
        document.querySelectorAll("#content [onerror], #content [onload], #content [onclick], #content [onfocus], #content [onmouseover]").length,
        [...document.links].filter((a) => !/^https?:$/.test(a.protocol)).length,
      ]);
      assert.deepEqual(found, [0, 0, 0, 0], path);
    };
    const { items } = await (await other.request.get(address + "/api/v1/documents?limit=500")).json();
    assert.ok(items.length >= payloads.length);
    await other.goto("/login?to=/review");
    await other.fill("input[name=name]", payloads[0].slice(0, 60));
    await other.click("form.stacked button");
    await other.waitForSelector("[data-review]");
    // Notes as hostile as the documents.
    const session = await (await other.request.get(address + "/api/v1/session")).json();
    const claims = (await (await other.request.get(address + "/api/v1/claims?limit=500")).json()).items;
    assert.ok(claims.length >= 10, `${claims.length} claims`);
    for (const [at, payload] of payloads.entries()) {
      const made = await other.request.post(address + "/api/v1/judgements", {
        headers: { "X-CSRF-Token": session.csrf },
        data: { claim: claims[at % claims.length].id, verdict: "note", note: payload },
      });
      assert.equal(made.status(), 201, await made.text());
    }
    await look("/");
    await look("/documents");
    for (const { document } of items) await look(`/documents/${document}`);
    for (const { id } of claims.slice(0, 20)) await look(`/review?claim=${id}`);
    const missions = await (await other.request.get(address + "/api/v1/missions")).json();
    for (const { mission } of missions) {
      await look(`/missions/${encodeURIComponent(mission)}`);
      await look(`/missions/${encodeURIComponent(mission)}/figure?of=claims|${claims.slice(0, 20).map((c) => c.id).join(",")}`);
    }
    // What an address says comes back in the page.
    for (const payload of payloads) {
      const word = encodeURIComponent(payload);
      for (const path of [`/search?q=${word}&mission=${word}&actor=${word}`, `/missions/${word}`, `/missions/mss-haiti?as_of=${word}`, `/login?to=${word}`]) await look(path);
    }
    await other.goto("/search");
    await other.fill("input[type=search]", "<img src=x onerror=window.ran=1> officers");
    await other.waitForSelector("#results > *");
    await other.waitForTimeout(500);
    assert.equal(await ran(), 0);
    clean(other);
    await other.context().close();
  });

  await browser.close();
  console.log(`browser: ${passed} tests held, ${failed.length} failed`);
}

try {
  await main();
} finally {
  for (const server of servers) server.kill();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failed.length === 0 ? 0 : 1);
