import type pg from 'pg';
import { NightlyScan, type MailSender } from '#application';
import type { Config } from '#config';
import { openDatabase, PgPictureScans, pictureScanText, scanForPictures } from '#persistence';
import { redisValues } from '#queue';
import { mediaIn, mediaOverlapBytes, signingKeyFrom } from '#security';
import type { Log } from '#telemetry';

/** The nightly scan as it is configured. */
export function nightlyScan(config: Config, pool: pg.Pool, mail: MailSender, log: Log): NightlyScan {
  const { audit, queue, database, privacy, alerts, organisation, deadlines } = config;
  const { redisUrl } = queue;
  const signing = audit.signingKey === null ? null : signingKeyFrom(audit.signingKey, 'audit.signingKey');
  return new NightlyScan({
    scans: new PgPictureScans(pool),
    scan: async (signal) => {
      // As the user of database.url: the worker's role reads neither API keys nor sessions nor the queue's tables. What that
      // user may not read either is named in the result.
      const own = await openDatabase({ ...database, poolSize: 1 });
      const redis = redisUrl === null ? {} : { redis: () => redisValues(redisUrl) };
      const folders = {
        logFolders: privacy.logFolders ?? [],
        mailFolders: privacy.mailFolders ?? [],
      };
      const parts = { pool: own.pool, ...redis, ...folders, signal };
      try {
        return await scanForPictures(
          { ...parts, mediaIn, overlapBytes: mediaOverlapBytes },
          () => new Date(),
        );
      } finally {
        await own.close();
      }
    },
    sign: (scan) =>
      signing && {
        keyId: signing.id,
        signature: signing.sign(pictureScanText(scan)).toString('base64'),
      },
    settings: {
      atMinute: privacy.scanAt,
      timeZone: deadlines.workingHours.timeZone,
      alertTo: privacy.alertTo ?? [],
      from: alerts.from ?? organisation.from,
      messageDomain: config.mail.inbound.domain,
    },
    ...{ mail, log, now: Date.now },
  });
}
