import { barColours } from './bar-colours.js';

/** A pattern for each colour. */
const marks = [
  '',
  'M-2 10 L10 -2 M6 10 L10 6 M-2 2 L2 -2',
  'M2 2 h2.4 v2.4 h-2.4 z M6 6 h2 v2 h-2 z',
  'M-2 -2 L10 10 M6 -2 L10 2 M-2 6 L2 10',
  'M0 2 H8 M0 6 H8',
  'M0 4 H8 M4 0 V8',
  'M2 0 V8 M6 0 V8',
  'M-2 10 L10 -2 M-2 -2 L10 10',
  'M0 0 L4 8 L8 0',
  'M3 3 h2 v2 h-2 z',
] as const;

/** What a bar is filled with; looks come again where there are more columns than looks. */
export function barFill(look: number): string {
  return `url(#uf-bar-${String(look % barColours.length)})`;
}

/** Once on a page with bars. */
export function BarPatterns() {
  return (
    <svg width={0} height={0} aria-hidden style={{ position: 'absolute' }}>
      <defs>
        {barColours.map(([colour, light, dark], look) => (
          <pattern
            key={colour}
            id={`uf-bar-${String(look)}`}
            width={8}
            height={8}
            patternUnits="userSpaceOnUse"
          >
            <rect
              width={8}
              height={8}
              style={{
                fill: `light-dark(var(--mantine-color-${colour}-${String(light)}), var(--mantine-color-${colour}-${String(dark)}))`,
              }}
            />
            <path d={marks[look]} strokeWidth={1.3} fill="none" style={{ stroke: 'var(--uf-card)' }} />
          </pattern>
        ))}
      </defs>
    </svg>
  );
}

export function BarSwatch({ look }: { readonly look: number }) {
  return (
    <svg width={16} height={16} aria-hidden>
      <rect width={16} height={16} rx={4} fill={barFill(look)} />
    </svg>
  );
}
