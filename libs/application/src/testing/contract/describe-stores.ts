import { describeAlerts } from './describe-alerts.js';
import { describeChannels } from './describe-channels.js';
import { describeClaims } from './describe-claims.js';
import { describeDeadlines } from './describe-deadlines.js';
import { describeFollowUps } from './describe-follow-ups.js';
import { describeHolds } from './describe-holds.js';
import { describeLanes } from './describe-lanes.js';
import { describeMailboxes } from './describe-mailboxes.js';
import { describePlatforms } from './describe-platforms.js';
import { describeReplies } from './describe-replies.js';
import { describeReports } from './describe-reports.js';
import { describeScreenshots } from './describe-screenshots.js';
import { describeSharedNotices } from './describe-shared-notices.js';
import { describeWarnings } from './describe-warnings.js';
import { describeWatch } from './describe-watch.js';
import { describeWebhooks } from './describe-webhooks.js';
import { StoreBench, type StoreFixture } from './store-bench.js';

/** The contract suite: what the stores of one database promise together, whatever that database is. */
export function describeStores(title: string, open: () => Promise<StoreFixture>): void {
  describe(`${title} keeps the promises of the stores`, () => {
    let fixture: StoreFixture;
    beforeEach(async () => {
      fixture = await open();
    });
    afterEach(() => fixture.close());

    const current = () => fixture;
    const bench = new StoreBench(current);
    describeReports(bench, current);
    describeClaims(bench, current);
    describeFollowUps(bench, current);
    describeHolds(bench, current);
    describeDeadlines(bench, current);
    describeWarnings(bench, current);
    describeAlerts(bench, current);
    describeChannels(bench, current);
    describeReplies(bench, current);
    describeScreenshots(bench, current);
    describeSharedNotices(bench, current);
    describeMailboxes(bench, current);
    describeWatch(bench);
    describeWebhooks(bench, current);
    describeLanes(bench, current);
    describePlatforms(bench, current);
  });
}
