import { el } from './dom.mjs';

/** The way from pane to pane. On a phone one pane shows at a time; everywhere, what happened out of sight is counted. */
export class Places {
  #places = new Map();
  #sight = new IntersectionObserver(entries => entries.forEach(entry => this.#see(entry)), { threshold: 0.25 });

  constructor(list, news) {
    this.list = list;
    this.news = news;
    addEventListener('hashchange', () => this.show(location.hash.slice(1))?.focus({ preventScroll: true }));
  }

  add(name, pane) {
    const count = el('span', { class: 'count', hidden: true });
    const link = el('a', { href: `#${pane.id}` }, name, count);

    this.#places.set(pane.id, { name, pane, link, count, unseen: 0, inSight: false });
    this.list.append(el('li', {}, link));
    this.#sight.observe(pane);
  }

  show(id) {
    const chosen = this.#places.get(id) ?? this.#places.values().next().value;

    for (const place of this.#places.values()) {
      place.pane.classList.toggle('shown', place === chosen);
      place.link.setAttribute('aria-current', place === chosen);
    }

    chosen?.link.scrollIntoView({ block: 'nearest', inline: 'center' });

    return chosen?.pane;
  }

  tell(id, happened) {
    const place = this.#places.get(id);

    if (happened > 0 && !place.inSight) {
      place.unseen += happened;
      this.#count(place);

      if (!place.pane.checkVisibility()) {
        this.news.textContent = `${place.name}: ${place.unseen} new.`;
      }
    }
  }

  #see({ target, isIntersecting }) {
    const place = this.#places.get(target.id);

    place.inSight = isIntersecting;

    if (isIntersecting) {
      place.unseen = 0;
      this.#count(place);
    }
  }

  #count({ count, unseen }) {
    count.hidden = unseen === 0;
    count.replaceChildren(String(unseen), el('span', { class: 'unseen' }, ' new'));
  }
}
