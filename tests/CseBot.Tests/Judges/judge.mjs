// Expands templates with the official engine and reads cards with the official parser: cases on standard input, verdicts on standard output.
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

const require = createRequire(import.meta.url);
const { Template } = require('adaptivecards-templating');
const { AdaptiveCard, SerializationContext } = require('adaptivecards/dist/adaptivecards.js');

const cases = JSON.parse(await text(process.stdin));

process.stdout.write(JSON.stringify(cases.map(({ template, data, card }) => ({
  expanded: template ? new Template(template).expand({ $root: data }) : null,
  objections: card ? objections(card) : [],
}))));

function objections(json) {
  const card = new AdaptiveCard();
  const context = new SerializationContext();

  card.parse(json, context);

  const events = [
    ...Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index)),
    ...card.validateProperties().validationEvents,
  ];

  return events.map(({ message }) => message).filter(message => !isExpected(message, json));
}

/** The parser is older than charts, which Teams draws; a chart with a fallback is right. */
function isExpected(message, json) {
  const [, chart] = /^Unknown element type "(Chart\.[\w.]+)"/.exec(message) ?? [];

  return chart !== undefined && parts(json).filter(({ type }) => type === chart).every(({ fallback }) => fallback);
}

function parts(json) {
  return json && typeof json === 'object' ? [json, ...Object.values(json).flatMap(parts)] : [];
}
