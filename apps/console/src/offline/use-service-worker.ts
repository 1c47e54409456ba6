import { useEffect, useState } from 'react';
import { serviceWorker } from '../trusted-types.js';

/** By then the page that somebody waits for is there. */
const afterMs = 3_000;
const lookAgainMs = 3_600_000;

/**
 * Has the service worker keep the console for a start without a network. Browsers know it on safe origins only (https, or
 * this machine), and a development server has none: there the console starts with a network alone.
 */
export function useServiceWorker(): { readonly isNewerThere: boolean } {
  const [isNewerThere, setIsNewerThere] = useState(false);
  useEffect(() => {
    if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
    const workers = navigator.serviceWorker;
    let isFirst = workers.controller === null;
    const taken = () => {
      if (!isFirst) setIsNewerThere(true);
      isFirst = false;
    };
    workers.addEventListener('controllerchange', taken);
    const start = setTimeout(() => void workers.register(serviceWorker).catch(() => undefined), afterMs);
    const look = setInterval(() => void lookForNewer(workers), lookAgainMs);
    return () => {
      workers.removeEventListener('controllerchange', taken);
      clearTimeout(start);
      clearInterval(look);
    };
  }, []);
  return { isNewerThere };
}

async function lookForNewer(workers: ServiceWorkerContainer): Promise<void> {
  const registration = await workers.getRegistration();
  // The next look comes.
  await registration?.update().catch(() => undefined);
}
