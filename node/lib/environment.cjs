// The credentials and the address that the environment gives, by the names that the command reads too.

'use strict';

const { malformed } = require('./errors.cjs');

/** A variable; one that is empty counts as not set. */
function variable(name) {
  return process.env[name] || undefined;
}

function required(name) {
  const value = variable(name);
  if (value === undefined) throw malformed(name, 'set in the environment');
  return value;
}

/** ZEGO_APP_ID and ZEGO_SERVER_SECRET. */
function app() {
  const appId = required('ZEGO_APP_ID');
  if (!/^\d{1,10}$/.test(appId)) throw malformed('ZEGO_APP_ID', 'a number');
  return { appId: Number(appId), serverSecret: required('ZEGO_SERVER_SECRET') };
}

/** ZEGO_REGION or ZEGO_BASE_URL. */
function endpoint() {
  const found = { region: variable('ZEGO_REGION'), baseUrl: variable('ZEGO_BASE_URL') };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

/** ZEGO_CALLBACK_SECRET. */
function callbackSecret() {
  return required('ZEGO_CALLBACK_SECRET');
}

module.exports = { app, endpoint, callbackSecret };
