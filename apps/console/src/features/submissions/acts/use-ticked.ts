import { useState } from 'react';

/** Steps ticked off, by their place in the list: kept in this tab until it is closed or its person signs out. */
export function useTicked(list: string) {
  const storedAt = `uniflag-ticked-${list}`;
  const [ticked, setTicked] = useState(() => read(storedAt));
  return {
    isTicked: (place: number) => ticked.includes(place),
    tick: (place: number, isDone: boolean) => {
      const others = ticked.filter((each) => each !== place);
      const next = isDone ? [...others, place] : others;
      sessionStorage.setItem(storedAt, JSON.stringify(next));
      setTicked(next);
    },
  };
}

function read(storedAt: string): readonly number[] {
  return JSON.parse(sessionStorage.getItem(storedAt) ?? '[]') as number[];
}
