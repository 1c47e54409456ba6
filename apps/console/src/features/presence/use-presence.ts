import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { PresentPerson } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { usePersonId } from '../session/may.js';

/** The API counts on somebody for twice as long. */
const heartbeatMs = 20_000;
/** Whoever has done nothing on the page for so long is elsewhere, though it is open; and their session may end. */
const awayAfterMs = 5 * 60_000;

/** Says that this page is open while somebody is at it. @returns who else has it open */
export function usePresence(reportId: string): readonly PresentPerson[] {
  const isPerson = usePersonId() !== null;
  const { data = [] } = useQuery({
    queryKey: keys.presenceAt(reportId),
    queryFn: () => client.readPresence(reportId),
    enabled: isPerson,
  });
  const { mutate: say } = useMutation({
    mutationFn: client.sayPresent,
    onSuccess: (others, id) => queryClient.setQueryData(keys.presenceAt(id), others),
  });
  const { mutate: leave } = useMutation({ mutationFn: client.leavePage });
  useEffect(() => {
    if (!isPerson) return undefined;
    let lastInputMs = Date.now();
    let isHere = false;
    const beat = () => {
      const wasHere = isHere;
      isHere = document.visibilityState === 'visible' && Date.now() - lastInputMs < awayAfterMs;
      if (isHere) say(reportId);
      // Who comes and goes meanwhile is not asked for.
      else if (wasHere) queryClient.setQueryData(keys.presenceAt(reportId), []);
    };
    const onInput = () => {
      lastInputMs = Date.now();
      if (!isHere) beat();
    };
    const onLeave = () => {
      isHere = false;
      leave(reportId);
    };
    beat();
    const timer = setInterval(beat, heartbeatMs);
    for (const input of inputs) window.addEventListener(input, onInput, { passive: true });
    window.addEventListener('pagehide', onLeave);
    return () => {
      clearInterval(timer);
      for (const input of inputs) window.removeEventListener(input, onInput);
      window.removeEventListener('pagehide', onLeave);
      onLeave();
    };
  }, [isPerson, reportId, say, leave]);
  return data;
}

const inputs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'focus'] as const;
