import { expect } from '@playwright/test';

/** Opens the room, waits until the bot has greeted the reporter, and finds everybody's pane by their part in the school. */
export async function enter(page) {
  await page.goto('/');

  const { people } = await (await page.request.get('/room/state')).json();
  const panes = Object.fromEntries(people.map(({ key, name }) => [key, page.getByRole('region', { name, exact: true })]));

  await expect(panes.reporter.getByRole('article').first()).toBeVisible();

  return panes;
}

export const composer = pane => pane.getByRole('textbox', { name: /^Write as/ });

export const nameOf = pane => pane.getByRole('heading', { level: 2 }).innerText();

export const chat = pane => pane.getByRole('log');

/** A person's newest message that mentions something. */
export const message = (pane, text) => pane.getByRole('article').filter({ hasText: text }).last();

export async function say(pane, text) {
  await composer(pane).fill(text);
  await composer(pane).press('Enter');
}

/** Answers a question of the dialog: in words where it asks for them, otherwise with the button alone. */
export async function answer(pane, question, button, words) {
  const card = message(pane, question);

  if (words) {
    await card.getByRole('textbox').fill(words);
  }

  await press(card, button);
}

export const press = (card, button) => card.getByRole('button', { name: button, exact: true }).click();

/** Tells the bot about a child, up to the point where everything has been asked. */
export async function tell(reporter, { who, whatHappened, childsWords }) {
  await say(reporter, 'I\'m worried about a child');
  await answer(reporter, 'Is a child in danger right now?', 'No');
  await answer(reporter, 'Who are you worried about?', 'Next', who);
  await answer(reporter, 'Is your worry about an adult who works with children?', 'No');
  await answer(reporter, 'What happened? Use your own words.', 'Next', whatHappened);
  await answer(reporter, 'Did the child say anything?', 'Next', childsWords);
  await answer(reporter, 'Is anyone listed here related', 'Nobody');
}

/** Sends what was told, and gives the reference that the reporter was given. */
export async function send(reporter) {
  const received = reporter.getByRole('heading', { name: /^Received: SC-/ });
  const before = await received.count();

  await press(message(reporter, 'NOT SENT. NOBODY HAS BEEN TOLD.'), 'Send');
  await expect(received).toHaveCount(before + 1);

  return (await received.last().textContent()).match(/SC-\S+/)[0];
}
