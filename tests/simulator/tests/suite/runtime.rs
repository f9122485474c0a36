//! Started and dropped where an asynchronous runtime is at work, as in an asynchronous test.

use std::net::TcpListener;

use zegoapi_simulator::{Config, Simulator};

use crate::support::{Params, started};

#[tokio::test]
async fn it_starts_and_ends_inside_a_runtime_of_one_thread() {
    let sim = started();
    assert_eq!(Params::message(&sim, "x").code(&sim), 0);
    drop(sim);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_starts_and_ends_inside_a_runtime_of_several_threads() {
    let sim = started();
    assert_eq!(Params::message(&sim, "x").code(&sim), 0);
}

#[tokio::test]
async fn a_port_that_is_taken_is_an_error_and_no_panic() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port();
    for config in [
        Config {
            http_port: port,
            ..Config::default()
        },
        Config {
            admin_port: port,
            ..Config::default()
        },
    ] {
        let error = Simulator::start(config).expect_err("the port is taken");
        assert_eq!(error.kind(), std::io::ErrorKind::AddrInUse);
    }
}
