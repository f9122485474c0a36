//! The command as its users run it: real processes against a real server, judged by exit code, by what they
//! print and by what the server saw.

mod call;
mod callback;
mod content;
mod doctor;
mod explain;
mod help;
#[cfg(unix)]
mod interrupt;
mod one_answer;
mod proxy;
mod refused_input;
mod send;
mod support;
mod terminal;
mod to_file;
mod token;
mod url;

#[cfg(feature = "simulate")]
mod simulate;
