import { isTitled, type ReportBars, type ReportPages, type ReportPart, type ReportTable } from './pages.js';

/** The report as one page of HTML that needs nothing else: no script, no address, no typeface from elsewhere. */
export function reportAsHtml({ language, title, subtitle, parts }: ReportPages): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<p>${escaped(subtitle)}</p>
${parts.map((part, index) => partOf(part, isTitled(parts, index))).join('\n')}
</main>
</body>
</html>
`;
}

function partOf(part: ReportPart, hasTitle: boolean): string {
  switch (part.kind) {
    case 'heading':
      return `<h2>${escaped(part.text)}</h2>`;
    case 'paragraph':
      return `<p>${escaped(part.text)}</p>`;
    case 'warning':
      return `<p class="warning"><strong>${escaped(part.text)}</strong></p>`;
    case 'list':
      return `<ul>${part.items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
    case 'facts':
      return `<dl>${part.rows.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>`;
    case 'table':
      return tableOf(part, hasTitle);
    case 'bars':
      return barsOf(part, hasTitle);
  }
}

/** Wide tables scroll by themselves, also by keyboard. */
function tableOf({ caption, heads, rows, names }: ReportTable, hasTitle: boolean): string {
  const kind = (index: number) => (index < names ? ' class="name"' : '');
  const body = rows.map(
    ([name = '', ...cells]) =>
      `<tr><th scope="row">${escaped(name)}</th>${cells.map((cell, index) => `<td${kind(index + 1)}>${escaped(cell)}</td>`).join('')}</tr>`,
  );
  return `<div class="wide" role="region" aria-label="${escaped(caption)}" tabindex="0"><table>
${captionOf(caption, hasTitle)}
<thead><tr>${heads.map((head, index) => `<th scope="col"${kind(index)}>${escaped(head)}</th>`).join('')}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table></div>`;
}

function barsOf({ caption, heads, rows }: ReportBars, hasTitle: boolean): string {
  const bar = (share: number) =>
    `<svg aria-hidden="true" width="100%" height="14"><rect width="${(share * 100).toFixed(1)}%" height="14"/></svg>`;
  const body = rows.map(
    ({ name, shown, share }) =>
      `<tr><th scope="row">${escaped(name)}</th><td>${escaped(shown)}</td><td class="bar" aria-hidden="true">${bar(share)}</td></tr>`,
  );
  const [name, count] = heads.map(escaped);
  return `<table class="bars">
${captionOf(caption, hasTitle)}
<thead><tr><th scope="col" class="name">${name}</th><th scope="col">${count}</th><td aria-hidden="true"></td></tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table>`;
}

/** Who hears the page is told what a table is called, also where the eye sees that above it. */
function captionOf(caption: string, hasTitle: boolean): string {
  return `<caption${hasTitle ? ' class="heard"' : ''}>${escaped(caption)}</caption>`;
}

function escaped(text: string): string {
  const signs: Readonly<Record<string, string>> = {
    ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
  };
  return text.replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}

const style = `
body { margin: 0; background: #fff; color: #111827; font: 1rem/1.5 system-ui, sans-serif }
main { max-width: 76rem; margin: 0 auto; padding: 1.5rem }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .5rem }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem }
table { border-collapse: collapse; margin: 1rem 0; width: 100% }
caption { text-align: left; font-weight: 600; padding-bottom: .25rem }
th, td { padding: .35rem .6rem; border-bottom: 1px solid #d1d5db; text-align: left; vertical-align: top }
td { text-align: right; font-variant-numeric: tabular-nums }
thead th { text-align: right }
.name, tbody th { text-align: left }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
tbody th { font-weight: 400 }
.wide { overflow-x: auto }
.bars th { width: 32% }
.bars td { width: 12% }
.bars .bar { width: 56%; vertical-align: middle }
rect { fill: #1d4ed8 }
dl { display: grid; grid-template-columns: minmax(9rem, 16rem) 1fr; gap: .35rem 1rem }
dt { font-weight: 600 }
dd { margin: 0; overflow-wrap: anywhere }
.warning { border-left: .3rem solid #b45309; padding: .25rem .75rem }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr } }
@media print { .wide { overflow: visible } h2, caption { break-after: avoid } tr { break-inside: avoid } }
`;
