import { button, el } from './dom.mjs';
import { moveClock, waitForMorning } from './server.mjs';

const steps = [['+1 min', 1], ['+5 min', 5], ['+15 min', 15], ['+30 min', 30], ['+1 h', 60]];

/** The school's time, and the buttons that move it on. */
export class Clock {
  #moved = false;

  constructor(element) {
    this.time = el('time');
    this.said = el('p', { class: 'unseen', role: 'status' });
    element.append(
      this.time,
      el('div', { class: 'steps', role: 'group', 'aria-label': 'Move the clock on' },
        ...steps.map(([title, minutes]) => button({ size: 'small', onclick: () => this.#move(() => moveClock(minutes)) }, title)),
        button({ size: 'small', onclick: () => this.#move(waitForMorning) }, 'Next morning')),
      this.said);
  }

  update({ now, text }) {
    this.time.dateTime = now;
    this.time.textContent = text;

    if (this.#moved) {
      this.said.textContent = `It is now ${text}.`;
      this.#moved = false;
    }
  }

  #move(on) {
    this.#moved = true;
    on();
  }
}
