// Every page of a site in Chromium, opened from its folder: with script off at 360 px and desktop
// width nothing is wider than the screen and the style is there, in light and dark; axe-core finds
// nothing, in light on the narrow and in dark on the wide screen; the search answers.
// `node look.mjs SITE AXE [SHOTS]`; CHROMEDRIVER names the driver, SHOTS a folder for pictures.
// `html-validate` is run beside it by who calls this.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [site, axePath, shots] = process.argv.slice(2);
const axe = readFileSync(axePath, "utf8");
const driver = spawn(process.env.CHROMEDRIVER ?? "chromedriver", ["--port=0"]);
const port = await new Promise((done) => {
  driver.stdout.on("data", (text) => {
    const found = /on port ([1-9]\d*)/.exec(String(text));
    if (found) done(found[1]);
  });
});
const call = async (path, body) => {
  const answer = await fetch(`http://127.0.0.1:${port}/session${path}`, body ? { method: "POST", body: JSON.stringify(body) } : {});
  const { value } = await answer.json();
  if (value?.error) throw new Error(`${path}: ${value.message}`);
  return value;
};
const problems = [];
let looked = 0, pictures = 0;
try {
  const args = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"];
  const { sessionId } = await call("", { capabilities: { alwaysMatch: { "goog:chromeOptions": { args }, "goog:loggingPrefs": { browser: "ALL" } } } });
  const cdp = (cmd, params) => call(`/${sessionId}/goog/cdp/execute`, { cmd, params });
  const run = (script) => call(`/${sessionId}/execute/sync`, { script, args: [] });
  const open = (path) => call(`/${sessionId}/url`, { url: pathToFileURL(resolve(site, path)).href });
  const size = (width) => cdp("Emulation.setDeviceMetricsOverride", { width, height: 900, deviceScaleFactor: 1, mobile: false });
  const media = (scheme, kind = "") => cdp("Emulation.setEmulatedMedia", { media: kind, features: [{ name: "prefers-color-scheme", value: scheme }] });
  const shot = async (path, name) => {
    if (!shots) return;
    const { data } = await cdp("Page.captureScreenshot", { captureBeyondViewport: true });
    const full = join(shots, `${path.replaceAll("/", "~")}.${name}.png`);
    writeFileSync(full, Buffer.from(data, "base64"));
    pictures += 1;
  };
  if (shots) mkdirSync(shots, { recursive: true });
  const pages = readdirSync(site, { recursive: true }).map((p) => p.replaceAll("\\", "/")).filter((p) => p.endsWith(".html")).sort();
  for (const path of pages) {
    for (const width of [360, 1280]) {
      for (const scheme of ["light", "dark"]) {
        await size(width);
        await media(scheme);
        await cdp("Emulation.setScriptExecutionDisabled", { value: true });
        await open(path);
        await shot(path, `${width}.${scheme}`);
        await cdp("Emulation.setScriptExecutionDisabled", { value: false });
        const wide = await run("return document.documentElement.scrollWidth - innerWidth");
        if (wide > 0) problems.push(`${path} at ${width}: ${wide} px too wide`);
        if ((await run("return document.styleSheets.length")) !== 1) problems.push(`${path}: no style`);
        await run("document.querySelectorAll('details').forEach((d) => { d.open = true })");
        const open_wide = await run("return document.documentElement.scrollWidth - innerWidth");
        if (open_wide > 0) problems.push(`${path} at ${width}, all open: ${open_wide} px too wide`);
        if ((width === 360) !== (scheme === "light")) continue;
        await run(axe);
        const found = await call(`/${sessionId}/execute/async`, { script: "const done = arguments[0]; axe.run({ preload: false }).then((r) => done(r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html.slice(0, 120) + ' ' + n.any.map((a) => a.message).join('; ')).join(' | '))))", args: [] });
        problems.push(...found.map((v) => `${path} ${width} ${scheme}: ${v}`));
        looked += 1;
      }
    }
  }
  await size(800);
  await media("light", "print");
  for (const path of ["index.html", "findings/1.html", "en/findings/1.html", "methods.html"]) {
    await open(path);
    await shot(path, "print");
  }
  await media("light");
  for (const path of ["search.html", "en/search.html"]) {
    await open(path);
    const hits = await run("const q = document.getElementById('q'); q.value = '990'; q.dispatchEvent(new Event('input')); q.value = '2'; q.dispatchEvent(new Event('input')); return document.querySelectorAll('.hits a').length");
    if (!(hits > 0)) problems.push(`${path}: the search finds nothing`);
    await shot(path, "searched");
  }
  const log = await call(`/${sessionId}/se/log`, { type: "browser" });
  problems.push(...log.filter((l) => l.level === "SEVERE").map((l) => l.message));
} finally {
  driver.kill();
}
for (const problem of problems) console.log(problem);
console.log(`${looked} looks, ${pictures} pictures, ${problems.length} problems`);
process.exit(problems.length ? 1 : 0);
