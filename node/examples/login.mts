// Tokens in Fastify: whoever is logged in here may log in to a room there, and only a host may publish. And callbacks,
// whose bodies have to come as bytes.

import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { CallbackError, CallbackVerifier } from 'zegoapi';
import type { App } from 'zegoapi';

interface Options {
  app: App;
  callbackSecret: string;
  /** Whether this user may publish in this room. */
  isHost: (userId: string, roomId: string) => boolean;
  closed: (roomId: string) => Promise<void>;
}

export function build({ app, callbackSecret, isHost, closed }: Options): FastifyInstance {
  const server = fastify();
  const verifier = new CallbackVerifier({ callbackSecret });

  server.get<{ Params: { roomId: string }; Querystring: { userId: string } }>(
    '/rooms/:roomId/token',
    async ({ params: { roomId }, query: { userId } }) => {
      const privileges = { roomId, login: true, publish: isHost(userId, roomId) };
      const token = app.makeToken({ userId, validForS: 3600, privileges });
      // By name: a token that is printed or serialised is masked.
      return { token: token.text, expire: token.expire };
    },
  );

  // In a scope of its own, so that other routes keep their parsers.
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.post<{ Body: Buffer }>('/zego', async (request, reply) => {
      try {
        await verifier.handle(request.body, async ({ event }) => {
          if (event?.name === 'room_close' && event.roomId !== null) await closed(event.roomId);
        });
        return reply.code(200).send();
      } catch (error) {
        return reply.code(error instanceof CallbackError ? error.answerStatus : 500).send();
      }
    });
  });
  return server;
}
