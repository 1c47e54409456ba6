import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { corpusFolder, corpusMails } from './expected.js';
import { readMail, type ReadMail } from './read-mail.js';
import { confusionTable } from './table.js';

const mails = corpusMails();
const read = new Map<string, ReadMail>();
const readingOf = (file: string) => read.get(file)!;

beforeAll(async () => {
  for (const mail of mails) read.set(mail.file, await readMail(mail));
});

describe('the corpus', () => {
  it('says of every mail in its folder what it means, once', () => {
    expect(mails.map(({ file }) => file).sort()).toEqual(readdirSync(join(corpusFolder, 'replies')).sort());
  });
});

describe('what is read from the corpus', () => {
  it('is what the last table in the README says', () => {
    const table = confusionTable(mails.map((mail) => ({ mail, read: readingOf(mail.file).said })));
    const path = join(corpusFolder, 'README.md');
    const readme = readFileSync(path, 'utf8');
    const now = readme.replace(
      /(<!-- now -->\n\n)[^]*?(?=\n\n<!-- \/now -->)/,
      (_all, mark: string) => mark + table,
    );
    if (process.env.UPDATE_GOLDEN) writeFileSync(path, now);
    else expect(readme).toBe(now);
  });
});
