// A service in TypeScript: tells a room that a match begins, gives up after a second or when it is told to stop, and
// sends to as many users as there are.

import { subscribe } from 'node:diagnostics_channel';
import { ApiError, Client, NotSentError, UnknownError, eventsChannel, explain } from 'zegoapi';
import type { CallEvent, ClientOptions, Report } from 'zegoapi';

const options: ClientOptions = {
  appId: Number(process.env['ZEGO_APP_ID']),
  serverSecret: process.env['ZEGO_SERVER_SECRET'] ?? '',
};
const baseUrl = process.env['ZEGO_BASE_URL'];
const client = new Client(baseUrl === undefined ? options : { ...options, baseUrl });

const ends: (string | null)[] = [];
subscribe(eventsChannel, (message) => {
  const event = message as CallEvent;
  if (event.kind === 'end') ends.push(event.outcome);
});

/** Whether everybody in the room was told; the reason why not goes to the log. */
export async function announce(roomId: string, content: string, signal: AbortSignal): Promise<boolean> {
  try {
    // Said aloud: to everyone in the room.
    await client.sendCustomCommand(
      { roomId, fromUserId: 'server', content, to: null },
      { signal, timeoutMs: 1000 },
    );
    return true;
  } catch (error) {
    if (error instanceof ApiError) {
      const [entry] = explain(error.apiCode);
      console.log(`refused: ${error.apiCode}, ${entry?.meaning ?? 'unlisted'}`);
    } else if (error instanceof NotSentError) {
      console.log(`not sent: ${error.reason}`);
    } else if (error instanceof UnknownError) {
      console.log(`it may have arrived: ${error.reason}`);
    } else {
      throw error;
    }
    return false;
  }
}

/** Sends to many, shows how far it is, and resumes once what is left. */
export async function tellAll(roomId: string, content: string, to: Iterable<string>): Promise<Report> {
  const sending = client.sendToUsers({ roomId, fromUserId: 'server', content, to });
  for await (const { sent, total } of sending) console.log(`${sent} of ${total}`);
  const report = await sending;
  const left = report.remaining();
  return left.length === 0 ? report : client.sendToUsers({ roomId, fromUserId: 'server', content, to: left });
}

const stop = new AbortController();
process.once('SIGTERM', () => stop.abort(new Error('told to stop')));
console.log('announced:', await announce('room1', 'match start', stop.signal));
console.log('announced to nobody:', await announce('empty', 'match start', stop.signal));
const report = await tellAll('room1', 'prizes', new Set(['u1', 'u2', 'zoe']));
for (const { userId, outcome, code } of report.users) console.log(userId, outcome, code ?? '');
console.log(`calls: ${ends.join(', ')}`);
