/** The look of every PDF. Sizes in points, 72 to the inch. */
export const margins = { top: 56, bottom: 64, left: 56, right: 56 } as const;

export type HeadingLevel = 1 | 2 | 3;

export const sizes = {
  body: 9.5,
  small: 8,
  lineGap: 2,
  gap: 8,
  indent: 12,
  cellGap: 6,
  columnGap: 10,
  /** Share of the width that names of facts get. */
  factShare: 0.3,
  heading: {
    1: { size: 18, before: 0, after: 8 },
    2: { size: 13, before: 14, after: 5 },
    3: { size: 10.5, before: 8, after: 3 },
  },
} as const;

/** Each at least 7:1 on white. */
export const colours = { text: '#111827', muted: '#4b5563', rule: '#d1d5db' } as const;
