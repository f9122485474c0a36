//! What a send costs the calling thread over loopback, as a multiple of a raw socket doing the same exchange.
//! The transport decides what a user feels; everything before it is small.

use cpu_time::ThreadTime;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};
use zegoapi_bench::{client, simulator};
use zegoapi_client::{ActionExt, App, Endpoint, SendCustomCommand, new_stamp};
use zegoapi_simulator::Limits;

const CALLS: u32 = 3000;

fn main() {
    let sim = simulator(false);
    sim.set_limits(Limits {
        calls_per_second: 10_000_000,
        ..Limits::default()
    });
    sim.login("room1", "u1");
    let (url, secret) = (sim.http_url(), sim.server_secret().to_owned());
    let command = SendCustomCommand::to_users("room1", "server", ["u1"], "hi").unwrap();

    let app = App::new(sim.app_id(), secret.clone()).unwrap();
    let endpoint = Endpoint::from_base_url(&url).unwrap();
    let mut socket = TcpStream::connect(url.trim_start_matches("http://")).unwrap();
    socket.set_nodelay(true).unwrap();
    let raw = measure(|| {
        let request = command.prepare(&app, &endpoint, &new_stamp().unwrap()).unwrap();
        let target = request.url().strip_prefix(&*url).unwrap();
        write!(socket, "GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let mut reply = [0; 4096];
        assert!(socket.read(&mut reply).unwrap() > 0);
    });

    let http = client(&url, sim.app_id(), &secret, Some(1_000_000))
        .build()
        .unwrap();
    let over_http = measure(|| drop(http.send(&command).unwrap()));
    let https = client(&sim.https_url(), sim.app_id(), &secret, Some(1_000_000));
    let https = https.ca_pem(sim.ca_pem()).build().unwrap();
    let over_https = measure(|| drop(https.send(&command).unwrap()));

    println!("\nCPU of the calling thread per send over loopback, {CALLS} sends on one connection each");
    for (name, (cpu, wall)) in [
        ("raw socket", raw),
        ("Client, http", over_http),
        ("Client, https", over_https),
    ] {
        let ratio = cpu.as_secs_f64() / raw.0.as_secs_f64();
        println!(
            "{name:15} {:6.1} us CPU   {ratio:4.2} x raw   {:6.1} us wall",
            micros(cpu),
            micros(wall)
        );
    }
}

/// CPU and wall time per call.
fn measure(mut call: impl FnMut()) -> (Duration, Duration) {
    for _ in 0..200 {
        call();
    }
    let (cpu, wall) = (ThreadTime::now(), Instant::now());
    for _ in 0..CALLS {
        call();
    }
    (cpu.elapsed() / CALLS, wall.elapsed() / CALLS)
}

fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}
