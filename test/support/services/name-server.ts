import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { decode, encode, type Packet, type StringAnswer } from 'dns-packet';

/** Asks for the addresses of a name, as it was asked. */
export interface Question {
  readonly name: string;
  readonly type: 'A' | 'AAAA';
}

/** A name server over UDP on 127.0.0.1 that says what a test tells it to, never to be kept (TTL 0). */
export async function startNameServer(answer: (question: Question) => readonly string[]) {
  const questions: Question[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (message, from) => {
    const { id, questions: asked } = decode(message);
    const question = asked?.[0] as Question;
    questions.push(question);
    const answers = answer(question).map((data): StringAnswer => ({
      name: question.name,
      type: question.type,
      ttl: 0,
      data,
    }));
    const packet: Packet = {
      type: 'response',
      ...(id === undefined ? {} : { id }),
      questions: asked ?? [],
      answers,
    };
    socket.send(encode(packet), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    questions,
    close: () => new Promise<void>((done) => socket.close(done)),
  };
}
