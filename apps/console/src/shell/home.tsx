import { Navigate } from '@tanstack/react-router';
import { usePlaces } from './places.js';

/** Leads to the first page that is theirs: most people come to file. */
export function Home() {
  const [first] = usePlaces();
  return first && <Navigate to={first.to} replace />;
}
