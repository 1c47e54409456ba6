import { join } from 'node:path';
import { defaultClientConditions, defineConfig } from 'vite';
import { offlineStart } from './offline-start.js';
import { precompress } from './precompress.js';
import { withoutUnusedColours } from './unused-colours.js';

/** Where `npm run dev:console` finds a running API. */
const api = process.env['UNIFLAG_CONSOLE_API'] ?? 'http://127.0.0.1:3000';

const outDir = join(import.meta.dirname, '../../dist/apps/console');

export default defineConfig({
  root: import.meta.dirname,
  plugins: [withoutUnusedColours(), offlineStart(), precompress(outDir)],
  // The API puts a new nonce in its place with every page: apps/api/src/console/console-files.ts.
  html: { cspNonce: 'nonce-of-this-page' },
  resolve: { conditions: ['uniflag-src', ...defaultClientConditions] },
  build: {
    outDir,
    emptyOutDir: true,
    // Everything is a file of its own: the API's content security policy forbids what is written into addresses.
    assetsInlineLimit: 0,
    // light-dark(), which the design leans on, is left as it is.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // Source maps would tell readers of the page no secret, and double what is shipped.
    sourcemap: false,
    // Browsers that know light-dark() know it too.
    modulePreload: { polyfill: false },
    // What is loaded before somebody can type is counted by test/browser/first-load.spec.ts.
    chunkSizeWarningLimit: 700,
    // Mantine marks every file "use client", which means something on servers only.
    rolldownOptions: {
      checks: { moduleLevelDirective: false },
      // What every page needs is one file: a hundred small ones are compressed worse, each by itself.
      output: { codeSplitting: { groups: [{ name: 'every-page', tags: ['$initial'] }] } },
    },
  },
  server: { proxy: { '/v1': { target: api, changeOrigin: true } } },
});
