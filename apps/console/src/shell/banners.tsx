import { GlassBanner } from '../features/glass/glass-banner.js';
import { NewVersion } from '../offline/new-version.js';
import { ModeBanner } from './mode-banner.js';

/** What is told above every page. */
export function Banners() {
  return (
    <>
      <NewVersion />
      <GlassBanner />
      <ModeBanner />
    </>
  );
}
