import { useTranslation } from 'react-i18next';
import type { Channel, Platform } from '#client';
import { Time } from '../../design/time.js';
import { useMay } from '../session/may.js';
import classes from './channels.module.css';
import { ChannelMark } from './channel-mark.js';

/** The ways into a platform; the usual one is taken where nobody names another. */
export function Channels({ platform }: { platform: Platform }) {
  const { key, channels, defaultChannel } = platform;
  const { t, i18n } = useTranslation('platforms');
  const { t: code } = useTranslation('codes');
  const list = new Intl.ListFormat(i18n.language, { type: 'unit' });
  const mayMark = useMay('MARK_CHANNEL');
  const isAnyClosed = channels.some(({ state }) => state !== 'USABLE');
  return (
    <details className={classes.channels} open={isAnyClosed}>
      <summary>{t('channels', { count: channels.length })}</summary>
      <ul>
        {channels.map((channel) => (
          <li key={channel.id}>
            <span className={classes.kind}>{code(`channelKind.${channel.kind}`)}</span>
            {channel.id === defaultChannel && <span className={classes.usual}>{t('usual')}</span>}
            {channel.state !== 'USABLE' && (
              <span className={classes.closed}>{code(`channelStanding.${channel.state}`)}</span>
            )}
            <Closed channel={channel} />
            <span className={classes.facts}>
              {t('reads', {
                languages: list.format(
                  channel.languages.map((language) => languageName(language, i18n.language)),
                ),
              })}{' '}
              {t('atMost', { chars: channel.maxExplanationChars.toLocaleString(i18n.language) })}
            </span>
            <Checked channel={channel} />
            <Health channel={channel} />
            {mayMark && channel.kind !== 'LAW_ENFORCEMENT_ONLY' && (
              <ChannelMark platform={key} channel={channel} />
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Why it is not used now. */
function Closed({ channel: { state, mark, closedBecause } }: { channel: Channel }) {
  const { t: code } = useTranslation('codes');
  if (state === 'OFF') return <span className={classes.facts}>{closedBecause}</span>;
  if (state === 'USABLE' || mark === null) return null;
  return (
    <span className={classes.facts}>
      {code(`channelMarkReason.${mark.reason}`)} · {mark.by} · <Time at={mark.at} style="both" />
    </span>
  );
}

function Checked({ channel: { address, contact, checkedOn, toBeChecked, changesOn } }: { channel: Channel }) {
  const { t, i18n } = useTranslation('platforms');
  const day = (iso: string) => new Intl.DateTimeFormat(i18n.language).format(new Date(`${iso}T12:00:00Z`));
  return (
    <span className={classes.facts}>
      {[address, contact].filter((each) => each !== null).map((each) => `${each} · `)}
      {t('checkedOn', { day: day(checkedOn) })} {toBeChecked && <strong>{t('toBeChecked')}</strong>}{' '}
      {changesOn !== null && t('changesOn', { day: day(changesOn) })}
    </span>
  );
}

/** What became of the latest notices. */
function Health({ channel: { health } }: { channel: Channel }) {
  const { t } = useTranslation('platforms');
  if (health === null) return null;
  const { successes, failures, medianAcknowledgementMs, lastGoodAt } = health;
  return (
    <span className={classes.facts}>
      {t('health.arrived', { count: successes })} {t('health.back', { count: failures })}{' '}
      {medianAcknowledgementMs !== null &&
        t('health.acknowledged', { count: Math.max(1, Math.round(medianAcknowledgementMs / 60_000)) })}{' '}
      {lastGoodAt !== null && (
        <>
          {t('health.lastGood')} <Time at={lastGoodAt} style="both" />
        </>
      )}
    </span>
  );
}

/** As in the middle of a sentence: “français, anglais”. */
function languageName(language: string, of: string): string {
  return new Intl.DisplayNames(of, { type: 'language' }).of(language) ?? language;
}
