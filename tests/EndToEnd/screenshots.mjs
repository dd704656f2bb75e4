// Pictures a running room, half way through a concern, for the README and for safeguarding leads: node screenshots.mjs [folder]
import { chromium } from '@playwright/test';
import { address, launchOptions } from './browser.mjs';
import { enter, message, press, send, tell } from './journey.mjs';

const [folder = '../../docs'] = process.argv.slice(2);

const browser = await chromium.launch(launchOptions);
const page = await browser.newPage({
  baseURL: address,
  viewport: { width: 1440, height: 1280 },
  colorScheme: 'light',
  reducedMotion: 'reduce',
  locale: 'en-GB',
});

const { reporter, lead, deputy } = await enter(page);

await tell(reporter, {
  who: 'Bryony Example',
  whatHappened: 'She has a second phone and hides it. On Monday an adult I do not know dropped her at the gate.',
  childsWords: 'He says I owe him for the phone.',
});

const reference = await send(reporter);

await press(message(lead, reference), 'Acknowledge');
await message(deputy, reference).getByText('Acknowledged by').waitFor();
await message(reporter, 'Seen by').waitFor();
await press(message(lead, reference), 'Open');
await message(lead, reference).getByText('Bryony Example').waitFor();
await page.getByRole('row', { name: /^AcknowledgedBy/ }).waitFor();
await page.evaluate(() => scrollTo(0, 0));
await page.mouse.move(0, 0);
await page.screenshot({ path: `${folder}/practice-room.png` });

await press(message(lead, reference), 'I am with the child');
await message(reporter, 'Someone is acting on').waitFor();
await press(message(lead, reference), 'Record a decision');
await message(lead, reference).getByText('If a child may be at risk of harm, refer now.').waitFor();
await page.setViewportSize({ width: 1440, height: 900 });
await lead.scrollIntoViewIfNeeded();
await page.mouse.move(0, 0);
await page.screenshot({ path: `${folder}/for-leads.png` });
await browser.close();
