import { el } from './dom.mjs';

/** What one of the school's lists and its library hold: one column per concern, the newest first, so that a record can be read from top to bottom. */
export class SchoolRecord {
  #key;
  #shown = '';
  #before = new Map();

  constructor({ key, name, about }) {
    this.#key = key;
    this.table = el('table', { 'aria-labelledby': `${key}-name` });
    this.empty = el('p', { class: 'empty' }, 'Nothing has reached this list.');
    this.unfilled = el('p', { class: 'unfilled', hidden: true });
    this.filed = el('ul', { class: 'filed', 'aria-label': `Documents: ${name}`, hidden: true });
    this.element = el('section', { id: key, class: 'pane record', 'aria-labelledby': `${key}-name`, tabindex: '-1' },
      el('header', {}, el('div', { class: 'who' },
        el('h2', { id: `${key}-name` }, name),
        el('p', {}, about))),
      el('div', { class: 'scroll', role: 'region', 'aria-label': `${name}, table and documents`, tabindex: '0' },
        this.empty,
        this.table,
        this.unfilled,
        this.filed));
  }

  update({ columns, rows: oldestFirst, documents }) {
    const rows = oldestFirst.toReversed();
    const now = JSON.stringify([rows, documents]);

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
    this.filed.replaceChildren(...documents.map(({ name, versions }) => el('li', {},
      el('a', { href: `/room/documents/${this.#key}/${encodeURIComponent(name)}`, download: name }, name),
      versions > 1 ? ` filed, version ${versions}` : ' filed')));
    this.filed.hidden = documents.length === 0;
    this.#before = new Map(rows.map(row => [row[first], row]));
    this.#shown = now;

    return rows.length;
  }

  #isNews = (reference, column, value) => this.#before.has(reference) && this.#before.get(reference)[column] !== value;
}
