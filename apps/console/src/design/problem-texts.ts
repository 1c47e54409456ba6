import { useTranslation } from 'react-i18next';
import { ApiProblem, ApiUnreachable } from '#client';

/** Words for what went wrong. They come when something first does: until then, and while they come, there is none. */
export function useProblemTexts() {
  const { t: common } = useTranslation();
  const { t, i18n, ready } = useTranslation('problems', { useSuspense: false });
  const textOf = (code: string) => {
    const known = i18n.exists(`problems:${code}`) ? code : 'OTHER';
    return ready ? t(known as 'OTHER', { code }) : '';
  };
  return {
    /** What is wrong with a field of a request: in the API's own words where there are none of ours. */
    field: (error: unknown, pointer: string) => {
      const mistake =
        error instanceof ApiProblem ? error.errors.find((each) => each.pointer === pointer) : undefined;
      if (mistake === undefined) return undefined;
      return i18n.exists(`problems:${mistake.code}`) ? textOf(mistake.code) : mistake.detail;
    },
    /** What went wrong with a call, for people. */
    problem: (error: unknown) => {
      // With the page itself: where the server is away, nothing more can be had of it.
      if (error instanceof ApiUnreachable) return common('unreachable');
      if (error instanceof Error && error.name === 'PasskeyNotGiven') return textOf('PASSKEY_NOT_GIVEN');
      if (!(error instanceof ApiProblem)) return textOf('SERVER.ERROR');
      if (error.status === 429) return textOf('TOO_MANY');
      // Of a request that needs a change: what, where there are words for it.
      const known = error.errors.find(({ code }) => i18n.exists(`problems:${code}`));
      return textOf(known?.code ?? error.code);
    },
  };
}
