import { createRequire } from 'node:module';
import * as fontkit from 'fontkit';

/** Inter, whole: letters of every language that is written in Latin, Greek or Cyrillic. */
export const typeface = {
  regular: fileOf('400Regular/Inter_400Regular.ttf'),
  bold: fileOf('600SemiBold/Inter_600SemiBold.ttf'),
} as const;

/** Stands for a sign that the typeface has no letter for. */
export const missingSign = '□';

/** A text as the typeface can show it: what it has no sign for is a box each, control characters are blanks. */
export function showable(text: string): string {
  let shown = '';
  for (const sign of text.normalize('NFC').replaceAll(/\r\n?/g, '\n')) {
    const code = sign.codePointAt(0) ?? 0;
    if (sign === '\n' || known.has(code)) shown += sign;
    else if (!/^[\p{M}\p{Cf}]$/u.test(sign)) shown += /^\p{C}$|^\s$/u.test(sign) ? ' ' : missingSign;
  }
  return shown;
}

/** Whether any sign of it is shown as a box. */
export function hasMissingSigns(text: string): boolean {
  return !text.includes(missingSign) && showable(text).includes(missingSign);
}

const known = codePointsOf(typeface.regular);

function codePointsOf(file: string): ReadonlySet<number> {
  const font = fontkit.openSync(file);
  if (!('characterSet' in font)) throw new Error(`${file} holds several typefaces`);
  return new Set(font.characterSet);
}

function fileOf(name: string): string {
  return createRequire(import.meta.url).resolve(`@expo-google-fonts/inter/${name}`);
}
