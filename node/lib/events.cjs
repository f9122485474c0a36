// What happens in calls, for logs and metrics, over one diagnostics channel. Numbers and few names, never ids,
// content or URLs.

'use strict';

const { channel } = require('node:diagnostics_channel');

const eventsChannel = 'zegoapi:call';

module.exports = { eventsChannel, events: channel(eventsChannel) };
