//! What a whole `Client::send`, and `Transport::exchange` in it, cost the calling thread over loopback, as a multiple of bare ureq asking for the same URL
//! of the same server: `cargo run --release --example exchange_cost`. Rounds of the two take turns; the medians count.

use cpu_time::ThreadTime;
use std::hint::black_box;
use std::time::Duration;
use zegoapi_client::{ActionExt, App, Attempt, Client, Endpoint, Request, SendCustomCommand, new_stamp};
use zegoapi_simulator::{Config, Limits, Simulator};

const ROUNDS: usize = 41;
const CALLS: u32 = 200;
const TIMEOUT: Duration = Duration::from_secs(10);

fn main() {
    let sim = Simulator::start(Config {
        record: false,
        ..Config::default()
    })
    .expect("a simulator");
    sim.set_limits(Limits {
        calls_per_second: 1_000_000,
        ..Limits::default()
    });
    sim.login("room1", "u1");
    println!("CPU of the calling thread per exchange, medians of {ROUNDS} rounds of {CALLS}");
    for (name, url) in [("http", sim.http_url()), ("https", sim.https_url())] {
        compare(name, &url, &sim);
    }
}

fn compare(name: &str, url: &str, sim: &Simulator) {
    let app = App::new(sim.app_id(), sim.server_secret()).expect("credentials");
    let app = app
        .with_calls_per_second("SendCustomCommand", 1_000_000)
        .expect("a rate");
    let endpoint = Endpoint::from_base_url(url).expect("a base URL");
    let command = SendCustomCommand::to_users("room1", "server", ["u1"], "hi").expect("a command");
    // The same request again and again: refused as a replay, which costs the client the same.
    let stamp = new_stamp().expect("random bytes");
    let request = command.prepare(&app, &endpoint, &stamp).expect("a request");

    let client = Client::builder(app)
        .endpoint(endpoint)
        .no_proxy()
        .ca_pem(sim.ca_pem());
    let client = client.build().expect("a client");
    let [plain, timed] = [None, Some(TIMEOUT)].map(|timeout| bare(sim, timeout));
    let (mut ours, mut theirs, mut theirs_timed) = (Vec::new(), Vec::new(), Vec::new());
    let mut sends = Vec::new();
    for _ in 0..ROUNDS {
        sends.push(measure(|| {
            black_box(client.send(&command).expect("an answer"));
        }));
        ours.push(measure(|| exchange(&client, &request)));
        theirs.push(measure(|| get(&plain, &request)));
        theirs_timed.push(measure(|| get(&timed, &request)));
    }
    let [ours, theirs, theirs_timed, sends] = [ours, theirs, theirs_timed, sends].map(median);
    let ratio = |other: Duration| ours.as_secs_f64() / other.as_secs_f64();
    println!(
        "{name:5}  send {:5.1} us ({:4.2})   exchange {:5.1} us   bare ureq {:5.1} us ({:4.2})   with a time-out {:5.1} us ({:4.2})",
        micros(sends),
        sends.as_secs_f64() / theirs.as_secs_f64(),
        micros(ours),
        micros(theirs),
        ratio(theirs),
        micros(theirs_timed),
        ratio(theirs_timed)
    );
}

fn exchange(client: &Client, request: &Request) {
    let written = |handshake: Option<Duration>| {
        black_box(handshake);
    };
    let attempt = Attempt::within(TIMEOUT).on_written(&written);
    black_box(client.transport().exchange(request, &attempt).expect("an answer"));
}

/// ureq as its users have it, but for the certificate.
fn bare(sim: &Simulator, timeout: Option<Duration>) -> ureq::Agent {
    let ca = ureq::tls::Certificate::from_pem(sim.ca_pem().as_bytes()).expect("a certificate");
    let tls = ureq::tls::TlsConfig::builder()
        .root_certs(ureq::tls::RootCerts::new_with_certs(&[ca]))
        .build();
    let config = ureq::Agent::config_builder()
        .proxy(None)
        .http_status_as_error(false)
        .timeout_global(timeout)
        .tls_config(tls);
    config.build().new_agent()
}

fn get(agent: &ureq::Agent, request: &Request) {
    let mut response = agent.get(request.url()).call().expect("an answer");
    black_box(response.body_mut().read_to_vec().expect("a body"));
}

fn measure(mut call: impl FnMut()) -> Duration {
    for _ in 0..CALLS / 10 {
        call();
    }
    let cpu = ThreadTime::now();
    for _ in 0..CALLS {
        call();
    }
    cpu.elapsed() / CALLS
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}
