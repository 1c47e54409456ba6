import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { removingEffects } from '#core';
import { heldOut, learned, type Said } from './expected.js';
import { judge } from './judge.js';
import { readMail, type ReadMail } from './read-mail.js';
import { confusionTable } from './table.js';

describe.each([
  ['the corpus', learned],
  ['what was held out', heldOut],
])('%s', (_name, { mails, folder, readme }) => {
  const read = new Map<string, ReadMail>();
  const readMailOf = (file: string): ReadMail => {
    const found = read.get(file);
    if (found === undefined) throw new Error(`${file} was not read`);
    return found;
  };
  const all = () => mails.map((mail) => ({ mail, read: readMailOf(mail.file).said }));

  beforeAll(async () => {
    for (const mail of mails) read.set(mail.file, await readMail(mail, folder));
  }, 120_000);

  it('says of every mail in its folder what it means, once', () => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.eml'));
    expect(mails.map(({ file }) => file).sort()).toEqual(files.sort());
  });

  it('is never read as a removal, a refusal or a reversal where there is none', () => {
    const claimed = all().flatMap(({ mail, read: said }) => {
      const may = [...claims(mail.expected), ...(mail.expected.also ? claims(mail.expected.also) : [])];
      return claims(said)
        .filter((claim) => !may.includes(claim))
        .map((claim) => `${mail.file}: ${claim}`);
    });
    expect(claimed).toEqual([]);
  });

  it('is never read wrongly', () => {
    const wrong = all().filter(({ mail, read: said }) => judge(said, mail) === 'wrong');
    expect(wrong.map(({ mail, read: said }) => ({ file: mail.file, said }))).toEqual([]);
  });

  it('leads every bounce to the notice that came back', () => {
    const bounces = mails.filter(({ expected }) => expected.kind === 'bounce');
    expect(bounces.filter(({ file }) => !readMailOf(file).namesOurNotice).map(({ file }) => file)).toEqual(
      [],
    );
  });

  it('is read as the last table in its README says', () => {
    const table = confusionTable(all());
    const written = readFileSync(readme, 'utf8');
    const now = written.replace(
      /(<!-- now -->\n\n)[^]*?(?=\n\n<!-- \/now -->)/,
      (_all, mark: string) => mark + table,
    );
    if (process.env.UPDATE_GOLDEN) writeFileSync(readme, now);
    else expect(written).toBe(now);
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
