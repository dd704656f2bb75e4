import { expect, test } from '@playwright/test';
import { open } from './playground.mjs';

let stage;

test.beforeAll(async () => {
  stage = await open();
});

test.afterAll(() => stage?.close());

test('Microsoft\'s Agents Playground carries a worry from the first word to the school\'s record', async ({ page, request }) => {
  await page.route(({ hostname }) => hostname !== 'localhost', route => route.abort());
  await page.goto(stage.page);

  await expect(card(page, 'This is the safeguarding bot of Rowan Hill School.').getByRole('button', { name: 'Raise a concern' })).toBeVisible();

  await say(page, 'is a second phone a sign?');
  await expect(card(page, 'I have not told anyone.').getByRole('button', { name: 'Tell the DSL' })).toBeVisible();

  await say(page, 'I\'m worried about a child');
  await press(card(page, 'Is a child in danger right now?'), 'No');
  await expect(card(page, 'Is a child in danger right now? Answered.').getByRole('button', { name: 'Change' })).toBeVisible();

  await press(card(page, 'Who are you worried about?'), 'Next');
  await expect(card(page, 'Please write something first.')).toBeVisible();
  await write(card(page, 'Who are you worried about?'), 'Freya Example, 9B');
  await press(card(page, 'Is your worry about an adult who works with children?'), 'No');
  await write(card(page, 'What happened? Use your own words.'), 'She has a second phone and **hides** it.');
  await press(card(page, 'Did the child say anything?'), 'They said nothing, or I don\'t know');
  await press(card(page, 'Is anyone listed here related'), 'Nobody');

  await press(card(page, 'Check what will be sent'), 'Open');
  await expect(card(page, 'What will be sent')).toContainText('She has a second phone and **hides** it.');
  await expect(logPanel(page)).not.toContainText(/ [45]\d\d\b|error|warning|invalid|unsupported|not supported/i);
  await press(card(page, 'What will be sent'), 'Send');

  const received = card(page, 'Received: SC-');

  await expect(received).toBeVisible();

  const [reference] = (await received.innerText()).match(/SC-\S+/);

  await expect.poll(async () => (await (await request.get('/room/state')).json()).record.rows.map(row => row.Reference)).toContain(reference);
});

const card = (page, text) => page.locator('.ac-adaptiveCard').filter({ hasText: text }).last();

const logPanel = page => page.locator('[contenteditable]').filter({ hasText: 'Current version' });

const press = (question, button) => question.getByRole('button', { name: button, exact: true }).click();

async function write(question, words) {
  await question.getByRole('textbox').fill(words);
  await press(question, 'Next');
}

async function say(page, text) {
  await page.locator('[data-lexical-editor]').fill(text);
  await page.keyboard.press('Enter');
}
