import { Button, Group, NativeSelect } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberLink } from '#client';
import { client } from '../../../api/client.js';
import { keys } from '../../../api/keys.js';
import { queryClient } from '../../../api/query-client.js';
import { CopyButton } from '../../../design/copy-button.js';
import { Loading } from '../../../design/loading.js';
import { Note } from '../../../design/note.js';
import { ProblemAlert } from '../../../design/problem-alert.js';
import { Time } from '../../../design/time.js';
import { isHandedToMember } from '../possible-acts.js';
import { memberLinkLifetimesQuery, memberLinkQuery } from '../queries.js';
import type { ActProps } from './act-props.js';
import classes from './acts.module.css';

/** A link by which a member reads what to do in the app and says how it went: made, copied, ended, and its answer. */
export function MemberLinkPanel({ report, submission, standing }: ActProps) {
  const { t } = useTranslation('report');
  const link = useQuery(memberLinkQuery(report.id, submission.id));
  const readAnew = () => queryClient.invalidateQueries({ queryKey: keys.report(report.id) });
  const { data: lifetimes } = useQuery(memberLinkLifetimesQuery);
  const [chosen, setChosen] = useState<number>();
  const days = chosen ?? lifetimes?.usualDays;
  const make = useMutation({
    mutationFn: () => client.makeMemberLink(submission.id, days),
    onSettled: readAnew,
  });
  const end = useMutation({
    mutationFn: () => client.endMemberLink(submission.id),
    onSuccess: () => make.reset(),
    onSettled: readAnew,
  });
  const state = link.data?.state;
  const address = state === 'OPEN' && make.data ? `${window.location.origin}${make.data.path}` : undefined;
  return (
    <>
      <h4 className={classes.title}>{t('acts.memberLink')}</h4>
      <p>{t('memberLink.what')}</p>
      <ProblemAlert error={link.error} onRetry={() => void link.refetch()} />
      {link.isPending && <Loading rows={1} />}
      {link.data && (
        <Standing link={link.data} isToConfirm={isHandedToMember(submission, standing)}>
          {address === undefined ? t('memberLink.shownOnce') : t('memberLink.copyNow')}
        </Standing>
      )}
      {address !== undefined && (
        <div className={classes.fieldHead}>
          <code className={classes.fieldValue}>{address}</code>
          <CopyButton value={address} label={t('memberLink.address')} />
        </div>
      )}
      {!link.isPending && (
        <Group gap="xs" align="end">
          {lifetimes && (
            <NativeSelect
              label={t('memberLink.lifetime')}
              size="sm"
              value={String(days)}
              data={lifetimes.offeredDays.map((each) => ({
                value: String(each),
                label: t('reportActs.days', { count: each }),
              }))}
              onChange={({ currentTarget: { value } }) => setChosen(Number(value))}
            />
          )}
          <Button
            variant={state === 'OPEN' || state === 'ANSWERED' ? 'default' : 'light'}
            size="sm"
            loading={make.isPending}
            onClick={() => make.mutate()}
          >
            {link.data ? t('memberLink.another') : t('memberLink.make')}
          </Button>
          {state === 'OPEN' && (
            <Button variant="default" size="sm" loading={end.isPending} onClick={() => end.mutate()}>
              {t('memberLink.end')}
            </Button>
          )}
        </Group>
      )}
      <ProblemAlert error={make.error ?? end.error} />
    </>
  );
}

interface StandingProps {
  readonly link: MemberLink;
  readonly isToConfirm: boolean;
  /** What is said of the address while the link is open. */
  readonly children: string;
}

function Standing({ link: { state, answer, answeredAt, expiresAt }, isToConfirm, children }: StandingProps) {
  const { t } = useTranslation('report');
  const { t: code } = useTranslation('codes');
  if (answer !== null && answeredAt !== null)
    return (
      <Note tone={answer === 'DONE' ? 'good' : 'attention'} role="status">
        <p>
          {t('memberLink.said', { answer: code(`memberAnswer.${answer}`) })}{' '}
          <Time at={answeredAt} style="both" />
        </p>
        {isToConfirm && <p>{answer === 'DONE' ? t('memberLink.confirm') : t('memberLink.decide')}</p>}
      </Note>
    );
  if (state === 'OPEN')
    return (
      <p>
        {t('memberLink.open')} <Time at={expiresAt} style="absolute" />. {children}
      </p>
    );
  return <p>{state === 'ENDED' ? t('memberLink.ended') : t('memberLink.expired')}</p>;
}
