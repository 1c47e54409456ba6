import type { Plugin } from 'vite';

/** Mantine's palettes that the console has no use for; blue and teal stand behind Mantine's own defaults. */
const unused = ['pink', 'grape', 'violet', 'indigo', 'cyan', 'green', 'lime', 'yellow', 'orange'];
const declaration = new RegExp(`--mantine-color-(?:${unused.join('|')})-[^:]+:[^;]+;`, 'g');

/** Takes them out of Mantine's style of variables, of which they are the half, and which every page waits for. */
export function withoutUnusedColours(): Plugin {
  return {
    name: 'without-unused-colours',
    enforce: 'pre',
    transform: {
      filter: { id: /default-css-variables\.layer\.css$/ },
      handler: (css) => css.replaceAll(declaration, ''),
    },
  };
}
