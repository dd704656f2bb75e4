import { el } from './dom.mjs';

/** Every call the bot made to the outside world, newest first. */
export class Wire {
  #drawn = new Map();

  constructor() {
    this.list = el('ol', { class: 'calls', reversed: true });
    this.empty = el('p', { class: 'empty' }, 'The bot has not called anybody.');
    this.element = el('section', { id: 'wire', class: 'pane wire', 'aria-labelledby': 'wire-name', tabindex: '-1' },
      el('header', {}, el('div', { class: 'who' },
        el('h2', { id: 'wire-name' }, 'What left the building'),
        el('p', {}, 'Every call the bot made to Teams and to Microsoft Graph, newest first'))),
      el('div', { class: 'scroll', role: 'region', 'aria-label': 'Calls', tabindex: '0' }, this.empty, this.list));
  }

  update(calls) {
    const current = new Map(calls.map(call => [`${call.number} ${call.atText}`, call]));

    for (const [key, item] of this.#drawn) {
      if (!current.has(key)) {
        item.remove();
        this.#drawn.delete(key);
      }
    }

    for (const [key, call] of [...current].sort(([, a], [, b]) => a.number - b.number)) {
      if (!this.#drawn.has(key)) {
        const item = draw(call);

        this.list.prepend(item);
        this.#drawn.set(key, item);
      }
    }

    this.empty.hidden = calls.length > 0;
  }
}

const draw = ({ atText, to, method, path, status, body }) => el('li', {},
  el('details', {},
    el('summary', {},
      el('span', { class: 'to' }, to),
      el('span', { class: 'method' }, method),
      el('span', { class: status < 400 ? 'status' : 'status failed' }, String(status)),
      el('time', {}, atText),
      el('span', { class: 'path', title: path }, readable(path))),
    body ? el('pre', { tabindex: '0', role: 'group', 'aria-label': 'Body' }, body) : el('p', {}, 'No body.')));

/** An address as a person would read it: nothing encoded, and ids that nobody compares cut short. */
function readable(address) {
  const [path, query] = address.split('?');
  const asked = [...new URLSearchParams(query)].map(([name, value]) => `${name}=${value}`).join('&');

  return [path, asked].filter(Boolean).join('?').replace(/([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '$1…');
}
