//! The transport over real sockets, with servers and resolvers under the test's control: one program, since much here
//! counts the threads and sockets of its own process.

mod answers;
mod connections;
mod cutting;
mod names;
mod options;
mod proxies;
mod reuse;
mod support;
mod trust;
mod written;
