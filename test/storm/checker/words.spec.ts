import { readFileSync } from 'node:fs';
import path from 'node:path';
import { attentionSaid, statusSaid, wordSaid } from './words.js';

const core = path.join(import.meta.dirname, '../../../libs/core/src');
const rollUps = read('report/roll-up-cases.json') as {
  words: string[];
  status: string;
  attention: string[];
}[];
const words = read('submission/word-cases.json') as string[];

function read(file: string): unknown {
  return JSON.parse(readFileSync(path.join(core, file), 'utf8'));
}

describe("the checker's own words", () => {
  it('are those of the reviewed cases', () => {
    for (const line of words) {
      const [axes = '', word] = line.split(': ');
      const [delivery = '', said = '', seen = '', remedy = ''] = axes.split(' ');
      const [verification = '', secondLook = null] = seen.split('?');
      const [decision = '', ...effects] = said.split('+');
      expect({
        line,
        word: wordSaid({ delivery, decision, verification, secondLook, remedy, effects }),
      }).toEqual({
        ...{ line, word },
      });
    }
  });

  it('roll up as the reviewed cases do', () => {
    for (const { words: each, status, attention } of rollUps)
      expect({ each, status: statusSaid(each), attention: attentionSaid(each) }).toEqual({
        ...{ each, status, attention },
      });
  });
});
