import { join } from 'node:path';
import { defaultClientConditions, defineConfig } from 'vite';
import { precompress } from './precompress.js';

/** Where `npm run dev:console` finds a running API. */
const api = process.env['UNIFLAG_CONSOLE_API'] ?? 'http://127.0.0.1:3000';

const outDir = join(import.meta.dirname, '../../dist/apps/console');

export default defineConfig({
  root: import.meta.dirname,
  plugins: [precompress(outDir)],
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
    // Mantine marks every file "use client", which means something on servers only.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
  server: { proxy: { '/v1': { target: api, changeOrigin: true } } },
});
