//! What the benchmarks share: a simulator and a client for it.
//! The measurements themselves are in `benches`.

use zegoapi_client::{App, Client, ClientBuilder, Endpoint, Limits};
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

/// The options of a client for it, with the pace given.
///
/// # Panics
///
/// When the simulator's own data is refused.
#[must_use]
pub fn client(url: &str, app_id: u32, secret: &str, calls_per_second: Option<u32>) -> ClientBuilder {
    let app = App::new(app_id, secret).expect("the simulator's app");
    let app = app.with_limits(Limits {
        calls_per_second,
        ..Limits::default()
    });
    Client::builder(app).endpoint(Endpoint::from_base_url(url).expect("the simulator's URL"))
}
