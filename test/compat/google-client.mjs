/**
 * Uses Google's own YouTube client, unchanged, against the stand-in of YouTube. Only the addresses are ours: `rootUrl`
 * of the API, and the token address of the OAuth client.
 *
 *   node test/compat/google-client.mjs http://127.0.0.1:3900 [video id]
 *
 * Prints one JSON object: what each call answered. The credentials are those of the stand-in, no real ones.
 */
import { auth, youtube } from '@googleapis/youtube';

const [simulatorUrl = 'http://127.0.0.1:3900', videoId = 'SyntheticV1'] = process.argv.slice(2);
const rootUrl = `${simulatorUrl}/`;
const flag = { videoId, reasonId: 'V', secondaryReasonId: '37', comments: 'synthetic', language: 'fr' };

function signedIn(refresh_token = 'simulated-refresh-token') {
  const oauth = new auth.OAuth2({
    clientId: 'simulated-client.apps.googleusercontent.invalid',
    clientSecret: 'simulated-client-secret',
    endpoints: { oauth2TokenUrl: `${rootUrl}youtube/oauth2/token` },
  });
  oauth.setCredentials({ refresh_token });
  return youtube({ version: 'v3', rootUrl, auth: oauth });
}

const withKey = (key = 'simulated-api-key') => youtube({ version: 'v3', rootUrl, auth: key });
const report = (client, requestBody) => client.videos.reportAbuse({ requestBody });
const look = (client, id) => client.videos.list({ part: ['snippet', 'status', 'contentDetails'], id: [id] });

/** The stand-in decides after it answered the flag, as YouTube does: look again until the decision shows. */
async function lookUntilRestricted(id) {
  for (let looks = 1; ; looks += 1) {
    const answer = await look(withKey(), id);
    if (answer.data.items?.[0]?.contentDetails?.regionRestriction || looks === 100) return answer;
  }
}

async function answerOf(call) {
  try {
    const { status, data } = await call;
    return { status, data };
  } catch (error) {
    const said = error.response?.data?.error;
    const reason = said?.errors?.[0]?.reason ?? said;
    return { refused: Number(error.code ?? error.status), reason, message: error.message };
  }
}

const answers = {
  reasons: await answerOf(signedIn().videoAbuseReportReasons.list({ part: ['id', 'snippet'], hl: 'fr' })),
  before: await answerOf(look(withKey(), videoId)),
  flagged: await answerOf(report(signedIn(), flag)),
  after: await answerOf(lookUntilRestricted(videoId)),
  noSuchVideo: await answerOf(look(withKey(), 'no-video')),
  unknownReason: await answerOf(report(signedIn(), { ...flag, reasonId: 'X' })),
  foreignSecondary: await answerOf(report(signedIn(), { ...flag, secondaryReasonId: '33' })),
  flagOfNothing: await answerOf(report(signedIn(), { ...flag, videoId: 'short' })),
  wrongRefreshToken: await answerOf(report(signedIn('wrong'), flag)),
  keyInPlaceOfToken: await answerOf(report(withKey(), flag)),
  wrongKey: await answerOf(look(withKey('wrong'), videoId)),
};
process.stdout.write(`${JSON.stringify(answers, null, 2)}\n`);
