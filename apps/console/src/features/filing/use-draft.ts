import { useCallback, useEffect, useState } from 'react';
import { loadDraft, newDraft, onAddedToDraft, saveDraft, type Draft } from './draft.js';

export type UpdateDraft = (change: Partial<Draft> | ((draft: Draft) => Partial<Draft>)) => void;

/** The draft of this tab, kept as it changes. */
export function useDraft() {
  const [draft, setDraft] = useState(loadDraft);
  const [isKept, setIsKept] = useState(true);
  useEffect(() => setIsKept(saveDraft(draft)), [draft]);
  useEffect(() => onAddedToDraft(() => setDraft(loadDraft())), []);
  const update = useCallback<UpdateDraft>(
    (change) => setDraft((now) => ({ ...now, ...(typeof change === 'function' ? change(now) : change) })),
    [],
  );
  const startOver = useCallback(() => {
    const fresh = newDraft();
    // At once: whoever is done leaves the page.
    saveDraft(fresh);
    setDraft(fresh);
  }, []);
  return { draft, isKept, update, startOver };
}
