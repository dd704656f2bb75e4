import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const engine = await readFile(fileURLToPath(import.meta.resolve('axe-core')), 'utf8');

/** What axe finds wrong with everything that is on the page now, one line for every element. */
export async function faults(page) {
  await page.evaluate(engine);

  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run({ resultTypes: ['violations'] });

    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
  });
}
