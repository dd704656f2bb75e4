/** Makes an element: `on…` attributes are listeners, `true` is an empty attribute, `false` and `null` leave it out. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);

  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (value !== false && value !== null) {
      element.setAttribute(key, value === true ? '' : value);
    }
  }

  element.append(...children.filter(child => child !== null));

  return element;
}

/** Fluent gives its buttons a role that only the browser sees; tools that read the page need it written down. */
export const button = (attributes, ...children) => el('fluent-button', { role: 'button', tabindex: '0', ...attributes }, ...children);
