import { useState } from 'react';

/** Rows that somebody ticked, or all that the filters leave. */
export interface Selection {
  readonly isAll: boolean;
  readonly ids: readonly string[];
  has(id: string): boolean;
  toggle(id: string): void;
  selectAll(): void;
  clear(): void;
}

/**
 * @param scope what the rows are of: in another, nothing is ticked
 * @param shown ids of the rows that are loaded; of all, taking one away leaves these
 */
export function useSelection(scope: string, shown: readonly string[]): Selection {
  const [last, set] = useState<Ticked>({ scope, ...nothing });
  const { isAll, ticked } = last.scope === scope ? last : nothing;
  const has = (id: string) => isAll || ticked.has(id);
  return {
    isAll,
    ids: isAll ? shown : [...ticked],
    has,
    toggle: (id) => {
      const next = new Set(isAll ? shown : ticked);
      if (!next.delete(id)) next.add(id);
      set({ scope, isAll: false, ticked: next });
    },
    selectAll: () => set({ scope, isAll: true, ticked: new Set() }),
    clear: () => set({ scope, ...nothing }),
  };
}

interface Ticked {
  readonly scope: string;
  readonly isAll: boolean;
  readonly ticked: ReadonlySet<string>;
}

const nothing: Omit<Ticked, 'scope'> = { isAll: false, ticked: new Set() };
