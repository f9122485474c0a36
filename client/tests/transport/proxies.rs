//! Proxies: how they are asked, what they may answer, and what the environment says of them.

use crate::support::{LOCALHOST, PATIENCE, Served, Server, client, get, not_sent, send, simulator, together};
use std::env;
use std::io::{Read, Write, copy};
use std::net::{IpAddr, TcpStream};
use std::process::Command;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;
use zegoapi_client::{Attempt, Client, Endpoint, NotSentCause};
use zegoapi_simulator::Simulator;

/// Hands bytes on, both ways, until the client ends.
fn join(served: &mut Served, mut target: TcpStream) {
    let (mut from, mut to) = (target.try_clone().unwrap(), served.stream.try_clone().unwrap());
    thread::spawn(move || copy(&mut from, &mut to));
    let _ = copy(&mut served.stream, &mut target);
}

fn tunnel(served: &mut Served) {
    let request = served.request().unwrap_or_default();
    if let Some(port) = request.split(' ').nth(1).and_then(|host| host.rsplit(':').next()) {
        let target = TcpStream::connect((LOCALHOST, port.parse().unwrap())).unwrap();
        served.answer(b"HTTP/1.1 200 Connection established\r\n\r\n");
        join(served, target);
    }
}

fn through(sim: &Simulator, proxy: &str) -> Client {
    let builder = client(&sim.https_url()).ca_pem(sim.ca_pem()).proxy(proxy);
    builder.resolve_with(|_| Ok(vec![LOCALHOST])).build().unwrap()
}

#[test]
fn a_tunnel_is_made_once_and_its_time_is_not_the_server_s() {
    let _together = together();
    let (sim, proxy) = (simulator(), Server::start(tunnel));
    let client = through(&sim, &proxy.url("http", "me:pass%20word@127.0.0.1"));
    for _ in 0..2 {
        let handshake = Mutex::new(Some(Duration::ZERO));
        let written = |took| *handshake.lock().unwrap() = took;
        let attempt = Attempt::within(PATIENCE).on_written(&written);
        let reply = client.transport().exchange(&get(&client), &attempt).unwrap();
        assert_eq!(reply.status, 200);
        assert_eq!(handshake.into_inner().unwrap(), None);
    }
    let asked = proxy.requests();
    assert_eq!((proxy.connections(), asked.len()), (1, 1));
    let host = sim.https_url().replace("https://", "");
    assert!(
        asked[0].starts_with(&format!("CONNECT {host} HTTP/1.1\r\nHost: {host}\r\n")),
        "{}",
        asked[0]
    );
    assert!(
        asked[0].contains("\r\nProxy-Authorization: Basic bWU6cGFzcyB3b3Jk\r\n"),
        "{}",
        asked[0]
    );
}

#[test]
fn a_refusal_keeps_its_status() {
    let _together = together();
    let sim = simulator();
    let headers = "X-Header: y\r\n".repeat(200);
    for (answer, why) in [
        (
            format!("HTTP/1.1 407 Who\r\n{headers}\r\n"),
            "the proxy answered 407: check the proxy's user name and password",
        ),
        ("HTTP/1.1 502 Bad\r\n\r\n".into(), "the proxy answered 502"),
        ("SSH-2.0\r\n".into(), "the proxy's answer is no HTTP"),
        (String::new(), "the proxy closed the connection without an answer"),
    ] {
        let proxy = Server::start(move |served| {
            served.request();
            served.answer(answer.as_bytes());
        });
        let client = through(&sim, &proxy.url("http", "me:secret@127.0.0.1"));
        let error = not_sent(send(&client), NotSentCause::Proxy);
        assert_eq!(error.detail(), format!("asking the proxy 127.0.0.1: {why}"));
    }
    assert_eq!(sim.counters().connections_accepted, 0);
}

#[test]
fn a_proxy_that_hangs_or_is_not_there_is_named() {
    let _together = together();
    let sim = simulator();
    let silent = Server::start(|served| {
        served.wait_for_the_end();
    });
    let builder = client(&sim.https_url()).proxy(&silent.url("http", "127.0.0.1"));
    let client = builder
        .connect_timeout(Duration::from_millis(300))
        .build()
        .unwrap();
    let error = not_sent(send(&client), NotSentCause::Proxy);
    assert_eq!(error.detail(), "asking the proxy 127.0.0.1: time ran out");
    let port = silent.port();
    drop(silent);
    let client = through(&sim, &format!("http://127.0.0.1:{port}"));
    let error = not_sent(send(&client), NotSentCause::Proxy);
    assert!(
        error
            .detail()
            .starts_with("connection to the proxy 127.0.0.1: Connection refused"),
        "{error}"
    );
}

fn hear(served: &mut Served, count: impl Into<usize>) -> Option<Vec<u8>> {
    let mut bytes = vec![0; count.into()];
    served.stream.read_exact(&mut bytes).ok().map(|()| bytes)
}

/// A SOCKS proxy that tunnels to loopback, and notes what it was asked for.
fn socks(served: &mut Served, password: Option<&str>, asked: &Mutex<Vec<String>>) -> Option<()> {
    let begin = hear(served, 2_usize)?;
    let (host, port) = if begin[0] == 4 {
        version_4(served)?
    } else {
        version_5(served, begin[1], password)?
    };
    asked.lock().unwrap().push(host);
    let target = TcpStream::connect((LOCALHOST, port)).ok()?;
    if begin[0] == 4 {
        served.answer(&[0, 90, 0, 0, 0, 0, 0, 0]);
    } else {
        // A name as the address at the other end, which some proxies send.
        served.answer(&[5, 0, 0, 3, 4, b'h', b'o', b's', b't', 0, 0]);
    }
    join(served, target);
    Some(())
}

fn version_4(served: &mut Served) -> Option<(String, u16)> {
    let rest = hear(served, 6_usize)?;
    let port = u16::from_be_bytes([rest[0], rest[1]]);
    let mut text = || {
        let mut bytes = Vec::new();
        loop {
            match hear(served, 1_usize)?[0] {
                0 => return String::from_utf8(bytes).ok(),
                byte => bytes.push(byte),
            }
        }
    };
    assert_eq!(text()?, "me");
    let address = IpAddr::from(<[u8; 4]>::try_from(&rest[2..]).ok()?).to_string();
    Some((if address == "0.0.0.1" { text()? } else { address }, port))
}

fn version_5(served: &mut Served, methods: u8, password: Option<&str>) -> Option<(String, u16)> {
    let methods = hear(served, methods)?;
    match password {
        None => served.answer(&[5, 0]),
        Some(_) if !methods.contains(&2) => {
            served.answer(&[5, 0xff]);
            return None;
        }
        Some(password) => {
            served.answer(&[5, 2]);
            let user = hear(served, 2_usize)?[1];
            hear(served, user)?;
            let length = hear(served, 1_usize)?[0];
            let right = hear(served, length)? == password.as_bytes();
            served.answer(&[1, u8::from(!right)]);
            if !right {
                return None;
            }
        }
    }
    let host = match hear(served, 4_usize)?[3] {
        1 => IpAddr::from(<[u8; 4]>::try_from(hear(served, 4_usize)?).ok()?).to_string(),
        4 => IpAddr::from(<[u8; 16]>::try_from(hear(served, 16_usize)?).ok()?).to_string(),
        _ => {
            let length = hear(served, 1_usize)?[0];
            String::from_utf8(hear(served, length)?).ok()?
        }
    };
    let port = hear(served, 2_usize)?;
    Some((host, u16::from_be_bytes([port[0], port[1]])))
}

#[test]
fn socks_proxies_are_spoken_to() {
    let _together = together();
    let sim = simulator();
    for (scheme, password, asked_for) in [
        ("socks4", None, "127.0.0.1"),
        ("socks4a", None, "localhost"),
        ("socks5", None, "127.0.0.1"),
        ("socks5h", None, "localhost"),
        ("socks5h", Some("word"), "localhost"),
    ] {
        let asked = std::sync::Arc::<Mutex<Vec<String>>>::default();
        let at_proxy = std::sync::Arc::clone(&asked);
        let proxy = Server::start(move |served| {
            let _ = socks(served, password, &at_proxy);
        });
        let client = through(&sim, &proxy.url(scheme, "me:word@127.0.0.1"));
        assert_eq!(send(&client).unwrap().status, 200, "{scheme}");
        assert_eq!(*asked.lock().unwrap(), [asked_for], "{scheme}");
    }
    let asked = Mutex::default();
    let proxy = Server::start(move |served| {
        let _ = socks(served, Some("other"), &asked);
    });
    for credentials in ["me:word@", ""] {
        let client = through(&sim, &proxy.url("socks5h", &format!("{credentials}127.0.0.1")));
        let error = not_sent(send(&client), NotSentCause::Proxy);
        assert!(
            error
                .detail()
                .contains("check the proxy's user name and password"),
            "{error}"
        );
    }
}

#[test]
fn a_proxy_over_tls_carries_tls() {
    let _together = together();
    // The proxy's own TLS is a simulator's, whose certificate is for loopback; behind it sits a plain proxy.
    let sim = simulator();
    let proxy = crate::trust::tls_server(None, |mut stream| {
        let (mut head, mut byte) = (Vec::new(), [0]);
        while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|count| count == 1) {
            head.push(byte[0]);
        }
        let _ = stream.write_all(b"HTTP/1.1 403 No\r\n\r\n");
    });
    let client = client(&sim.https_url())
        .ca_pem(proxy.ca_pem.clone())
        .proxy(&format!("https://localhost:{}", proxy.server.port()))
        .build()
        .unwrap();
    let error = not_sent(send(&client), NotSentCause::Proxy);
    assert_eq!(
        error.detail(),
        "asking the proxy localhost: the proxy answered 403"
    );
}

/// Sends as another process with these variables, and returns what came of it.
pub(crate) fn sent_with(url: &str, ca: Option<&str>, variables: &[(&str, &str)]) -> String {
    let mut child = Command::new(env::current_exe().unwrap());
    child.args(["--exact", "proxies::another_process", "--ignored", "--nocapture"]);
    for name in [
        "HTTPS_PROXY",
        "https_proxy",
        "ALL_PROXY",
        "all_proxy",
        "HTTP_PROXY",
        "http_proxy",
        "NO_PROXY",
        "no_proxy",
        "SSL_CERT_FILE",
    ] {
        child.env_remove(name);
    }
    child.env("TEST_URL", url).env("TEST_CA", ca.unwrap_or_default());
    child.envs(variables.iter().copied());
    let output = child.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().find_map(|line| line.split("OUTCOME ").nth(1));
    line.unwrap_or_else(|| panic!("{text}{}", String::from_utf8_lossy(&output.stderr)))
        .to_owned()
}

#[test]
#[ignore = "a part of other tests, in a process of its own"]
fn another_process() {
    let (Ok(url), Ok(ca)) = (env::var("TEST_URL"), env::var("TEST_CA")) else {
        return;
    };
    let mut builder = Client::builder(crate::support::app()).endpoint(Endpoint::from_base_url(&url).unwrap());
    if ca == "the system's" {
        builder = builder.system_roots();
    } else if !ca.is_empty() {
        builder = builder.ca_pem(ca);
    }
    let outcome = builder
        .build()
        .and_then(|client| send(&client).map(|reply| reply.status));
    println!("OUTCOME {outcome:?}");
}

#[test]
fn the_environment_decides() {
    let _together = together();
    let (sim, proxy) = (simulator(), Server::start(tunnel));
    let (good, dead) = (proxy.url("http", "127.0.0.1"), "http://127.0.0.1:1".to_owned());
    let sent = |variables: &[(&str, &str)]| sent_with(&sim.https_url(), Some(sim.ca_pem()), variables);
    for (variables, through_proxy) in [
        (&[("HTTPS_PROXY", &*good)][..], true),
        (&[("all_proxy", &*good)], true),
        (
            &[("HTTPS_PROXY", &*good), ("NO_PROXY", "example.com, local")],
            true,
        ),
        (&[("HTTP_PROXY", &*dead), ("http_proxy", &*dead)], false),
        (
            &[("HTTPS_PROXY", &*dead), ("NO_PROXY", "example.com, LOCALHOST")],
            false,
        ),
        (&[("HTTPS_PROXY", &*dead), ("no_proxy", "*")], false),
    ] {
        let before = proxy.connections();
        assert_eq!(sent(variables), "Ok(200)", "{variables:?}");
        assert_eq!(
            proxy.connections() - before,
            usize::from(through_proxy),
            "{variables:?}"
        );
    }
    let outcome = sent(&[("HTTPS_PROXY", &*dead), ("NO_PROXY", "example.com")]);
    assert!(outcome.contains("cause: Proxy"), "{outcome}");
}
