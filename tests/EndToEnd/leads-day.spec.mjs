import { expect, test } from '@playwright/test';
import { faults } from './accessibility.mjs';
import { answerTheRest, chat, composer, enter, message, nameOf, press, pressUntil, say, send, sendChecked, tell } from './journey.mjs';

const desk = { width: 1440, height: 900 };
const phone = { width: 375, height: 740 };

test('A lead\'s whole day, from the morning\'s numbers to the second look', async ({ page }) => {
  test.setTimeout(600_000);
  const { reporter, lead, deputy, head } = await enter(page);
  const record = page.getByRole('table', { name: 'School record' });

  // The day before: a worry with a sign, which the lead has taken on and not finished.
  await tell(reporter, {
    who: 'Bryony Example',
    whatHappened: 'She has a second phone and hides it when somebody comes.',
    childsWords: 'He says I owe him for it.',
  });
  await answerTheRest(reporter);
  const before = await sendChecked(reporter);

  await tap(card(lead, before), 'Acknowledge');
  await press(card(lead, before), 'Open');
  await press(card(lead, before), 'Add a note');
  await fill(card(lead, before), { 'Note': 'I spoke with her form tutor, who has seen the same.' });
  await save(card(lead, before));
  await expect(message(reporter, 'Someone is acting on')).toContainText(before);

  // The morning: numbers, and nothing that they are numbers of.
  await page.getByRole('button', { name: 'Next morning' }).click();
  const morning = message(lead, 'This morning at');
  await expect(morning).toContainText('Yours and open: 1');
  await expect(morning).toContainText('Not yet in the school\'s system: 1');
  await expect(morning).not.toContainText(/Bryony|SC-/);
  await checkEverywhere(page, lead, morning);

  // A concern arrives, sealed. Its reporter is told who has it.
  await tell(reporter, {
    who: 'Bryony Example',
    whatHappened: 'A man in a silver car waits for her.',
    childsWords: 'He is only a friend.',
  });
  const reference = await send(reporter);
  const theirs = card(lead, reference);

  for (const pane of [lead, deputy]) {
    await expect(card(pane, reference).getByRole('button', { name: 'Acknowledge' })).toBeVisible();
    await expect(chat(pane)).not.toContainText('Bryony');
  }

  await tap(theirs, 'Acknowledge');
  await expect(message(reporter, 'Seen by your lead')).toContainText(reference);
  await press(theirs, 'Open');
  await expect(theirs).toContainText('Bryony Example');
  await expect(theirs).toContainText(`${before} has the same child's name in it too.`);
  await tap(theirs, 'Same child: link them');
  await press(theirs, 'Open');
  await tap(theirs, 'I am with the child');
  await expect(message(reporter, 'Someone is acting on')).toContainText(reference);

  // A question goes to the reporter, and the answer comes back.
  await press(theirs, 'Open');
  await press(theirs, 'Ask the reporter');
  await fill(theirs, { 'Your question': 'Which day was it?' });
  await save(theirs);
  await press(message(reporter, `A question about ${reference}`), 'Read and answer');
  await fill(message(reporter, 'Which day was it?'), { 'Your answer': 'On Friday, after the last lesson.' });
  await press(message(reporter, 'Which day was it?'), 'Save');
  await expect(message(reporter, 'Your answer about')).toContainText(reference);
  await told(lead, reference, 'The reporter has answered your question.');
  await press(card(lead, reference), 'Open');
  await expect(card(lead, reference)).toContainText('On Friday, after the last lesson.');
  await press(card(lead, reference), 'Add a note');
  await fill(card(lead, reference), { 'Note': 'I have looked at the bottom gate. Nobody is there now.' });
  await save(card(lead, reference));

  // The decision. What is missing is asked for, and what was typed is still there.
  await press(card(lead, reference), 'Record a decision');
  await expect(card(lead, reference).getByRole('button').first()).toHaveText(/^Refer now/);
  await checkEverywhere(page, lead, card(lead, reference));
  await press(card(lead, reference), 'Refer now to children\'s services or the police');
  await card(lead, reference).getByRole('radio', { name: /^Not open to social care/ }).check();
  await card(lead, reference).getByRole('radio', { name: 'By telephone' }).check();
  await card(lead, reference).getByRole('radio', { name: /^Not told, because/ }).check();
  await fill(card(lead, reference), {
    'Who took it, and where?': 'The duty worker at the front door',
    'Why?': 'An adult nobody knows collects her, and she owes him.',
    'What does the child wish and feel? If it is not known yet, say so and why.': 'She wants it to stop.',
  });
  await press(card(lead, reference), 'Save');
  await expect(card(lead, reference)).toContainText('Please look at: Why, if they are not told or do not agree. Nothing is saved yet.');
  await expect(card(lead, reference).getByLabel('What does the child wish and feel?')).toHaveValue('She wants it to stop.');
  await checkEverywhere(page, lead, card(lead, reference));
  await fill(card(lead, reference), { 'Why, if they are not told or do not agree': 'It is not known who the man is to the family.' });
  await save(card(lead, reference));
  await expect(card(lead, reference)).toContainText('A decision is on the record.');
  await expect(cell(record, 'ReferredTo')).toContainText('The duty worker at the front door');

  // Something to come back to, and a colleague who takes it from here.
  await press(card(lead, reference), 'More');
  await checkEverywhere(page, lead, card(lead, reference));
  await press(card(lead, reference), 'Set a follow-up');
  await fill(card(lead, reference), { 'By which day?': await today(page), 'What is to be done?': 'Ring the front door and ask what they decided.' });
  await save(card(lead, reference));
  await press(card(lead, reference), 'More');
  await press(card(lead, reference), 'Hand over');
  await card(lead, reference).getByRole('radio', { name: /Dee Marsh/ }).check();
  await save(card(lead, reference));
  await told(deputy, reference, 'It is offered to you to act on.');
  await tap(card(deputy, reference), 'Accept');
  await told(lead, reference, 'It has been taken over from you, as you asked.', 2);
  await expect(message(reporter, `${reference} is with your deputy lead now`)).toBeVisible();
  await expect(cell(record, 'AcknowledgedBy')).toContainText(await nameOf(deputy));

  // What is copied into the area's tool, into the school's own system, and what came before.
  await press(card(deputy, reference), 'More');
  await press(card(deputy, reference), 'Text for the assessment tool');
  await expect(card(deputy, reference)).toContainText(`What is known about concern ${reference}`);
  await checkEverywhere(page, deputy, card(deputy, reference));
  await press(card(deputy, reference), 'Back to what I can do');
  await press(card(deputy, reference), 'Chronology');
  await expect(card(deputy, reference)).toContainText('She has a second phone');
  await expect(card(deputy, reference)).toContainText(before);
  await checkEverywhere(page, deputy, card(deputy, reference));
  await press(card(deputy, reference), 'Back to what I can do');
  await press(card(deputy, reference), 'Text for the school\'s system');
  await expect(card(deputy, reference)).toContainText('FACTS');
  await expect(card(deputy, reference)).toContainText('JUSTIFICATION');

  // The tick that it is there, from the keyboard alone.
  await pressUntil(page, 'Tab', card(deputy, reference).getByRole('button', { name: 'It is in the school\'s system' }));
  await page.keyboard.press('Enter');
  await expect(card(deputy, reference).getByLabel('Which system?')).toHaveValue('CPOMS');
  await pressUntil(page, 'Tab', card(deputy, reference).getByLabel('Their reference, if you have it'));
  await page.keyboard.type('4711');
  await pressUntil(page, 'Tab', card(deputy, reference).getByRole('button', { name: 'Save' }));
  await page.keyboard.press('Enter');
  await sealed(card(deputy, reference));

  // The desk: what is open, and what is found by a child's name.
  await say(lead, 'my desk');
  const door = lead.getByRole('article').last();
  await press(door, 'Open my desk');
  await expect(door).toContainText('Open: 2');
  await checkEverywhere(page, lead, door);
  await press(door, 'All that is open');
  await expect(door).toContainText(`${reference}, raised`);
  await expect(door).toContainText(`${before}, raised`);
  await checkEverywhere(page, lead, door);
  await press(door, 'Back to my desk');
  await press(door, 'Search');
  await fill(door, { 'What are you looking for?': 'Bryony Example' });
  await checkEverywhere(page, lead, door);
  await press(door, 'Search');
  await expect(door).toContainText(`${reference}, raised`);
  await expect(door).toContainText(`${before}, raised`);
  await press(door, 'Close');
  await expect(door).not.toContainText('Bryony');

  // What came of it, and the end.
  await press(card(deputy, reference), 'Open');
  await press(card(deputy, reference), 'Done');
  await fill(card(deputy, reference), { 'What came of it?': 'A social worker sees her today.' });
  await save(card(deputy, reference));
  await close(card(deputy, reference), 'Children\'s services have it', 'A social worker has it from here.');
  await expect(message(reporter, `${reference} is closed`)).toContainText('If you are still worried');
  await expect(cell(record, 'Outcome')).toContainText('WithChildrensServices');
  await expect(cell(record, 'ClosedAt')).toContainText(/^\d{4}-/);
  await expect(page.getByRole('list', { name: 'Documents: School record' })).toContainText(`${reference}.docx`);

  // What was closed without a referral is looked at once more, by somebody else.
  await press(card(lead, before), 'Record a decision');
  await press(card(lead, before), 'No further action');
  await card(lead, before).getByRole('radio', { name: 'No crime is likely, and the child has not told' }).check();
  await card(lead, before).getByRole('radio', { name: 'They are told' }).check();
  await card(lead, before).getByRole('group', { name: /under 13/ }).getByRole('radio', { name: 'No', exact: true }).check();
  await fill(card(lead, before), {
    'Why?': 'It is part of what was referred today.',
    'What does the child wish and feel? If it is not known yet, say so and why.': 'She wants it to stop.',
  });
  await save(card(lead, before));
  await close(card(lead, before), 'Nothing further, with the reason', 'It is part of what was referred today.');
  await told(deputy, before, 'Please take a second look');
  await press(card(deputy, before), 'Take the second look');
  await expect(card(deputy, before)).toContainText('It is part of what was referred today.');
  await checkEverywhere(page, deputy, card(deputy, before));
  await card(deputy, before).getByRole('radio', { name: 'Yes' }).check();
  await fill(card(deputy, before), { 'Why?': 'I would have done the same.' });
  await save(card(deputy, before));
  await expect(card(deputy, before)).toContainText('It is closed.');
  await expect(message(reporter, `${before} is closed`)).toBeVisible();

  // The head asks for the figures, which come once a term is over.
  await say(head, 'figures');
  const figures = head.getByRole('article').last();
  await press(figures, 'Figures');
  await expect(figures).toContainText('There are no figures yet.');
  await checkEverywhere(page, head, figures);

  // Nothing that anybody read is left lying in a chat.
  for (const pane of [lead, deputy, head]) {
    await expect(chat(pane)).not.toContainText('Bryony');
  }
});

/** Somebody's newest card of a concern. */
const card = (pane, reference) => pane.getByRole('article').filter({ has: pane.page().getByRole('heading', { name: new RegExp(`${reference}$`) }) }).last();

/** What the newest concern has in a column of the list. */
const cell = (record, column) => record.getByRole('row', { name: new RegExp(`^${column}\\b`) }).getByRole('cell').first();

async function fill(form, fields) {
  for (const [label, value] of Object.entries(fields)) {
    await field(form, label).fill(value);
  }
}

/** A field by the whole of its label, which ends with a star where it has to be filled in. */
const field = (form, label) => form.getByLabel(new RegExp(`^${label.replace(/[?.,]/g, '\\$&')}( \\*)?$`));

/** Saves a form that is taken. */
async function save(form) {
  await press(form, 'Save');
  await sealed(form);
}

/** Presses something that seals the card again. */
async function tap(concern, button) {
  await press(concern, button);
  await sealed(concern);
}

/** A card is sealed, and as it was brought up to date for everybody. */
async function sealed(concern) {
  await expect(concern.getByRole('heading')).toHaveText(/^Safeguarding alert/);
  await expect(concern).not.toContainText('on this screen only');
}

/** Somebody has a newer card of a concern that tells them something, and those before point to it. */
async function told(pane, reference, what, before = 1) {
  await expect(card(pane, reference)).toContainText(what);
  await expect(pane.getByText(`${reference}: see the newer card below.`)).toHaveCount(before);
}

async function close(concern, outcome, why) {
  await press(concern, 'More');
  await press(concern, 'Close the concern');
  await concern.getByRole('radio', { name: outcome }).check();
  await fill(concern, { 'Why?': why });
  await save(concern);
}

async function today(page) {
  const { clock } = await (await page.request.get('/room/state')).json();

  return clock.now.slice(0, 10);
}

/** A card is accessible, and nothing of it is cut off, on a desk and on a phone, by day and by night. */
async function checkEverywhere(page, pane, shown) {
  await expect(shown).not.toHaveAttribute('aria-busy', 'true');

  const whose = page.getByRole('navigation').getByRole('link', { name: await nameOf(pane) });

  for (const viewport of [phone, desk]) {
    await page.setViewportSize(viewport);
    await whose.click();
    await shown.scrollIntoViewIfNeeded();

    for (const colorScheme of ['dark', 'light']) {
      await page.emulateMedia({ colorScheme });
      expect(await faults(page)).toEqual([]);
      expect(await shown.evaluate(article => article.scrollWidth <= article.clientWidth)).toBe(true);
    }
  }
}
