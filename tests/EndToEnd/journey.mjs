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
    await card.getByRole('textbox').first().fill(words);
  }

  await press(card, button);
}

export const press = (card, button) => card.getByRole('button', { name: button, exact: true }).click();

/** Goes on from wherever the focus is. The way is as long as the chats are: every button of every card in them is on it. */
export async function pressUntil(page, key, wanted) {
  for (let presses = 0; presses < 500; presses++) {
    if (await wanted.evaluate(element => element.matches(':focus'))) {
      return;
    }

    await page.keyboard.press(key);
  }

  await expect(wanted).toBeFocused();
}

/** Tells the bot about a child, up to where it can be sent with the child's own words. */
export async function tell(reporter, { who, schoolClass = '9B', whatHappened, childsWords }) {
  await say(reporter, 'I\'m worried about a child');
  await answer(reporter, 'Is a child in danger right now?', 'No');
  await message(reporter, 'Who are you worried about?').getByRole('textbox', { name: 'Year or class' }).fill(schoolClass);
  await answer(reporter, 'Who are you worried about?', 'Next', who);
  await answer(reporter, 'Is another child part of this?', 'No');
  await answer(reporter, 'Is your worry about an adult who works with children?', 'No');
  await answer(reporter, 'What happened? Use your own words.', 'Next', whatHappened);
  await answer(reporter, 'Did the child say anything?', 'Next', childsWords);
}

/** Goes on to the end of the questions, as somebody does who has seen one of the signs and knows a little more. */
export async function answerTheRest(reporter) {
  await answer(reporter, 'Did somebody else tell you any of this?', 'Nobody told me');
  await answer(reporter, 'When was it?', 'Next', 'last Friday after lunch');
  await answer(reporter, 'Where was it?', 'Next', 'By the bottom gate');
  await answer(reporter, 'Does anything have to happen before the child goes home today?', 'Not sure');
  await message(reporter, 'These may be in what you wrote.').getByRole('checkbox').first().check();
  await answer(reporter, 'These may be in what you wrote.', 'These fit');
  await answer(reporter, 'Have you noticed anything about their body or health?', 'No more lists');
  await answer(reporter, 'Is something else part of it?', 'Nothing else');
  await answer(reporter, 'What worries you most about it?', 'Nothing to add');

  for (const known of ['Do you know any of these about the child?', 'on the school\'s system already?', 'have a social worker', 'spoken to the parents']) {
    await passQuestions(reporter, known);
    await press(message(reporter, known), 'I don\'t know');
  }

  await answer(reporter, 'What have you done so far?', 'Nothing yet');
  await answer(reporter, 'Did you ask the child anything?', 'I asked nothing');
  await answer(reporter, 'Is anyone listed here related', 'Nobody');
}

/** Passes the targeted questions that come before another. */
async function passQuestions(reporter, next) {
  const newest = reporter.getByRole('article').last();

  while (await asksTargeted(newest, next)) {
    const asked = await newest.getByRole('heading').innerText();

    await press(newest, 'Skip this one');
    await expect(newest).not.toContainText(asked);
  }
}

async function asksTargeted(newest, next) {
  await expect(newest).toContainText(new RegExp(`Skip this one|${next.replace(/[?']/g, '.')}`));

  return await newest.getByRole('button', { name: 'Skip this one' }).count() > 0;
}

/** Sends what was told from wherever the walk is, and gives the reference that the reporter was given. */
export async function send(reporter) {
  return sent(reporter, async () => {
    await press(message(reporter, 'Did somebody else tell you any of this?'), 'Send now');
    await answer(reporter, 'Before it is sent', 'Nobody: send it');
  });
}

/** Sends what was read back. */
export const sendChecked = reporter => sent(reporter, () => press(message(reporter, 'NOT SENT. NOBODY HAS BEEN TOLD.'), 'Send'));

async function sent(reporter, sending) {
  const received = reporter.getByRole('heading', { name: /^Received: SC-/ });
  const before = await received.count();

  await sending();
  await expect(received).toHaveCount(before + 1);

  return (await received.last().textContent()).match(/SC-\S+/)[0];
}
