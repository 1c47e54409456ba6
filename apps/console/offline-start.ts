import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformWithOxc, type Plugin } from 'vite';

const source = join(import.meta.dirname, 'src/offline/service-worker.ts');
const publicFolder = join(import.meta.dirname, 'public');

/** Of the letters, those of the console's four languages. */
const isKept = (file: string) =>
  !file.endsWith('.html') && (!file.endsWith('.woff2') || /-latin-(ext-)?wght/.test(file));

/** Writes `/service-worker.js`, which keeps the files of this build: src/offline/service-worker.ts. */
export function offlineStart(): Plugin {
  return {
    name: 'offline-start',
    apply: 'build',
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const files = [...Object.keys(bundle).filter(isKept), ...readdirSync(publicFolder)]
          .map((file) => `/${file}`)
          .sort();
        const page = bundle['index.html'];
        const version = createHash('sha256')
          .update(JSON.stringify([files, page?.type === 'asset' ? String(page.source) : '']))
          .digest('hex')
          .slice(0, 12);
        const { code } = await transformWithOxc(readFileSync(source, 'utf8'), source);
        this.emitFile({
          type: 'asset',
          fileName: 'service-worker.js',
          source: `const version = ${JSON.stringify(version)};\nconst files = ${JSON.stringify(files)};\n${code}`,
        });
      },
    },
  };
}
