/**
 * @param signal ends the wait before its time
 * @returns what `promise` resolves to, or 'late' where it has not settled after `ms`; it is then left to itself
 */
export async function within<T>(promise: Promise<T>, ms: number, signal?: AbortSignal): Promise<T | 'late'> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stop: () => void = () => undefined;
  const late = new Promise<'late'>((resolve) => {
    stop = () => resolve('late');
    timer = setTimeout(stop, ms);
    signal?.addEventListener('abort', stop);
    if (signal?.aborted) stop();
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}
