// A script in CommonJS: one message to two users, and what became of it. ZEGO_BASE_URL points at a simulator, if at all.

'use strict';

const { Client, ZegoError } = require('zegoapi');

async function main() {
  const client = new Client({
    appId: Number(process.env.ZEGO_APP_ID),
    serverSecret: process.env.ZEGO_SERVER_SECRET,
    baseUrl: process.env.ZEGO_BASE_URL,
    timeoutMs: 5000,
  });
  const command = { roomId: 'room1', fromUserId: 'server', content: 'hi', to: ['u1', 'u2'] };
  try {
    const { requestId, failUsers } = await client.sendCustomCommand(command);
    console.log(`accepted: ${requestId}`);
    for (const { uid, code } of failUsers) console.log(`${uid} did not get it: code ${code}`);
  } catch (error) {
    if (!(error instanceof ZegoError)) throw error;
    console.log(error.applied === 'no' ? 'nobody got it' : 'it may have arrived', error.code, error.advice);
    process.exitCode = 1;
  }
}

main();
