//! What the benchmarks share: a simulator and a client for it.
//! The measurements themselves are in `benches`.

use zegoapi_client::{App, Client, ClientBuilder, Endpoint};
use zegoapi_simulator::{Config, Simulator};

/// A simulator with the documented limits, and nothing kept that grows with the number of calls if `record`
/// is off.
///
/// # Panics
///
/// When it cannot start.
#[must_use]
pub fn simulator(record: bool) -> Simulator {
    Simulator::start(Config {
        record,
        ..Config::default()
    })
    .expect("a simulator")
}

/// The options of a client for it, with so many messages a second.
///
/// # Panics
///
/// When the simulator's own data is refused.
#[must_use]
pub fn client(url: &str, app_id: u32, secret: &str, calls_per_second: Option<u32>) -> ClientBuilder {
    let mut app = App::new(app_id, secret).expect("the simulator's app");
    if let Some(calls) = calls_per_second {
        app = app
            .with_calls_per_second("SendCustomCommand", calls)
            .expect("a rate");
    }
    Client::builder(app).endpoint(Endpoint::from_base_url(url).expect("the simulator's URL"))
}
