import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { usePlaces } from './places.js';

/** Leads to the first page that is theirs. Who went elsewhere before it is there is not led back. */
export function Home() {
  const [first] = usePlaces();
  const to = first?.to;
  const router = useRouter();
  useEffect(() => {
    if (to && router.latestLocation.pathname === '/') void router.navigate({ to, replace: true });
  }, [to, router]);
  return null;
}
