/** Lines for whoever watches: the same with and without a terminal. */

// Output that nobody reads any more (`npm start | head`, a closed terminal) must not end us without order.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (!['EPIPE', 'EIO'].includes(error.code)) throw error;
  });
}

/** @param {string} [line] */
export function say(line = '') {
  process.stdout.write(`${line}\n`);
}

/**
 * Says what is wrong and the way out, then ends with exit code 1.
 *
 * @param {...string} lines
 * @returns {never}
 */
export function giveUp(...lines) {
  process.stderr.write(`\n${lines.join('\n')}\n`);
  process.exit(1);
}

/**
 * @param {number} ms
 * @returns {string} such as `0.4 s`, `12 s` or `3 min 05 s`
 */
export function duration(ms) {
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}
