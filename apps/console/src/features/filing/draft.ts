import type { NewReport } from '#client';
import type { Found } from './targets/found.js';

export type Ask = NonNullable<NewReport['asks']>[number];
export type Role = NewReport['caller']['role'];
export type ReportLanguage = NewReport['language'];
export type Space = NonNullable<NewReport['targets'][number]['space']>;
export type DetailKind = NonNullable<NewReport['confirmedFindings']>[number];

/** A report as it is being written down. */
export interface Draft {
  /** Its Idempotency-Key: however often it is sent, it is filed once. */
  readonly key: string;
  /** When it was begun, ISO 8601. */
  readonly writtenOn: string;
  /** What was pasted or typed as the place of the content. */
  readonly text: string;
  /** What was found in a file or a very long paste, which are not kept themselves. */
  readonly listed: readonly Found[];
  /** Identities of what was found in it and shall not be filed. */
  readonly leftOut: readonly string[];
  /** Identity -> what else helps to find it. */
  readonly locators: Readonly<Record<string, string>>;
  /** Identity -> where it was seen, where staff said so. */
  readonly spaces: Readonly<Record<string, Space>>;
  readonly category: string | null;
  /** Answers of the caller that led to it; none where it was chosen from the list. */
  readonly triage: NonNullable<NewReport['triage']>;
  /** null: the usual ones of the category. */
  readonly asks: readonly Ask[] | null;
  readonly explanation: string;
  /** The explanation in other languages, for platforms that do not read its own. */
  readonly translations: Readonly<Partial<Record<ReportLanguage, string>>>;
  /** Subjects of the law table that staff picked. */
  readonly legalBases: readonly string[];
  /** Day of the facts, ISO 8601; empty where nobody knows. */
  readonly factsOn: string;
  /** Names that must not leave, one a line. */
  readonly names: string;
  /** Kinds of personal details in the texts as they are now that platforms need. */
  readonly confirmed: readonly DetailKind[];
  readonly role: Role | null;
  /** The police first: nothing leaves until a second person releases it. */
  readonly isHeld: boolean;
  /** null: the language of the page. */
  readonly language: ReportLanguage | null;
}

export function newDraft(): Draft {
  return {
    key: crypto.randomUUID(),
    writtenOn: new Date().toISOString(),
    ...{
      text: '',
      listed: [],
      leftOut: [],
      locators: {},
      spaces: {},
      category: null,
      triage: [],
      asks: null,
    },
    ...{ explanation: '', translations: {}, legalBases: [], factsOn: '' },
    ...{ names: '', confirmed: [], isHeld: false, role: null, language: null },
  };
}

export function isUntouched(draft: Draft): boolean {
  const { text, listed, category, explanation, names, role } = draft;
  return (
    text === '' &&
    listed.length === 0 &&
    category === null &&
    explanation === '' &&
    names === '' &&
    role === null
  );
}

/** Also what the sign-out clears. */
const storedAt = 'uniflag-filing-draft';

/** The draft of this browser tab. It outlives a reload and a crash of the tab, not the browser's end. */
export function loadDraft(): Draft {
  const text = sessionStorage.getItem(storedAt);
  if (text === null) return newDraft();
  try {
    const stored: unknown = JSON.parse(text);
    // Whatever an earlier version of this page left out gets its first value.
    return typeof stored === 'object' ? { ...newDraft(), ...stored } : newDraft();
  } catch {
    return newDraft();
  }
}

/** @returns whether the browser keeps it */
export function saveDraft(draft: Draft): boolean {
  try {
    if (isUntouched(draft)) sessionStorage.removeItem(storedAt);
    else sessionStorage.setItem(storedAt, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

const changed = new EventTarget();

/** Writes a place of content under those of the draft, also where the page of the draft is open. */
export function addToDraft(place: string): void {
  const draft = loadDraft();
  saveDraft({ ...draft, text: [draft.text.trimEnd(), place].filter(Boolean).join('\n') });
  changed.dispatchEvent(new Event('added'));
}

/** @returns ends it */
export function onAddedToDraft(tell: () => void): () => void {
  changed.addEventListener('added', tell);
  return () => changed.removeEventListener('added', tell);
}
