//! The simulator seen from outside: over sockets, over its admin API, as a command.
//! One binary, a module for each thing that is protected.

mod admin;
mod callback_events;
mod callback_faults;
mod callback_retries;
mod callbacks;
mod chat;
mod command;
mod connections;
mod counters;
mod faults;
mod forms;
mod gateway;
mod lists;
mod media;
mod networks;
mod rate_table;
mod rates;
mod receiver;
mod replies;
mod rooms;
mod rules;
mod runtime;
mod signature;
mod streams;
mod support;
mod tls;
mod users;
