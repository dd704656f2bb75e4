import { expect, test } from '@playwright/test';
import { faults } from './accessibility.mjs';
import { answerTheRest, chat, composer, enter, message, nameOf, press, pressUntil, say, send, sendChecked, tell } from './journey.mjs';

test('A worry becomes a decision on the school\'s record', async ({ page }) => {
  const { reporter, lead, deputy } = await enter(page);
  const record = page.getByRole('table', { name: 'School record' });

  await tell(reporter, {
    who: 'Bryony Example',
    whatHappened: 'She has a second phone and hides it when somebody comes.',
    childsWords: 'He says I owe him for it.',
  });
  await answerTheRest(reporter);

  await press(message(reporter, 'Check what will be sent'), 'Open');
  await expect(message(reporter, 'What will be sent')).toContainText('Bryony Example');
  await expect(message(reporter, 'What will be sent')).toContainText('He says I owe him for it.');
  await expect(message(reporter, 'What will be sent')).toContainText(/taken for Friday .*, about 13:30/);

  const reference = await sendChecked(reporter);

  for (const pane of [lead, deputy]) {
    await expect(message(pane, reference).getByRole('button', { name: 'Acknowledge' })).toBeVisible();
    await expect(chat(pane)).not.toContainText('Bryony');
  }

  const deputysMessages = await deputy.getByRole('article').count();

  await press(message(lead, reference), 'Acknowledge');
  await expect(message(deputy, reference)).toContainText('Acknowledged by');
  await expect(message(deputy, reference).getByRole('button', { name: 'Acknowledge' })).toHaveCount(0);
  await expect(deputy.getByRole('article')).toHaveCount(deputysMessages);
  await expect(message(reporter, 'Seen by')).toContainText(reference);

  await press(message(lead, reference), 'Open');
  await expect(message(lead, reference)).toContainText('Bryony Example');
  await press(message(lead, reference), 'Record a decision');
  await press(message(lead, reference), 'Early help');
  await press(message(lead, reference), 'Save');
  await expect(message(lead, reference)).toContainText('Please fill this in.');
  const form = message(lead, reference);
  await form.getByRole('radio', { name: 'No crime is likely, and the child has not told' }).check();
  await form.getByRole('textbox', { name: 'Who gives the help?' }).fill('The family hub');
  await form.getByRole('textbox', { name: /^Why\?/ }).fill('The family has asked for help.');
  await form.getByRole('textbox', { name: 'What does the child wish and feel?' }).fill('Wants somebody to talk to.');
  await form.getByRole('radio', { name: 'They are told' }).check();
  await form.getByLabel('Look again on which day?').fill('2030-01-07');
  await form.getByRole('group', { name: /under 13/ }).getByRole('radio', { name: 'No', exact: true }).check();
  await press(message(lead, reference), 'Save');

  await expect(message(reporter, 'Someone is acting on')).toContainText(reference);
  await expect(chat(deputy)).not.toContainText('Bryony');
  await expect(record.getByRole('columnheader', { name: reference })).toBeVisible();
  await expect(record.getByRole('row', { name: /^Status/ })).toContainText('Acknowledged');
  await expect(record.getByRole('row', { name: /^AcknowledgedBy/ })).toContainText(await nameOf(lead));
  await expect(record.getByRole('row', { name: /^Decision/ })).toContainText(/early ?help/i);
});

test('When nobody acknowledges, the headteacher is told', async ({ page }) => {
  const { reporter, lead, head } = await enter(page);
  const later = page.getByRole('button', { name: '+15 min' });

  await tell(reporter, {
    who: 'Corin Example, 8A',
    whatHappened: 'He was collected by an adult nobody here knows.',
    childsWords: 'It is only a lift.',
  });

  const reference = await send(reporter);

  await expect(message(lead, reference).getByRole('button', { name: 'Acknowledge' })).toBeVisible();
  await later.click();
  await expect(message(lead, reference)).toContainText('Nobody has acknowledged this yet.');
  await expect(message(head, reference)).toHaveCount(0);
  await later.click();
  await expect(message(head, reference).getByRole('button', { name: 'Take over' })).toBeVisible();
  await expect(chat(head)).not.toContainText('Corin');
});

test('A pupil who writes is heard, and told whom to ring', async ({ page }) => {
  const { pupil, lead } = await enter(page);
  const alerts = await lead.getByRole('button', { name: 'Open' }).count();

  await say(pupil, 'he keeps messaging me and I am scared');
  await expect(message(pupil, 'Childline, any time')).toContainText('0800 1111');
  await press(message(pupil, 'Who are you?'), 'I am a pupil');
  await expect(message(pupil, 'I am telling the safeguarding lead that you wrote.')).toBeVisible();

  await expect(lead.getByRole('button', { name: 'Open' })).toHaveCount(alerts + 1);
  await press(lead.getByRole('article').last(), 'Open');
  await expect(lead.getByRole('article').last()).toContainText('he keeps messaging me and I am scared');
  await expect(lead.getByRole('article').last()).toContainText('They say that they are a pupil.');
});

test('A question about a sign is answered, and nobody is told', async ({ page }) => {
  const { reporter, lead } = await enter(page);
  const leadsMessages = await lead.getByRole('article').count();

  await say(reporter, 'is a second phone a sign?');

  await expect(message(reporter, 'I have not told anyone.').getByRole('button', { name: 'Tell the DSL' })).toBeVisible();
  await expect(lead.getByRole('article')).toHaveCount(leadsMessages);
});

test('A deputy who cannot be reached in Teams gets nothing, and the refusal shows', async ({ page }) => {
  const { reporter, lead, deputy } = await enter(page);
  const reachable = deputy.getByRole('switch', { name: 'Can be reached in Teams' });
  const deputysMessages = await deputy.getByRole('article').count();

  await reachable.click();
  await expect(reachable).not.toBeChecked();
  await expect(deputy).toContainText('Teams answers 403');

  await tell(reporter, {
    who: 'Elin Example, 10C',
    whatHappened: 'She was away on Friday and came back with new shoes.',
    childsWords: 'A friend gave them to me.',
  });

  const reference = await send(reporter);

  await expect(message(lead, reference)).toBeVisible();
  await expect(page.getByRole('region', { name: 'What left the building' }).getByText('403').first()).toBeVisible();
  await expect(deputy.getByRole('article')).toHaveCount(deputysMessages);

  await reachable.click();
  await expect(reachable).toBeChecked();
});

for (const colorScheme of ['light', 'dark']) {
  test(`The whole room is accessible on a desk, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await enter(page);

    expect(await faults(page)).toEqual([]);
  });

  test(`Every pane is accessible on a phone, ${colorScheme}`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.emulateMedia({ colorScheme });
    await enter(page);

    for (const link of await page.getByRole('navigation').getByRole('link').all()) {
      await link.click();
      await expect(link).toHaveAttribute('aria-current', 'true');
      expect(await faults(page)).toEqual([]);
    }
  });
}

test('The whole walk can be done from the keyboard alone, and every kind of card is accessible', async ({ page }) => {
  test.setTimeout(240_000);
  const { reporter, lead } = await enter(page);
  const newest = reporter.getByRole('article').last();

  await pressUntil(page, 'Tab', composer(reporter));
  await page.keyboard.type('I\'m worried about a child');
  await page.keyboard.press('Enter');

  const on = async (question, button, fill = async () => {}) => {
    await expect(newest).toContainText(question);
    await fill();
    await pressUntil(page, 'Tab', newest.getByRole('button', { name: button, exact: true }));
    await page.keyboard.press('Enter');
    await expect(newest).not.toContainText(question);
  };
  const write = (label, words) => async () => {
    await pressUntil(page, 'Tab', newest.getByRole('textbox', { name: label }));
    await page.keyboard.type(words);
  };
  const tick = async () => {
    expect(await faults(page)).toEqual([]);
    await pressUntil(page, 'Tab', newest.getByRole('checkbox').first());
    await page.keyboard.press('Space');
  };

  await expect(newest).toContainText('Is a child in danger right now?');
  await newest.focus();
  await on('Is a child in danger right now?', 'No');
  await on('Who are you worried about?', 'Next', async () => {
    expect(await faults(page)).toEqual([]);
    await write('Full name', 'Daria Example')();
    await write('Year or class', '9C')();
  });
  await on('Is another child part of this?', 'No');
  await on('Is your worry about an adult who works with children?', 'No');
  await on('What happened?', 'Next', write('What you saw or heard', 'She has a second phone. A man in a silver car waits for her.'));
  await on('Did the child say anything?', 'They said nothing, or I don\'t know');
  await on('Did somebody else tell you', 'Nobody told me');
  await on('When was it?', 'Next', write('Day and time', 'yesterday about 3'));
  await on('Where was it?', 'I don\'t know where');
  await on('before the child goes home today?', 'Not sure');
  await on('These may be in what you wrote.', 'These fit', tick);
  await on('Have you noticed anything about their body or health?', 'No more lists');
  await on('Is something else part of it?', 'Nothing else');
  await on('What worries you most about it?', 'Nothing to add');

  while (await isTargeted(newest, 'Do you know any of these about the child?')) {
    await on(await newest.getByRole('heading').innerText(), 'Skip this one');
  }

  for (const question of ['Do you know any of these about the child?', 'on the school\'s system already?', 'have a social worker', 'spoken to the parents']) {
    await on(question, 'I don\'t know');
  }

  await on('What have you done so far?', 'Nothing yet');
  await on('Did you ask the child anything?', 'I asked nothing');
  await on('Is anyone listed here related', 'Nobody');

  await expect(newest).toContainText('Check what will be sent');
  await pressUntil(page, 'Tab', newest.getByRole('button', { name: 'Open', exact: true }));
  await page.keyboard.press('Enter');
  await expect(newest).toContainText('Daria Example');
  expect(await faults(page)).toEqual([]);
  await pressUntil(page, 'Tab', newest.getByRole('button', { name: 'Send', exact: true }));
  await page.keyboard.press('Enter');

  await expect(message(reporter, 'Received: SC-')).toBeVisible();
  await expect(lead.getByRole('article').last().getByRole('button', { name: 'Acknowledge' })).toBeVisible();
});

async function isTargeted(newest, next) {
  await expect(newest).toContainText(new RegExp(`Skip this one|${next.replace('?', '.')}`));

  return await newest.getByRole('button', { name: 'Skip this one' }).count() > 0;
}
