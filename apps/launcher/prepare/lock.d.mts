export function takeLock(
  file: string,
):
  | { readonly taken: true; readonly release: () => void }
  | { readonly taken: false; readonly ownerPid: number };
