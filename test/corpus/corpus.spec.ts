import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removingEffects } from '#core';
import { corpusFolder, corpusMails, type Said } from './expected.js';
import { judge } from './judge.js';
import { readMail, type ReadMail } from './read-mail.js';
import { confusionTable } from './table.js';

const mails = corpusMails();
const read = new Map<string, ReadMail>();
const all = () => mails.map((mail) => ({ mail, read: readMailOf(mail.file).said }));

function readMailOf(file: string): ReadMail {
  const found = read.get(file);
  if (found === undefined) throw new Error(`${file} was not read`);
  return found;
}

beforeAll(async () => {
  for (const mail of mails) read.set(mail.file, await readMail(mail));
}, 120_000);

describe('the corpus', () => {
  it('says of every mail in its folder what it means, once', () => {
    expect(mails.map(({ file }) => file).sort()).toEqual(readdirSync(join(corpusFolder, 'replies')).sort());
  });
});

describe('what is read from the corpus', () => {
  it('is never a removal, a refusal or a reversal where there is none', () => {
    const claimed = all().flatMap(({ mail, read: said }) => {
      const may = [...claims(mail.expected), ...(mail.expected.also ? claims(mail.expected.also) : [])];
      return claims(said)
        .filter((claim) => !may.includes(claim))
        .map((claim) => `${mail.file}: ${claim}`);
    });
    expect(claimed).toEqual([]);
  });

  it('is never wrong', () => {
    const wrong = all().filter(({ mail, read: said }) => judge(said, mail) === 'wrong');
    expect(wrong.map(({ mail, read: said }) => ({ file: mail.file, said }))).toEqual([]);
  });

  it('leads every bounce to the notice that came back', () => {
    const bounces = mails.filter(({ expected }) => expected.kind === 'bounce');
    expect(bounces.filter(({ file }) => !readMailOf(file).namesOurNotice).map(({ file }) => file)).toEqual(
      [],
    );
  });

  it('is what the last table in the README says', () => {
    const table = confusionTable(all());
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

/** What nobody may claim for a platform that did not say it. */
function claims(said: Said): string[] {
  if (said.kind !== 'facts') return [];
  return [
    ...(said.effects ?? []).filter((effect) => removingEffects.includes(effect)),
    ...(said.refused === undefined ? [] : ['REFUSED']),
    ...(said.reversed ? ['REVERSED'] : []),
  ];
}
