// A route in Fastify: the answer's status says whether the message may have arrived. Everything that a test needs to
// start it is in `build`.

import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { Client, ZegoError } from 'zegoapi';
import type { ClientOptions } from 'zegoapi';

interface Gift {
  from: string;
  to: string[];
  gift: string;
}

const STATUS = { InvalidInput: 400, Api: 422, NotSent: 503, Unknown: 504, BadReply: 502 };

export function build(options: ClientOptions): FastifyInstance {
  const app = fastify();
  // One client for the whole process: its connections and rate limits are shared.
  const client = new Client(options);

  app.post<{ Params: { roomId: string }; Body: Gift }>('/rooms/:roomId/gifts', async (request, reply) => {
    const { from, to, gift } = request.body;
    const command = {
      roomId: request.params.roomId,
      fromUserId: from,
      content: JSON.stringify({ gift }),
      to,
    };
    try {
      const { requestId, failUsers } = await client.sendCustomCommand(command, { timeoutMs: 2000 });
      return { requestId, missed: failUsers.map(({ uid }) => uid) };
    } catch (error) {
      if (!(error instanceof ZegoError)) throw error;
      const { code, applied, advice } = error;
      return reply.code(STATUS[error.kind]).send({ code, applied, advice });
    }
  });
  return app;
}
