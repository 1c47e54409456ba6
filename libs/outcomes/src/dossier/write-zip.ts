import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';

/** Same files, same bytes: each has the first day that a ZIP can name. */
export async function zipOf(files: ReadonlyMap<string, Buffer>): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, bytes] of files)
    zip.addBuffer(bytes, name, { mtime: firstDay, mode: 0o100644, forceDosTimestamp: true });
  zip.end();
  return buffer(zip.outputStream);
}

const firstDay = new Date(1980, 0, 1);
