import { followTheme } from './theme.mjs';
import { Chat } from './chat.mjs';
import { Clock } from './clock.mjs';
import { Places } from './places.mjs';
import { SchoolRecord } from './record.mjs';
import { listen } from './server.mjs';
import { Wire } from './wire.mjs';

followTheme();

const find = selector => document.querySelector(selector);

const room = find('#room');
const places = new Places(find('#places'), find('#news'));
const clock = new Clock(find('#clock'));
const chats = new Map();
const records = new Map();
const wire = new Wire();

function furnish({ school, people, records: lists }) {
  find('[data-school]').textContent = school;
  find('[data-first-person]').textContent = people[0].name;

  for (const person of people) {
    const chat = new Chat(person);

    chats.set(person.id, chat);
    place(person.name, chat.element);
  }

  for (const list of lists) {
    const record = new SchoolRecord(list);

    records.set(list.key, record);
    place(list.name, record.element);
  }

  place('What left the building', wire.element);
  places.show(location.hash.slice(1));
}

function place(name, pane) {
  room.append(pane);
  places.add(name, pane);
}

function show(state) {
  const justArrived = chats.size === 0;

  if (justArrived) {
    furnish(state);
  }

  clock.update(state.clock);
  wire.update(state.wire);

  const happened = [
    ...state.people.map(person => [person.key, chats.get(person.id).update(person)]),
    ...state.records.map(list => [list.key, records.get(list.key).update(list)]),
  ];

  if (!justArrived) {
    happened.forEach(([key, count]) => places.tell(key, count));
  }
}

listen(show, connected => {
  find('#connection').textContent = connected ? '' : 'The room is not answering. Is it still running? Trying again.';
});
