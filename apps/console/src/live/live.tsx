import { useEffect } from 'react';
import { startLive } from './start-live.js';

/** While it is on the page, what is shown is kept up to date. */
export function Live() {
  useEffect(startLive, []);
  return null;
}
