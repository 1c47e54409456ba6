export { exportAudit, printPublicKey, verifyAudit } from './audit.js';
export { checkConfig, printConfig } from './config.js';
export { verifyDossierFile } from './dossier.js';
export { backUpKeysTo, clearKeysNow, createKey, restoreKeysFrom } from './keys.js';
export { checkAnnualReport, printOutcomesKey } from './outcomes.js';
export { scanPrivacy } from './privacy.js';
export { grantDatabaseRoles } from './roles.js';
export { importTransparency } from './transparency.js';
