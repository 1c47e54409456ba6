export { exportAudit, printPublicKey, verifyAudit } from './audit.js';
export { grantDatabaseRoles } from './roles.js';
