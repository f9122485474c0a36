//! The simulator seen from outside: over sockets, over its admin API, as a command.
//! One binary, a module for each thing that is protected.

mod admin;
mod command;
mod connections;
mod counters;
mod faults;
mod gateway;
mod rates;
mod rooms;
mod runtime;
mod signature;
mod support;
mod tls;
