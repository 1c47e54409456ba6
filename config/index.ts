export { ConfigError } from './config-error.js';
export { loadConfig, platformSettings, type ConfigSources } from './loader.js';
export { checkDeadlines, workingCalendar } from './deadlines.js';
export { checkPlatformSettings, hasCredentials, missingForArming } from './platform-checks.js';
export { flaggerStatuses, sectionNames } from './schema.js';
export type { Config, FlaggerStatus, PlatformSettings, SectionName } from './schema.js';
export { packageRoot } from './package-root.js';
export { loadRegulatorComplaint } from './regulator-complaint.js';
export { loadTaxonomy, type Taxonomy } from './taxonomy.js';
