import '/lib/fluent/web-components.min.js';
import { teamsDarkTheme, teamsLightTheme } from '/lib/fluent-tokens/index.js';

const fontFamilyBase = '"Segoe UI", -apple-system, BlinkMacSystemFont, Roboto, "Helvetica Neue", Arial, sans-serif';

/** Teams' own colours, with text sizes that follow the size the reader has chosen in the browser. */
const readable = theme => ({
  ...Object.fromEntries(Object.entries(theme).map(([name, value]) => [name, inRem(name, value)])),
  fontFamilyBase,
});

const inRem = (name, value) => /^(fontSize|lineHeight)/.test(name) ? `${parseFloat(value) / 16}rem` : value;

const [light, dark] = [teamsLightTheme, teamsDarkTheme].map(readable);
const prefersDark = matchMedia('(prefers-color-scheme: dark)');

export function followTheme() {
  const apply = () => globalThis.Fluent.setTheme(prefersDark.matches ? dark : light);

  prefersDark.addEventListener('change', apply);
  apply();
}
