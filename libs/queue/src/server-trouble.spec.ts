import { MemoryLog } from '#telemetry';
import { ServerTrouble } from './server-trouble.js';

it('says once that the server is lost, once what else is wrong, and once that it is back', () => {
  const log = new MemoryLog();
  let nowMs = 0;
  const trouble = new ServerTrouble(log, () => nowMs);
  const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });

  trouble.answered();
  trouble.failed(refused);
  trouble.failed(refused);
  trouble.failed(new Error('OOM command not allowed'));
  nowMs = 500;
  trouble.answered(); // a connection that has not noticed yet
  trouble.failed(refused);
  nowMs = 1_499;
  trouble.answered();
  nowMs = 1_500;
  trouble.answered();
  trouble.answered();
  trouble.failed(refused);

  expect(log.lines.map(({ event }) => event)).toEqual([
    'queue.lost',
    'queue.failed',
    'queue.back',
    'queue.lost',
  ]);
});
