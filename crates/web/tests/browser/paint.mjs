// When a page of a running server is first seen in Chromium: the median and the longest of ten visits, each by a browser
// that was never there.
//
//   node paint.mjs CHROMIUM http://127.0.0.1:8090 /missions/mnf-zembla /documents/7 ...
import { chromium } from "playwright-core";

const [executablePath, address, ...paths] = process.argv.slice(2);
const VISITS = 10;
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
for (const path of paths) {
  const seen = [];
  for (let visit = 0; visit < VISITS; visit += 1) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.goto(address + path);
    seen.push(await page.evaluate(() => new Promise((resolve) => {
      const told = (list) => list.getEntriesByName("first-contentful-paint").forEach((entry) => resolve(entry.startTime));
      new PerformanceObserver(told).observe({ type: "paint", buffered: true });
    })));
    await context.close();
  }
  seen.sort((a, b) => a - b);
  console.log(`${path}: first contentful paint after ${Math.round(seen[VISITS / 2])} ms (median of ${VISITS}), at most ${Math.round(seen[VISITS - 1])} ms`);
}
await browser.close();
