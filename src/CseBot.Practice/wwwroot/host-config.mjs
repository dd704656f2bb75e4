const { HostConfig } = globalThis.AdaptiveCards;

const colour = token => `var(--color${token})`;
const text = token => ({ default: colour(token), subtle: colour(token) });

const foregroundColors = {
  default: { default: colour('NeutralForeground1'), subtle: colour('NeutralForeground2') },
  dark: text('NeutralForeground1'),
  light: text('NeutralForegroundOnBrand'),
  accent: text('BrandForeground1'),
  good: text('StatusSuccessForeground1'),
  warning: text('StatusWarningForeground3'),
  attention: text('StatusDangerForeground3'),
};

const container = token => ({ backgroundColor: token && colour(token), foregroundColors });

const scale = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
const fontSizes = { small: 12 * scale, default: 14 * scale, medium: 16 * scale, large: 18 * scale, extraLarge: 22 * scale };

/** How Teams draws cards. Colours are Fluent's, by name, so that light and dark follow without drawing a card again. */
export const hostConfig = new HostConfig({
  fontFamily: 'inherit',
  fontTypes: { default: { fontFamily: 'inherit', fontSizes }, monospace: { fontFamily: 'var(--fontFamilyMonospace)', fontSizes } },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
  textBlock: { headingLevel: 3 },
  textStyles: { heading: { size: 'medium', weight: 'bolder' } },
  spacing: { small: 8, default: 10, medium: 14, large: 18, extraLarge: 24, padding: 14 },
  separator: { lineThickness: 1, lineColor: colour('NeutralStroke2') },
  actions: { maxActions: 6, buttonSpacing: 0, spacing: 'medium', allowTitleToWrap: true },
  inputs: {
    label: { requiredInputs: { weight: 'bolder' }, optionalInputs: { weight: 'bolder' } },
    errorMessage: { color: 'attention', weight: 'bolder' },
  },
  factSet: { title: { weight: 'default', isSubtle: true, maxWidth: 150 * scale }, value: { wrap: true }, spacing: 12 },
  containerStyles: {
    default: container(),
    emphasis: container('NeutralBackground3'),
    accent: container('BrandBackground2'),
    good: container('StatusSuccessBackground1'),
    warning: container('StatusWarningBackground1'),
    attention: container('StatusDangerBackground1'),
  },
});
