import fc from 'fast-check';
import {
  acts,
  actsOf,
  contentActs,
  grantableRoles,
  isByRow,
  mayOn,
  reachOf,
  rolesFor,
  rowKinds,
} from './abilities.js';
import { roles } from './roles.js';

/** S staff, A analyst, V supervisor, M administrator, I integrator, U auditor; on ordinary reports, and on abuse images. */
const matrix = `
  USE_SESSION        SAVMIU SAVMIU
  READ_TABLES        SAVMIU SAVMIU
  READ_REPORT        SAV--U SAV--U
  READ_ADDRESS       SAV--- -A----
  READ_EXPLANATION   SAV--- -A----
  READ_REPLY         SAV--- -A----
  READ_NOTICE        SAV--- -A----
  READ_SCREENSHOT    SAV--- -A----
  READ_EVENTS        SAV-IU SAV-IU
  READ_WORK          SAV--- SAV---
  READ_AUDIT         -----U -----U
  READ_RETENTION     --V--U --V--U
  READ_OUTCOMES      --V--U --V--U
  SEAL_ANNUAL_REPORT --V--- --V---
  EXPORT_TABLES      --V--- --V---
  FILE               SAV--- SAV---
  ACT_ON_REPORT      SAV--- SAV---
  SHARE_VIEW         --V--- --V---
  RELEASE_HOLD       SAV--- SAV---
  CONFIRM_CATEGORY   -A---- -A----
  EXPORT             -AV--- -A----
  MAKE_DOSSIER       -AV--- -AV---
  KEEP               --V--- --V---
  ERASE              --V--- --V---
  ACT_ON_SUBMISSION  SAV--- -A----
  ACT_ON_REPLY       SAV--- -A----
  WRITE_NOTE         SAV--- -A----
  ACT_ON_SCREENSHOT  SAV--- -A----
  MARK_CHANNEL       SAVM-- SAVM--
  STOP_PLATFORM      --VM-- --VM--
  ARM_PLATFORM       ---M-- ---M--
  READ_QUEUES        --VM-- --VM--
  MANAGE_WEBHOOKS    ---MI- ---MI-
  MANAGE_KEYS        ---M-- ---M--
  MANAGE_PEOPLE      ---M-- ---M--
  DECIDE             -AVM-- -AVM--
  BREAK_GLASS        S-VM-- S-VM--
  REVIEW_GLASS       --V--- --V---`;

describe('abilities', () => {
  it('are these', () => {
    const letters = 'SAVMIU';
    const drawn = acts.map((act) =>
      [
        act.padEnd(18),
        ...rowKinds.map((row) =>
          roles.map((role, index) => (rolesFor(act, row).includes(role) ? letters[index] : '-')).join(''),
        ),
      ].join(' '),
    );
    expect(drawn).toEqual(
      matrix
        .trim()
        .split('\n')
        .map((line) => line.trim()),
    );
  });

  it('show content of abuse images to analysts alone, and of no report to administrators, integrators and auditors', () => {
    for (const act of contentActs) {
      expect(rolesFor(act, 'ABUSE_IMAGES')).toEqual(['ANALYST']);
      expect(reachOf(['ADMINISTRATOR', 'INTEGRATOR', 'AUDITOR'], act)).toBe('NONE');
    }
  });

  it('give nobody more on abuse images than on ordinary reports', () => {
    for (const act of acts)
      expect(rolesFor(act, 'ORDINARY')).toEqual(expect.arrayContaining([...rolesFor(act, 'ABUSE_IMAGES')]));
  });

  it('are those of each role together', () => {
    fc.assert(
      fc.property(fc.subarray([...roles]), fc.constantFrom(...acts), (held, act) => {
        for (const row of rowKinds)
          expect(mayOn(held, act, row)).toBe(held.some((role) => mayOn([role], act, row)));
        expect(actsOf(held).includes(act)).toBe(reachOf(held, act) !== 'NONE');
        if (!isByRow(act)) expect(reachOf(held, act)).not.toBe('ORDINARY');
      }),
    );
  });

  it('let a key have no role that its maker lacks, but that of integrators', () => {
    expect(grantableRoles(['STAFF'])).toEqual(['STAFF']);
    expect(grantableRoles(['SUPERVISOR', 'ADMINISTRATOR'])).toEqual([
      'SUPERVISOR',
      'ADMINISTRATOR',
      'INTEGRATOR',
    ]);
    expect(grantableRoles([])).toEqual([]);
  });
});
