import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { client } from '../../../api/client.js';
import { ProblemAlert } from '../../../design/problem-alert.js';
import { needsTranslation, switchesOf } from '../possible-acts.js';
import { useAct } from '../use-act.js';
import type { ActProps } from './act-props.js';
import classes from './acts.module.css';

/** The way it went leads nowhere: it goes on over another one, as a notice of its own. */
export function SwitchPanel(about: ActProps) {
  const { submission, standing } = about;
  const { t } = useTranslation('report');
  const { t: code } = useTranslation('codes');
  const change = useAct(about, (channel: string) => client.switchChannel(submission.id, channel));
  const offered = switchesOf(submission).flatMap(
    (id) => standing?.channels.find((channel) => channel.id === id && channel.state === 'USABLE') ?? [],
  );
  return (
    <>
      <h4 className={classes.title}>{t('acts.switch')}</h4>
      <p>{needsTranslation(submission) ? t('switch.orTranslate') : t('switch.help')}</p>
      <div className={classes.choices}>
        {offered.map(({ id, kind }) => (
          <div key={id} className={classes.choice}>
            <p id={`${submission.id}-${id}`}>
              {kind === 'EMAIL' || kind === 'API' ? t('switch.leaves') : t('switch.byHand')}
            </p>
            <Button
              variant="default"
              aria-describedby={`${submission.id}-${id}`}
              loading={change.isPending && change.variables === id}
              disabled={change.isPending}
              onClick={() => change.mutate(id)}
            >
              {t('switch.to', { channel: code(`channelKind.${kind}`) })}
            </Button>
          </div>
        ))}
      </div>
      <ProblemAlert error={change.error} />
    </>
  );
}
