import { CardView } from './cards.mjs';
import { button, el } from './dom.mjs';
import * as server from './server.mjs';

const botName = 'Safeguarding';
const noAnswer = 'The bot did not answer. Try again.';

/** One person's chat with the bot. */
export class Chat {
  #person;
  #drawn = new Map();
  #latest = null;
  #shown = false;
  #placed = 0;

  constructor(person) {
    this.#person = person;

    const firstName = person.name.split(' ')[0];

    this.reach = el('fluent-switch', {
      id: `${person.key}-reach`, role: 'switch', 'aria-labelledby': `${person.key}-reach-label`,
      onchange: () => server.setReachable(person.id, this.reach.checked),
    });
    this.refused = el('p', { class: 'refused' }, `Teams answers 403 (forbidden) to anything for ${firstName}.`);
    this.log = el('div', {
      class: 'log', role: 'log', 'aria-live': 'polite', 'aria-label': `${firstName}'s chat with the bot`, tabindex: '0',
    });
    this.empty = el('p', { class: 'empty' }, person.key === 'reporter'
      ? 'Write to the bot below. For example: I\'m worried about a child.'
      : `Nothing has been sent to ${firstName}.`);
    this.typing = el('p', { class: 'typing', hidden: true },
      `${botName} is typing`,
      el('span', { class: 'dots', 'aria-hidden': 'true' }, '…'));
    this.status = el('div', { class: 'notice', role: 'status' });
    this.alert = el('div', { class: 'notice', role: 'alert' });
    this.text = el('fluent-textarea', { block: true, 'auto-resize': true, onkeydown: event => this.#sendOnEnter(event) },
      el('label', { slot: 'label' }, `Write as ${person.name}`));

    this.element = el('section', { id: person.key, class: 'pane person', 'aria-labelledby': `${person.key}-name`, tabindex: '-1' },
      el('header', {},
        el('fluent-avatar', { name: person.name, color: 'colorful', size: '40', 'aria-hidden': 'true' }),
        el('div', { class: 'who' },
          el('h2', { id: `${person.key}-name` }, person.name),
          el('p', {}, person.part)),
        el('div', { class: 'reach' },
          el('label', { id: `${person.key}-reach-label`, for: `${person.key}-reach` }, 'Can be reached in Teams'),
          this.reach),
        this.refused),
      this.log,
      this.typing,
      this.status,
      this.alert,
      el('form', { class: 'compose', onsubmit: event => { event.preventDefault(); this.#send(); } },
        this.text,
        button({ type: 'submit', appearance: 'primary', 'icon-only': true, 'aria-label': 'Send message', title: 'Send message' },
          sendIcon())));
    this.log.append(this.empty);
    new ResizeObserver(() => this.#settle()).observe(this.log);
  }

  /** Draws what is new, and says how much of it came from the bot. */
  update({ messages, reachable, typing }) {
    const first = this.#drawn.size === 0;
    const changed = messages.filter(message => this.#draw(message));

    this.empty.hidden = messages.length > 0;
    this.typing.hidden = !typing;
    this.refused.hidden = reachable;
    this.reach.checked = reachable;
    this.reach.setAttribute('aria-checked', reachable);
    this.element.classList.toggle('unreachable', !reachable);
    this.#forgetAllBut(messages);

    if (changed.length > 0 && !this.#hasScrolledBack) {
      this.#show(this.#drawn.get(changed.at(first ? -1 : 0).id).article);
    }

    return changed.filter(message => message.from === 'bot').length;
  }

  #draw(message) {
    const known = this.#drawn.get(message.id);

    if (known?.revision === message.revision && known.mine === message.mine) {
      return false;
    }

    const article = known?.article ?? el('article', { tabindex: '-1', onanimationend: () => article.classList.remove('changed') });
    const sender = message.from === 'bot' ? botName : this.#person.name;
    const mark = message.mine ? 'on this screen only' : message.revision > 1 ? 'updated' : null;
    const drawn = { article, revision: message.revision, mine: message.mine, view: null };

    if (message.card) {
      drawn.view = new CardView(message.card, action => this.#act(message.id, drawn, action));
    }

    const unasked = known && !article.hasAttribute('aria-busy');

    article.className = `message from-${message.from}${unasked ? ' changed' : ''}`;
    article.setAttribute('aria-label', `${sender}, ${message.atText}`);
    article.removeAttribute('aria-busy');
    article.replaceChildren(
      el('p', { class: 'by' }, el('span', {}, sender), el('time', {}, message.atText), mark && el('span', { class: 'mark' }, mark)),
      el('div', { class: 'bubble' }, drawn.view?.element ?? message.text ?? message.summary ?? ''));

    if (!known) {
      this.log.append(article);
    }

    this.#drawn.set(message.id, drawn);

    return true;
  }

  #forgetAllBut(messages) {
    const kept = new Set(messages.map(message => message.id));

    for (const [id, { article }] of this.#drawn) {
      if (!kept.has(id)) {
        article.remove();
        this.#drawn.delete(id);
      }
    }
  }

  get #hasScrolledBack() {
    return this.log.clientHeight > 0 && this.log.scrollTop < this.#placed - 40;
  }

  /** Shows what came last from its beginning, unless somebody is writing into a card. */
  #show(latest) {
    this.#latest = latest;
    this.#shown = this.log.clientHeight > 0;

    if (!isWriting(this.log)) {
      this.log.scrollTop = latest.offsetTop - this.log.offsetTop - 12;
      this.#placed = this.log.scrollTop;
    }
  }

  /** A pane that was out of sight, or has changed its height, shows what came last again. */
  #settle() {
    if (this.#latest && (!this.#shown || this.log.scrollTop === this.#placed)) {
      this.#show(this.#latest);
    }
  }

  #act(messageId, drawn, action) {
    switch (action.getJsonTypeName()) {
      case 'Action.Execute':
        return this.#press(messageId, drawn, {
          type: 'Action.Execute', id: action.id, verb: action.verb, title: action.title, data: action.data ?? {},
        });
      case 'Action.Submit':
        return this.#tell(() => server.submit(this.#person.id, messageId, action.data ?? {}));
      case 'Action.OpenUrl':
        return this.#notice(this.status, `In Teams this opens ${action.url}`);
    }
  }

  /** Focus rests on the message while its buttons cannot be pressed; whatever comes next is one Tab away from there. */
  async #press(messageId, drawn, action) {
    drawn.article.setAttribute('aria-busy', 'true');
    drawn.article.focus({ preventScroll: true });
    drawn.view.waiting = true;

    const answer = await this.#tell(() => server.press(this.#person.id, messageId, action));

    if (answer?.type === 'application/vnd.microsoft.card.adaptive') {
      return;
    }

    if (answer?.type === 'application/vnd.microsoft.activity.message') {
      this.#notice(this.status, answer.value);
    } else if (answer) {
      this.#notice(this.alert, answer.value?.message ?? noAnswer);
    }

    if (this.#drawn.get(messageId) === drawn) {
      drawn.article.removeAttribute('aria-busy');
      drawn.view.waiting = false;
      drawn.view.focusPressed();
    }
  }

  async #tell(request) {
    this.#placed = 0;
    this.status.replaceChildren();
    this.alert.replaceChildren();

    try {
      return await request();
    } catch {
      this.#notice(this.alert, noAnswer);
      return null;
    }
  }

  #notice(region, text) {
    const dismiss = () => {
      region.replaceChildren();
      this.log.focus();
    };

    region.replaceChildren(
      el('p', {}, text),
      button({ appearance: 'transparent', size: 'small', onclick: dismiss }, 'Dismiss'));
  }

  #sendOnEnter(event) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#send();
    }
  }

  async #send() {
    const text = this.text.value.trim();

    if (text) {
      this.text.value = '';

      if (!await this.#tell(() => server.say(this.#person.id, text))) {
        this.text.value ||= text;
      }
    }
  }
}

function isWriting(log) {
  const card = log.querySelector('.card:focus-within');

  return card?.shadowRoot.activeElement?.matches('input, textarea, select') ?? false;
}

function sendIcon() {
  const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const arrow = document.createElementNS('http://www.w3.org/2000/svg', 'path');

  icon.setAttribute('viewBox', '0 0 20 20');
  icon.setAttribute('aria-hidden', 'true');
  arrow.setAttribute('d', 'M10 16V4m0 0L5 9m5-5 5 5');
  icon.append(arrow);

  return icon;
}
