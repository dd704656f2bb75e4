import { hostConfig } from './host-config.mjs';

const { AdaptiveCard } = globalThis.AdaptiveCards;

AdaptiveCard.onProcessMarkdown = (_text, result) => { result.didProcess = false; };

const sheets = await Promise.all(['/lib/adaptivecards/adaptivecards.css', 'card.css'].map(readSheet));

/** A drawn card. It lives in a shadow tree of its own, because several cards on the page use the same input ids. */
export class CardView {
  #card = new AdaptiveCard();
  #pressed = null;

  constructor(json, onAction) {
    this.element = document.createElement('div');
    this.element.className = 'card';

    const shadow = this.element.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = sheets;

    this.#card.hostConfig = hostConfig;
    this.#card.onExecuteAction = action => {
      this.#pressed = action.renderedElement;
      onAction(action);
    };
    this.#card.parse(json);
    shadow.append(this.#card.render());
    shadow.firstElementChild.removeAttribute('tabindex');

    for (const choices of shadow.querySelectorAll('.ac-choiceSetInput-expanded, .ac-choiceSetInput-multiSelect')) {
      group(choices);
    }

    for (const required of shadow.querySelectorAll('textarea.ac-input-required')) {
      required.setAttribute('aria-required', 'true');
    }
  }

  set waiting(waiting) {
    for (const button of this.element.shadowRoot.querySelectorAll('button')) {
      button.disabled = waiting;
    }
  }

  focusPressed() {
    this.#pressed?.focus();
  }
}

/** Choices belong together under their question. The package names the question on the first of them alone. */
function group(choices) {
  const [question, own] = choices.querySelector('input')?.getAttribute('aria-labelledby')?.split(' ') ?? [];

  if (own) {
    choices.setAttribute('role', 'group');
    choices.setAttribute('aria-labelledby', question);
  }
}

async function readSheet(address) {
  const sheet = new CSSStyleSheet();

  return sheet.replace(await (await fetch(new URL(address, import.meta.url))).text());
}
