import { Button, Group } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CallerCode, Report } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { Card } from '../../design/card.js';
import { CopyButton } from '../../design/copy-button.js';
import { Loading } from '../../design/loading.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Time } from '../../design/time.js';
import { useIsGlassOpen, useMay } from '../session/may.js';
import acts from './acts/acts.module.css';
import classes from './caller-code-card.module.css';
import { callerCodeQuery } from './queries.js';

/** The code by which whoever called reads how it stands: made, read out, printed, copied, ended. */
export function CallerCodeCard({ report }: { report: Report }) {
  const mayAct = useMay('ACT_ON_REPORT');
  const isGlassOpen = useIsGlassOpen(report.id);
  return mayAct && !isGlassOpen ? <CodeOf reportId={report.id} /> : null;
}

function CodeOf({ reportId }: { reportId: string }) {
  const { t } = useTranslation('report');
  const code = useQuery(callerCodeQuery(reportId));
  const readAnew = () => queryClient.invalidateQueries({ queryKey: keys.report(reportId) });
  const make = useMutation({ mutationFn: () => client.makeCallerCode(reportId), onSettled: readAnew });
  const end = useMutation({
    mutationFn: () => client.endCallerCode(reportId),
    onSuccess: () => make.reset(),
    onSettled: readAnew,
  });
  const isOpen = code.data?.state === 'OPEN';
  const made = isOpen ? make.data : undefined;
  return (
    <Card title={t('callerCode.title')}>
      <div className={acts.acts}>
        <p>{t('callerCode.what')}</p>
        <ProblemAlert error={code.error} onRetry={() => void code.refetch()} />
        {code.isPending && <Loading rows={1} />}
        {code.data && (
          <Standing code={code.data}>{made ? t('callerCode.giveNow') : t('callerCode.shownOnce')}</Standing>
        )}
        {made && <Slip code={made.code} address={`${window.location.origin}${made.path}`} />}
        {!code.isPending && (
          <Group gap="xs">
            <Button
              variant={isOpen ? 'default' : 'light'}
              size="sm"
              loading={make.isPending}
              onClick={() => make.mutate()}
            >
              {code.data ? t('callerCode.another') : t('callerCode.make')}
            </Button>
            {isOpen && (
              <Button variant="default" size="sm" loading={end.isPending} onClick={() => end.mutate()}>
                {t('callerCode.end')}
              </Button>
            )}
          </Group>
        )}
        <ProblemAlert error={make.error ?? end.error} />
      </div>
    </Card>
  );
}

/** While it is shown, printing the page prints nothing else. */
function Slip({ code, address }: { code: string; address: string }) {
  const { t } = useTranslation('report');
  const page = address.replace(/#.*/, '');
  return (
    <>
      <div className={classes.slip} data-slip>
        <p>{t('callerCode.typeAt')}</p>
        <p className={classes.page}>{page}</p>
        <code className={classes.code}>{code}</code>
      </div>
      <Group gap="xs">
        <CopyButton value={code} label={t('callerCode.code')} />
        <CopyButton value={address} label={t('callerCode.link')} />
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => window.print()}
        >
          {t('callerCode.print')}
        </Button>
      </Group>
    </>
  );
}

function Standing({ code: { state, expiresAt }, children }: { code: CallerCode; children: string }) {
  const { t } = useTranslation('report');
  if (state === 'OPEN')
    return (
      <p>
        {t('callerCode.open')} <Time at={expiresAt} style="absolute" />. {children}
      </p>
    );
  return <p>{state === 'ENDED' ? t('callerCode.ended') : t('callerCode.expired')}</p>;
}
