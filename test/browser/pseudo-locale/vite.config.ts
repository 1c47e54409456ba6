import { readFileSync } from 'node:fs';
import { mergeConfig, type Plugin } from 'vite';
import console from '../../../apps/console/vite.config.js';
import { pseudoTexts } from './pseudo-texts.js';

/** The console with the English texts a third longer, and accented: what is not in a catalogue stays as it is, and shows. */
const pseudoLocale: Plugin = {
  name: 'pseudo-locale',
  enforce: 'pre',
  load: (id) =>
    /\/locales\/en\/[\w-]+\.json$/.test(id)
      ? JSON.stringify(pseudoTexts(JSON.parse(readFileSync(id, 'utf8'))))
      : undefined,
};

// What is served once is not worth compressing.
export default mergeConfig({ ...console, plugins: [] }, { plugins: [pseudoLocale] });
