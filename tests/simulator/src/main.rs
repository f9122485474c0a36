//! The simulator as a command of its own. All of it is in the library, where `zegoapi simulate`
//! finds it too.

use clap::Parser;

fn main() -> std::io::Result<()> {
    zegoapi_simulator::run(&zegoapi_simulator::Args::parse())
}
