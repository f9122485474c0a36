//! `send --to-file`: what the report says, held against what the server counted.

mod delivery;
mod interrupt;
mod killed;
mod options;
mod progress;
mod refused;
mod report_file;
mod resume;
mod stage;
