import { resolveInput } from './index.js';
import { targets as yt } from '../../../platforms/src/youtube/targets.js';
import { targets as fb } from '../../../platforms/src/facebook/targets.js';
import { targets as ig } from '../../../platforms/src/instagram/targets.js';
import { targets as wa } from '../../../platforms/src/whatsapp/targets.js';
import { targets as sc } from '../../../platforms/src/snapchat/targets.js';
import { createPhoneReader } from '../../../platforms/src/phone-reader.js';
it('x', () => {
  const rules = [yt, fb, ig, wa, sc];
  const r = createPhoneReader();
  const out = require('node:fs').readFileSync('/tmp/in.txt', 'utf8').split('\n').filter(Boolean).map((l: string) => {
    const input = JSON.parse('"' + l.replace(/"/g, '\\"') + '"');
    const { input: _, ...x } = resolveInput(input, rules, r) as any;
    return l + '\n      ' + (x.key ? x.key + '  ' + x.url + (x.namesPerson ? ' P' : '') : x.outcome + ' ' + x.reason + ' ' + (x.platform ?? '')) + (x.finds ? JSON.stringify(x.finds.map((f: any) => f.key ?? f.reason)) : '');
  });
  require('node:fs').writeFileSync('/tmp/out.txt', out.join('\n'));
});
