//! What a send costs the calling thread over loopback, beside bare ureq and a raw socket doing the same exchange.
//! The transport decides what a user feels; everything before it is small. Rounds of all take turns; medians count.

use cpu_time::ThreadTime;
use std::hint::black_box;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use zegoapi_bench::{client, simulator};
use zegoapi_client::{ActionExt, App, Client, Endpoint, Request, SendCustomCommand, new_stamp};
use zegoapi_simulator::{Limits, Simulator};

const ROUNDS: usize = 31;
const CALLS: u32 = 100;
const TIMEOUT: Duration = Duration::from_secs(10);

fn main() {
    let sim = simulator(false);
    sim.set_limits(Limits {
        calls_per_second: 10_000_000,
        ..Limits::default()
    });
    sim.login("room1", "u1");
    println!("\nCPU of the calling thread per send over loopback, medians of {ROUNDS} rounds of {CALLS}");
    for (name, url) in [("http", sim.http_url()), ("https", sim.https_url())] {
        compare(name, &url, &sim);
    }
}

/// A way to send, by name.
type Way<'a> = (&'a str, Box<dyn FnMut() + 'a>);

fn compare(name: &str, url: &str, sim: &Simulator) {
    let (app_id, secret) = (sim.app_id(), sim.server_secret());
    let app = App::new(app_id, secret).unwrap();
    let endpoint = Endpoint::from_base_url(url).unwrap();
    let client = client(url, app_id, secret, Some(10_000_000))
        .ca_pem(sim.ca_pem())
        .build()
        .unwrap();
    let [plain, limited] = [None, Some(TIMEOUT)].map(|timeout| bare(sim, timeout));
    let prepare = || {
        let stamp = new_stamp().unwrap();
        command().prepare(&app, &endpoint, &stamp).unwrap()
    };
    let mut ways: Vec<Way<'_>> = vec![
        ("Client::send", Box::new(|| send(&client))),
        ("bare ureq", Box::new(|| get(&plain, &prepare()))),
        (
            "bare ureq, with a time-out",
            Box::new(|| get(&limited, &prepare())),
        ),
    ];
    if name == "http" {
        let mut socket = TcpStream::connect(url.trim_start_matches("http://")).unwrap();
        socket.set_nodelay(true).unwrap();
        ways.push(("raw socket", Box::new(move || raw(&mut socket, &prepare(), url))));
    }
    let mut times = vec![Vec::new(); ways.len()];
    for _ in 0..ROUNDS {
        for ((_, call), times) in ways.iter_mut().zip(&mut times) {
            times.push(measure(call));
        }
    }
    let ours = median(&mut times[0]);
    for ((way, _), times) in ways.iter().zip(&mut times) {
        let took = median(times);
        let ratio = ours.as_secs_f64() / took.as_secs_f64();
        println!(
            "{name:6} {way:27} {:6.1} us   Client::send is {ratio:4.2} of it",
            micros(took)
        );
    }
}

fn command() -> SendCustomCommand<'static> {
    SendCustomCommand::to_users("room1", "server", ["u1"], "hi").unwrap()
}

fn send(client: &Client) {
    drop(black_box(client.send(command()).unwrap()));
}

/// ureq as its users have it, but for the certificate.
fn bare(sim: &Simulator, timeout: Option<Duration>) -> ureq::Agent {
    let ca = Certificate::from_pem(sim.ca_pem().as_bytes()).unwrap();
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::new_with_certs(&[ca]))
        .build();
    let config = ureq::Agent::config_builder()
        .proxy(None)
        .http_status_as_error(false)
        .timeout_global(timeout)
        .tls_config(tls);
    config.build().new_agent()
}

fn get(agent: &ureq::Agent, request: &Request) {
    let mut response = agent.get(request.url()).call().unwrap();
    let body = response.body_mut().read_to_vec().unwrap();
    assert_eq!(black_box(body)[..9], *br#"{"Code":0"#);
}

fn raw(socket: &mut TcpStream, request: &Request, url: &str) {
    let target = request.url().strip_prefix(url).unwrap();
    write!(socket, "GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut reply = [0; 4096];
    assert!(socket.read(&mut reply).unwrap() > 0);
}

fn measure(call: &mut dyn FnMut()) -> Duration {
    for _ in 0..CALLS / 10 {
        call();
    }
    let cpu = ThreadTime::now();
    for _ in 0..CALLS {
        call();
    }
    cpu.elapsed() / CALLS
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}
