type Texts = string | { readonly [key: string]: Texts } | readonly Texts[];

const plain = 'aceinouyACEINOUY';
const accented = 'äçéîñöûÿÄÇÉÎÑÖÛŸ';

/** The same texts with accents and a third longer, as German is; placeholders and tags are left alone. */
export function pseudoTexts(texts: Texts): Texts {
  if (typeof texts === 'string') return pseudoText(texts);
  if (Array.isArray(texts)) return texts.map(pseudoTexts);
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, pseudoTexts(text)]));
}

function pseudoText(text: string): string {
  const parts = text.split(/(\{\{.*?\}\}|<[^>]*>|\$t\(.*?\))/);
  const accents = parts.map((part, index) => (index % 2 ? part : part.replace(/./gsu, withAccent)));
  return `${accents.join('')}${filling.slice(0, Math.ceil(text.length / 3))}`;
}

const filling = ' ôñé twô thréé fôûr fîvé sîx'.repeat(40);

function withAccent(letter: string): string {
  return accented[plain.indexOf(letter)] ?? letter;
}
