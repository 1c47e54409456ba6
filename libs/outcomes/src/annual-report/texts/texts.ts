import type { Language } from '#core';
import { de } from './de.js';
import { en } from './en.js';
import { fr } from './fr.js';
import { nl } from './nl.js';
import type { ReportTexts } from './report-texts.js';

export const reportTexts: Readonly<Record<Language, ReportTexts>> = { en, fr, nl, de };
