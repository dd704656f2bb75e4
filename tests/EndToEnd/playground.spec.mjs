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

  await card(page, 'Who are you worried about?').getByRole('textbox', { name: 'Year or class' }).fill('9B');
  await write(card(page, 'Who are you worried about?'), 'Freya Example');
  await press(card(page, 'Is another child part of this?'), 'No');
  await press(card(page, 'Is your worry about an adult who works with children?'), 'No');
  await press(card(page, 'What happened? Use your own words.'), 'Next');
  await expect(card(page, 'Please write something first.')).toBeVisible();
  await write(card(page, 'What happened? Use your own words.'), 'She has a second phone and **hides** it.');
  await press(card(page, 'Did the child say anything?'), 'They said nothing, or I don\'t know');
  await press(card(page, 'Did somebody else tell you any of this?'), 'Nobody told me');
  await press(card(page, 'When was it?'), 'I don\'t know when');
  await press(card(page, 'Where was it?'), 'I don\'t know where');
  await press(card(page, 'before the child goes home today?'), 'Not sure');
  await card(page, 'These may be in what you wrote.').getByRole('checkbox').first().check();
  await press(card(page, 'These may be in what you wrote.'), 'Why?');
  await expect(card(page, 'These may be in what you wrote.').getByText('second phone', { exact: true })).toBeVisible();
  await expect(logPanel(page)).not.toContainText(/ [45]\d\d\b|error|warning|invalid|unsupported|not supported/i);
  await press(card(page, 'These may be in what you wrote.'), 'Send now');
  await press(card(page, 'Before it is sent'), 'Nobody: send it');

  const received = card(page, 'Received: SC-');

  await expect(received).toBeVisible();

  const [reference] = (await received.innerText()).match(/SC-\S+/);

  await expect.poll(async () => (await (await request.get('/room/state')).json()).records[0].rows.map(row => row.Reference)).toContain(reference);
});

const card = (page, text) => page.locator('.ac-adaptiveCard').filter({ hasText: text }).last();

const logPanel = page => page.locator('[contenteditable]').filter({ hasText: 'Current version' });

const press = (question, button) => question.getByRole('button', { name: button, exact: true }).click();

async function write(question, words) {
  await question.getByRole('textbox').first().fill(words);
  await press(question, 'Next');
}

async function say(page, text) {
  await page.locator('[data-lexical-editor]').fill(text);
  await page.keyboard.press('Enter');
}
