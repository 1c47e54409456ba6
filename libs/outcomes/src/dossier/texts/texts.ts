import type { Language } from '#core';
import { deTexts } from './de.js';
import { enTexts } from './en.js';
import { frTexts } from './fr.js';
import { nlTexts } from './nl.js';
import type { DossierTexts } from './shape.js';

export type { DossierTexts };

export const dossierTexts: Readonly<Record<Language, DossierTexts>> = {
  en: enTexts,
  fr: frTexts,
  nl: nlTexts,
  de: deTexts,
};

/** Puts values in the places of their names. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
