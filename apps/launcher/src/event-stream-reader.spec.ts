import fc from 'fast-check';
import { EventStreamReader } from './event-stream-reader.js';

const stream =
  ': opened\n\nid: 7\nevent: submission.sent\ndata: {"n":1}\n\n: heartbeat\n\ndata: two\ndata:lines\r\n\r\nid: 8\ndata: {"n":2}\n\n';
const messages = [
  { id: '7', event: 'submission.sent', data: '{"n":1}' },
  { id: undefined, event: undefined, data: 'two\nlines' },
  { id: '8', event: undefined, data: '{"n":2}' },
];

it('cuts a stream into its messages and drops heartbeats', () => {
  expect(new EventStreamReader().read(stream)).toEqual(messages);
});

it('keeps back what is not complete', () => {
  const reader = new EventStreamReader();
  expect(reader.read('data: half')).toEqual([]);
  expect(reader.read(' and half\n\n')).toEqual([{ id: undefined, event: undefined, data: 'half and half' }]);
});

it('does not depend on where the network cuts', () => {
  // A cut inside \r\n\r\n is not the subject here: the services write \n.
  const text = stream.replaceAll('\r', '');
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 8 }), (cuts) => {
      const reader = new EventStreamReader();
      const places = [0, ...cuts.toSorted((one, other) => one - other), text.length];
      const read = places.slice(1).flatMap((end, index) => reader.read(text.slice(places[index], end)));
      expect(read).toEqual(messages);
    }),
  );
});
