import { CatchBoundary } from '@tanstack/react-router';
import { lazy, Suspense, type ComponentType } from 'react';
import { Missing } from './missing.js';
import { pageIsShown } from './shown-page.js';

type Load<Props> = () => Promise<ComponentType<Props>>;

const loads: (() => Promise<unknown>)[] = [];

/**
 * A part of a page that nobody waits for: its code is asked for once the page is shown. What comes before that is what
 * somebody waits for who has a caller on the phone.
 */
export function later<Props extends object>(load: Load<Props>) {
  return onDemand(async () => {
    await pageIsShown;
    return load();
  });
}

/** What most people never see: its code comes when it is shown, or once nobody waits for anything. */
export function onDemand<Props extends object>(load: Load<Props>) {
  const Part = lazy(async () => ({ default: await load() }));
  loads.push(load);
  return function OnDemand(props: Props) {
    return (
      <CatchBoundary getResetKey={() => 'once'} errorComponent={Missing}>
        <Suspense fallback={null}>
          <Part {...props} />
        </Suspense>
      </CatchBoundary>
    );
  };
}

/** Brings in the code of all of them. */
export async function loadLaterParts(): Promise<void> {
  for (const load of loads) await load();
}
