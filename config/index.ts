export { ConfigError } from './config-error.js';
export { loadConfig, platformSettings, type ConfigSources } from './loader.js';
export { checkDeadlines, workingCalendar } from './deadlines.js';
export { checkPlatformSettings, hasCredentials, missingForArming } from './platform-checks.js';
export { sectionNames } from './schema.js';
export type { Config, PlatformSettings, SectionName } from './schema.js';
export { packageRoot } from './package-root.js';
export { loadGuidance, type Guidance } from './guidance.js';
export { loadTaxonomy, type Taxonomy } from './taxonomy.js';
