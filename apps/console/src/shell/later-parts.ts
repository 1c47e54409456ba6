/** What of the frame nobody waits for: one file, which comes after the page. */
export { AlertsBell } from '../features/alerts/alerts-bell.js';
export { OpenCommandBar } from '../features/command-bar/open-command-bar.js';
export { Banners } from './banners.js';
export { Preferences } from './preferences.js';
