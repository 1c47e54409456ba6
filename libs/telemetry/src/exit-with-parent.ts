/** How long a process may take to end in order once its launcher is gone. */
const graceMs = 20_000;

/**
 * Ends this process when the one that started it is gone, even killed. Does nothing in a process started on its own.
 *
 * The launcher gives its children a channel; the system closes it whatever way the launcher ends. The process first
 * gets the SIGTERM that it would get from an orderly stop, and is ended after 20 seconds if it does not act on it.
 */
export function exitWithParent(): void {
  if (process.send === undefined) return;
  if (!process.connected) return endThisProcess();
  process.once('disconnect', endThisProcess);
  // Listening must not keep a process alive that has nothing left to do.
  process.channel?.unref();
}

function endThisProcess(): void {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), graceMs).unref();
  process.kill(process.pid, 'SIGTERM');
}
