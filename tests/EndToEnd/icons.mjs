// Draws the Teams app's icons from their SVGs: node icons.mjs
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { launchOptions } from './browser.mjs';

const manifest = new URL('../../manifest/', import.meta.url);
const sizes = { color: 192, outline: 32 };

const browser = await chromium.launch(launchOptions);

for (const [name, size] of Object.entries(sizes)) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });

  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${await readFile(new URL(`${name}.svg`, manifest), 'utf8')}`);
  await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, manifest)), omitBackground: true });
}

await browser.close();
