/** What a process answers on /metrics: each figure with its labels; null where it has no value yet. */
export type ExposedFigures = ReadonlyMap<string, ReadonlySet<string> | null>;

const parts: Readonly<Record<string, readonly string[]>> = {
  histogram: ['_bucket', '_sum', '_count'],
  summary: ['', '_sum', '_count'],
};

/** @param texts in the text format of Prometheus, of one process each */
export function exposedFigures(...texts: readonly string[]): ExposedFigures {
  const figures = new Map<string, Set<string> | null>();
  for (const line of texts.flatMap((text) => text.split('\n'))) {
    const [, family, type = ''] = /^# TYPE (\S+) (\S+)$/.exec(line) ?? [];
    if (family !== undefined)
      for (const part of parts[type] ?? [''])
        figures.set(`${family}${part}`, figures.get(`${family}${part}`) ?? null);
    const [, name, labels = ''] = /^([a-z_0-9]+)(?:\{(.*)\})? \S+$/.exec(line) ?? [];
    if (name === undefined) continue;
    const known = figures.get(name) ?? new Set<string>();
    for (const [, label = ''] of labels.matchAll(/(\w+)="(?:[^"\\]|\\.)*"/g)) known.add(label);
    figures.set(name, known);
  }
  return figures;
}

/** Labels that Prometheus adds itself. */
const added = ['job', 'instance'];

/** What a query asks for and nobody exposes: names of figures, and labels as `name{label}` or `by (label)`. */
export function notExposed(expr: string, exposed: ExposedFigures): string[] {
  const names = [...new Set(expr.match(/\buniflag_\w+/g))];
  const missing = names.filter((name) => !exposed.has(name));
  const hasLabel = (name: string, label: string) => {
    const labels = exposed.get(name);
    return added.includes(label) || !labels || labels.has(label);
  };
  const wrong = [...expr.matchAll(/\b(uniflag_\w+)\{([^}]*)\}/g)].flatMap(([, name = '', selector = '']) =>
    [...selector.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)]
      .filter(([, label = '']) => !hasLabel(name, label))
      .map(([, label]) => `${name}{${label}}`),
  );
  const grouped = [...expr.matchAll(/\bby \(([^)]*)\)/g)]
    .flatMap(([, labels = '']) => labels.split(',').map((label) => label.trim()))
    .filter((label) => !names.some((name) => hasLabel(name, label)))
    .map((label) => `by (${label})`);
  return [...missing, ...wrong, ...grouped];
}
