const browsers = [
  ['Edge', /\bEdgA?\//],
  ['Opera', /\bOPR\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|Chromium|CriOS)\//],
  ['Safari', /\bSafari\//],
] as const;
const systems = [
  ['Android', /\bAndroid\b/],
  ['iOS', /\b(iPhone|iPad)\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
] as const;

/** Browser and system by their names alone: enough to know one's own in a list, too little to follow anybody by. */
export function deviceOf(userAgent: string | undefined): string {
  const name = (names: readonly (readonly [string, RegExp])[]) =>
    names.find(([, shape]) => shape.test(userAgent ?? ''))?.[0];
  return [name(browsers), name(systems)].filter(Boolean).join(', ') || 'unknown';
}
