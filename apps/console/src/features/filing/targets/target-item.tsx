import '../../../design/mantine-later.css';
import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconCopy, IconMapPinPlus, IconUser, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { platformsQuery } from '../../../api/queries.js';
import { useCodeTexts } from '../../../design/code-texts.js';
import { PlatformMark } from '../../../design/platform.js';
import type { Space } from '../draft.js';
import { FieldMistake, ids } from '../step.js';
import { readable, type Found } from './found.js';
import own from './targets.module.css';

interface TargetItemProps {
  readonly index: number;
  readonly found: Found;
  readonly locator: string;
  /** Where it was seen; undefined: as its address tells. */
  readonly space: Space | undefined;
  readonly onSpace: (space: Space | undefined) => void;
  readonly mistake: string | undefined;
  readonly onLocator: (locator: string) => void;
  readonly onPlatform: (platform: string) => void;
  readonly onLeaveOut: () => void;
}

/** One place of the content: what it is, what to know about it, and what else helps to find it. */
export function TargetItem(props: TargetItemProps) {
  const { index, found, locator, space, onSpace, mistake, onLocator, onPlatform, onLeaveOut } = props;
  const { t } = useTranslation('filing');
  const { t: code } = useTranslation('codes');
  const { targetKind, resolve } = useCodeTexts();
  const { platform, kind, reason, namesPerson, times } = found;
  const isFiled = found.outcome === 'resolved';
  const input = readable(found);
  const platformName = platform === undefined ? '' : code(`platform.${platform}`);
  return (
    <li
      id={ids.target(index)}
      tabIndex={-1}
      className={own.target}
      data-outcome={isFiled ? 'filed' : 'problem'}
      data-wrong={mistake === undefined ? undefined : true}
    >
      <span className={own.mark}>
        {isFiled && platform ? (
          <PlatformMark platform={platform} />
        ) : (
          <IconAlertTriangle size={20} aria-hidden />
        )}
      </span>
      <div>
        <span className={own.name}>
          {isFiled ? `${platformName} · ${targetKind(kind ?? '')}` : t('target.notFiled')}
        </span>
        <span className={own.input}>{input}</span>
        {reason !== undefined && <p className={own.why}>{resolve(reason)}</p>}
        {isFiled && <SpaceChoice input={input} space={space} onSpace={onSpace} />}
        {reason === 'HANDLE_NEEDS_PLATFORM' && <PlatformChoice onChoose={onPlatform} />}
        <div className={own.remarks}>
          {namesPerson && (
            <span>
              <IconUser size={16} aria-hidden />
              {t('target.namesPerson')}
            </span>
          )}
          {times > 1 && (
            <span>
              <IconCopy size={16} aria-hidden />
              {t('target.times', { count: times })}
            </span>
          )}
          {isFiled && <Locator input={input} locator={locator} onLocator={onLocator} />}
        </div>
        <FieldMistake name={ids.target(index)} text={mistake} />
      </div>
      <ActionIcon
        variant="subtle"
        size="lg"
        color="gray"
        aria-label={t('target.leaveOut', { input })}
        onClick={onLeaveOut}
        data-leave-out
      >
        <IconX size={18} aria-hidden />
      </ActionIcon>
    </li>
  );
}

/** A name alone could be anybody's: with its platform it is somebody's. */
function PlatformChoice({ onChoose }: { onChoose: (platform: string) => void }) {
  const { t } = useTranslation('filing');
  const { data = [] } = useQuery(platformsQuery);
  return (
    <NativeSelect
      mt="xs"
      maw="16rem"
      aria-label={t('target.platform')}
      value=""
      onChange={(event) => onChoose(event.currentTarget.value)}
      data={[
        { value: '', label: t('target.choosePlatform'), disabled: true },
        ...data.map(({ key, name }) => ({ value: key, label: name })),
      ]}
    />
  );
}

const spaces = ['PUBLIC', 'PRIVATE_GROUP', 'PRIVATE_CHAT', 'DISAPPEARING'] as const satisfies Space[];

/** Where it was seen decides who reports first, and which law can be named. */
function SpaceChoice({
  input,
  space,
  onSpace,
}: Pick<TargetItemProps, 'space' | 'onSpace'> & { readonly input: string }) {
  const { t } = useTranslation('filing');
  const { t: code } = useTranslation('codes');
  return (
    <NativeSelect
      mt="xs"
      maw="20rem"
      size="xs"
      aria-label={t('target.space', { input })}
      value={space ?? ''}
      onChange={(event) => onSpace(spaces.find((each) => each === event.currentTarget.value))}
      data={[
        { value: '', label: t('target.spaceAsAddress') },
        ...spaces.map((each) => ({ value: each, label: code(`space.${each}`) })),
      ]}
    />
  );
}

/** Folded until it is wanted: most addresses say enough. */
function Locator({
  input,
  locator,
  onLocator,
}: {
  input: string;
  locator: string;
  onLocator: (locator: string) => void;
}) {
  const { t } = useTranslation('filing');
  const [isOpen, setIsOpen] = useState(false);
  if (!isOpen && locator === '')
    return (
      <Button
        variant="subtle"
        size="compact-sm"
        ml={-8}
        leftSection={<IconMapPinPlus size={16} aria-hidden />}
        aria-label={t('target.addLocatorTo', { input })}
        onClick={() => setIsOpen(true)}
      >
        {t('target.addLocator')}
      </Button>
    );
  return (
    <TextInput
      className={own.more}
      label={t('target.locator')}
      description={t('target.locatorHint')}
      value={locator}
      maxLength={2_000}
      // Opened by the button that is gone now.
      autoFocus={isOpen}
      onChange={(event) => onLocator(event.currentTarget.value)}
    />
  );
}
