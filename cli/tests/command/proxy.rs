//! Proxies: used, or not, as told; and what the doctor makes of a name that only the proxy can resolve.

use crate::support::{CONTENT, Zegoapi, send_to_u1, simulator};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread;
use zegoapi_simulator::{Config, Simulator};

/// An HTTP proxy that takes every host for the one at `address`. Ends with the test.
fn proxy(address: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for client in listener.incoming() {
            let (client, address) = (client.unwrap(), address.clone());
            thread::spawn(move || tunnel(client, TcpStream::connect(address).unwrap()));
        }
    });
    url
}

fn tunnel(mut client: TcpStream, server: TcpStream) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        client.read_exact(&mut byte).unwrap();
        head.extend(byte);
    }
    assert!(head.starts_with(b"CONNECT "));
    client
        .write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")
        .unwrap();
    let (from_client, from_server) = (client.try_clone().unwrap(), server.try_clone().unwrap());
    thread::spawn(move || copy(from_client, server));
    copy(from_server, client);
}

fn copy(mut from: TcpStream, mut to: TcpStream) {
    // Either side may leave first.
    let _ = std::io::copy(&mut from, &mut to);
    let _ = to.shutdown(Shutdown::Write);
}

#[test]
fn a_name_that_only_the_proxy_knows() {
    let host = "no-such-host.invalid";
    let sim = Simulator::start(Config {
        hosts: vec![host.to_owned()],
        ..Config::default()
    })
    .unwrap();
    sim.login("room1", "u1");
    let port = sim.https_url().rsplit(':').next().unwrap().to_owned();
    let proxy = proxy(format!("127.0.0.1:{port}"));
    let zegoapi = Zegoapi::over_tls(&sim).env("ZEGO_BASE_URL", format!("https://{host}:{port}/"));

    let ran = zegoapi.run(&send_to_u1(&["--proxy", &proxy]));
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert_eq!(sim.counters().received("u1", CONTENT), 1);

    let ran = zegoapi.run(&["doctor", "--json", "--proxy", &proxy]);
    let json = ran.json();
    assert_eq!((ran.code, &json["ok"]), (0, &true.into()), "{json}");
    let states = json["checks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|check| check["status"].as_str().unwrap());
    assert_eq!(
        states.collect::<Vec<_>>(),
        ["ok", "warning", "ok", "ok", "ok"],
        "{json}"
    );
}

#[test]
fn proxies_are_used_or_not_as_told() {
    let sim = simulator();
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let dead = format!("http://127.0.0.1:{free}");
    let zegoapi = Zegoapi::over_tls(&sim);
    let ran = zegoapi.run(&send_to_u1(&["--proxy", &dead, "--json"]));
    assert_eq!((ran.code, &ran.json()["kind"]), (4, &"NotSent".into()));
    let zegoapi = zegoapi.env("HTTPS_PROXY", &dead);
    assert_eq!(zegoapi.run(&send_to_u1(&[])).code, 4);
    assert_eq!(zegoapi.run(&send_to_u1(&["--no-proxy"])).code, 0);
    assert_eq!(sim.counters().calls, 1);
}
