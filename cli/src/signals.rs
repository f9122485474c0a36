//! SIGINT and SIGTERM, on a thread of their own that outlives what it watches over.

use std::io;

/// Calls back for each signal that asks to end.
#[cfg(unix)]
pub(crate) fn watch(mut on_signal: impl FnMut() + Send + 'static) -> io::Result<()> {
    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    let mut signals = Signals::new([SIGINT, SIGTERM])?;
    std::thread::Builder::new()
        .name("zegoapi-signals".into())
        .spawn(move || signals.forever().for_each(|_| on_signal()))?;
    Ok(())
}

/// Elsewhere the system ends the process at once; a report on disk stands as it was written up to then.
#[cfg(not(unix))]
pub(crate) fn watch(_: impl FnMut() + Send + 'static) -> io::Result<()> {
    Ok(())
}
