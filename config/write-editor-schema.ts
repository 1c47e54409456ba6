import { writeFileSync } from 'node:fs';
import { editorSchema } from './editor-schema.js';

/** Writes what editors read: `node dist/config/write-editor-schema.js <file>`. */
writeFileSync(
  process.argv[2] ?? 'config/uniflag.schema.json',
  `${JSON.stringify(editorSchema(), null, 2)}\n`,
);
