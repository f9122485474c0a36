// A receiver of callbacks in Express: the body as bytes, for a parser would lose digits of its ids; a callback that was
// dealt with is answered once and for all, and one that was not is sent again by the vendor.

import express from 'express';
import type { Express } from 'express';
import { CallbackError, CallbackVerifier } from 'zegoapi';
import type { Callback, CallbackVerifierOptions } from 'zegoapi';

export function build(options: CallbackVerifierOptions, rooms: Map<string, Set<string>>): Express {
  const app = express();
  // One verifier for the whole process: it remembers which callbacks came before.
  const verifier = new CallbackVerifier(options);

  app.post('/zego', express.raw({ type: '*/*', limit: '256kb' }), async (request, response) => {
    try {
      await verifier.handle(request.body as Buffer, (callback) => deal(callback, rooms));
      response.sendStatus(200);
    } catch (error) {
      // Whatever else went wrong while dealing with it: the vendor tries again.
      response.sendStatus(error instanceof CallbackError ? error.answerStatus : 500);
    }
  });
  return app;
}

/** Keeps who is in which room. The body is not signed: before money hangs on it, ask the server API. */
function deal({ event }: Callback, rooms: Map<string, Set<string>>): void {
  switch (event?.name) {
    case 'room_login':
      if (event.roomId === null || event.userAccount === null) return;
      rooms.set(event.roomId, (rooms.get(event.roomId) ?? new Set()).add(event.userAccount));
      break;
    case 'room_close':
      if (event.roomId !== null) rooms.delete(event.roomId);
      break;
  }
}
