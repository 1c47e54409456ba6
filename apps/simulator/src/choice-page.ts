import { createHash } from 'node:crypto';

/** Reads the choices and sets scenarios through the same interface as everybody else. */
const script = `
const byId = (id) => document.getElementById(id);
const option = (value, label = value) => Object.assign(document.createElement('option'), { value, textContent: label });
let platforms = [];
const show = () => {
  const chosen = platforms.find(({ platform }) => platform === byId('platform').value);
  const replies = [...chosen.replies].sort().map((each) => option('reply ' + each, each));
  const faults = chosen.faults.map((each) => option('fault ' + each, each + ' (at the connection)'));
  byId('step').replaceChildren(...replies, ...faults);
};
const steps = () => {
  const [kind, name] = byId('step').value.split(' ');
  if (kind === 'fault') return [{ afterMs: 0, fault: name }];
  const until = byId('until').value;
  return [{ afterMs: Number(byId('seconds').value) * 1000, ...(until && { until }), reply: name }];
};
const say = async (answer) => {
  const { data, errors = [] } = answer.status === 204 ? {} : await answer.json();
  byId('said').textContent = answer.ok ? 'Done.' : errors.map(({ detail }) => detail).join(' ');
  const { data: set } = await (await fetch('/_scenario')).json();
  byId('set').textContent = set.map((each) => JSON.stringify(each)).join('\\n') || 'none';
};
byId('platform').onchange = show;
byId('choice').onsubmit = async (event) => {
  event.preventDefault();
  const match = byId('whom').value === 'next' ? { next: true } : {};
  const body = JSON.stringify({ platform: byId('platform').value, match, steps: steps() });
  await say(await fetch('/_scenario', { method: 'PUT', body }));
};
byId('clear').onclick = async () => say(await fetch('/_scenario', { method: 'DELETE' }));
const start = async () => {
  ({ data: platforms } = await (await fetch('/_behaviours')).json());
  byId('platform').replaceChildren(...platforms.map(({ platform }) => option(platform)));
  show();
  await say(await fetch('/_scenario'));
  byId('said').textContent = '';
};
start();
`;

/** A page on which a person chooses what a platform does with its next notice, or with all. */
export const choicePage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Uniflag: what platforms do</title>
<h1>What platforms do</h1>
<form id="choice">
<p><label>Platform <select id="platform"></select></label></p>
<p><label>does this <select id="step"></select></label></p>
<p><label>after seconds <input id="seconds" type="number" min="0" max="7776000" value="1"></label></p>
<p><label>counted from <select id="until">
<option value="">the notice</option>
<option value="answer">our next answer to a question</option>
<option value="reminder">our next reminder</option>
</select></label></p>
<p><label>with <select id="whom">
<option value="next">the next notice</option>
<option value="all">every notice</option>
</select></label></p>
<p><button>Set</button> <button type="button" id="clear">Forget all</button> <output id="said"></output></p>
</form>
<h2>Set now</h2>
<pre id="set"></pre>
<script>${script}</script>
</html>
`;

/** Nothing but the page's own script runs, and nothing is fetched from elsewhere. */
export const choicePagePolicy = `default-src 'none'; connect-src 'self'; script-src 'sha256-${createHash(
  'sha256',
)
  .update(script)
  .digest('base64')}'`;
