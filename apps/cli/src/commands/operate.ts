import type { Command } from 'commander';
import type { Run, Session, Work } from '../session.js';

/**
 * Commands for who runs the installation: they work on its database rather than through the API. What they need is loaded
 * only then, so that the others start as fast as before.
 */
export function addAuditCommands(audit: Command, run: Run): void {
  audit
    .command('verify')
    .description(
      'work the chain out again; exit code 1 where anything was taken away, changed, put in or moved',
    )
    .option('--anchor <file>', 'heads that were kept outside: the lines of audit.anchorPath, or of mails')
    .option('--public-key <file>', 'checks signatures with this key (PEM)')
    .action(run(operating((module) => module.verifyAudit)));
  audit
    .command('export')
    .description('print every sealed row, a line of JSON each, in the order of the chain')
    .option('--after <sequence>', 'only what comes after this place')
    .action(run(operating((module) => module.exportAudit)));
  audit
    .command('public-key')
    .description('print the key (PEM) that signatures of this installation are checked with')
    .action(run(operating((module) => module.printPublicKey)));
}

export function addConfigCommands(config: Command, run: Run): void {
  config
    .command('check')
    .description(
      'say everything that is wrong with the settings, as a start would; exit code 1 where anything is',
    )
    .action(run(operating((module) => module.checkConfig)));
  config
    .command('print')
    .description('print every setting that holds and where it comes from, without secrets')
    .action(run(operating((module) => module.printConfig)));
}

export function addDatabaseCommands(database: Command, run: Run): void {
  database
    .command('roles')
    .description(
      'create the roles of API, worker and auditor and give each its rights, as the owner of the tables',
    )
    .action(run(operating((module) => module.grantDatabaseRoles)));
}

/** Of the keys that wrap, beside the API keys that `uniflag keys` is about otherwise. */
export function addWrappingKeyCommands(keys: Command, run: Run): void {
  keys
    .command('create-in-token')
    .description('make the key security.pkcs11.keyLabel in the token; it never leaves that')
    .action(run(operating((module) => module.createKey)));
  keys
    .command('backup')
    .description('write every wrapped data key into a folder, and delete backups there that are too old')
    .requiredOption('--to <folder>', 'an existing folder that is in no other backup')
    .action(run(operating((module) => module.backUpKeysTo)));
  keys
    .command('restore')
    .description('put back wrapped data keys that are missing, but for those of what was erased')
    .argument('<file>', 'a backup of keys, with the file of destroyed keys beside it')
    .option('--even-expired', 'also from a backup that is older than security.keyBackupDays')
    .action(run(operatingOn((module) => module.restoreKeysFrom)));
  keys
    .command('clear')
    .description(
      'rewrite the table of wrapped keys, as its owner, so that nothing of destroyed ones is in its file',
    )
    .action(run(operating((module) => module.clearKeysNow)));
}

/** Works without the installation, its database and any network. */
export function addDossierCommands(dossier: Command, run: Run): void {
  dossier
    .command('verify')
    .description('check a dossier, without any network; exit code 1 where it is not as it was signed')
    .argument('<file>', 'the ZIP of the dossier')
    .option('--key <key>', 'must be signed by this key: a file (PEM or JWKS), or a fingerprint of 64 digits')
    .action(run(operatingOn((module) => module.verifyDossierFile)));
}

export function addPrivacyCommands(privacy: Command, run: Run): void {
  privacy
    .command('scan')
    .description(
      'look for pictures, films and pages in database, queue, logs and mail store; exit code 1 where any lies there',
    )
    .option('--logs <folder...>', 'folders with logs')
    .option('--mail <folder...>', 'folders of a mail store, such as a Maildir')
    .action(run(operating((module) => module.scanPrivacy)));
}

export function addSealCommands(outcomes: Command, run: Run): void {
  outcomes
    .command('check')
    .description('check the seal of a yearly report by itself; exit code 1 where it does not hold')
    .argument('<file>', 'the report in JSON')
    .requiredOption('--public-key <file>', 'the key of the installation that sealed it (PEM)')
    .action(run(operatingOn((module) => module.checkAnnualReport)));
  outcomes
    .command('public-key')
    .description('print the key (PEM) that seals of this installation are checked with')
    .action(run(operating((module) => module.printOutcomesKey)));
}

export function addTransparencyCommands(outcomes: Command, run: Run): void {
  outcomes
    .command('import-transparency')
    .description(
      'count a daily file of the DSA Transparency Database for the ledger; a day that is known is replaced',
    )
    .argument('<file>', 'the ZIP as it is loaded, or the whole day as CSV, also packed with gzip')
    .action(run(operatingOn((module) => module.importTransparency)));
}

type Operate = typeof import('../operate/operate.js');

function operating(choose: (module: Operate) => (session: Session, options: never) => Promise<number>): Work {
  return async (session: Session, options: object) =>
    choose(await import('../operate/operate.js'))(session, options as never);
}

function operatingOn(
  choose: (module: Operate) => (session: Session, file: string, options: never) => Promise<number>,
): Work {
  return async (session: Session, file: string, options: object) =>
    choose(await import('../operate/operate.js'))(session, file, options as never);
}
