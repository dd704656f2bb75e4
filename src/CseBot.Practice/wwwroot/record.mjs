import { el } from './dom.mjs';

/** What the school's list holds: one column per concern, the newest first, so that a record can be read from top to bottom. */
export class SchoolRecord {
  #shown = '';
  #before = new Map();

  constructor() {
    this.table = el('table', { 'aria-labelledby': 'record-name' });
    this.empty = el('p', { class: 'empty' }, 'Nothing has reached the school\'s list.');
    this.unfilled = el('p', { class: 'unfilled', hidden: true });
    this.element = el('section', { id: 'record', class: 'pane record', 'aria-labelledby': 'record-name', tabindex: '-1' },
      el('header', {}, el('div', { class: 'who' },
        el('h2', { id: 'record-name' }, 'School record'),
        el('p', {}, 'What has reached the school\'s SharePoint list'))),
      el('div', { class: 'scroll', role: 'region', 'aria-label': 'School record table', tabindex: '0' },
        this.empty,
        this.table,
        this.unfilled));
  }

  update({ columns, rows: oldestFirst }) {
    const rows = oldestFirst.toReversed();
    const now = JSON.stringify(rows);

    if (now === this.#shown) {
      return 0;
    }

    const [first, ...others] = columns;
    const filled = others.filter(column => rows.some(row => row[column]));
    const unfilled = others.filter(column => !filled.includes(column));

    this.table.replaceChildren(
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, first), ...rows.map(row => el('th', { scope: 'col' }, row[first])))),
      el('tbody', {}, ...filled.map(column => el('tr', {},
        el('th', { scope: 'row' }, column),
        ...rows.map(row => el('td', { class: this.#isNews(row[first], column, row[column]) ? 'changed' : null }, row[column] ?? ''))))));
    this.table.hidden = rows.length === 0;
    this.empty.hidden = rows.length > 0;
    this.unfilled.hidden = rows.length === 0 || unfilled.length === 0;
    this.unfilled.textContent = `Still empty: ${unfilled.join(', ')}.`;
    this.#before = new Map(rows.map(row => [row[first], row]));
    this.#shown = now;

    return rows.length;
  }

  #isNews = (reference, column, value) => this.#before.has(reference) && this.#before.get(reference)[column] !== value;
}
