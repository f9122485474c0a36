//! Protects servers that fork after start-up (pre-forking workers): parent and child both go on sending, the
//! child shares no connection with its parent, and nobody waits for a thread that is not there.
//! Without the test harness, whose threads a fork would leave behind.
#![expect(unsafe_code, reason = "fork has no safe form")]

#[cfg(not(unix))]
fn main() {}

#[cfg(unix)]
fn main() {
    unix::run();
}

#[cfg(unix)]
mod unix {
    use std::process::{Command, Stdio};
    use std::thread;
    use std::time::Duration;
    use zegoapi_client::{
        App, CallOptions, Cancel, Client, Dispatcher, DispatcherOptions, Endpoint, SendCustomCommand,
    };
    use zegoapi_simulator::{Config, Fault, Simulator};

    /// A fork in a process with the simulator's threads would be a test of them: they live in another process.
    pub(crate) fn run() {
        if std::env::args().any(|argument| argument == "client") {
            return client();
        }
        let sim = Simulator::start(Config::default()).unwrap();
        sim.login("room1", "u1");
        // Slow enough for a call to be under way, with its connection, at the moment of the fork.
        sim.fail_next(Fault::delay(50), u32::MAX);
        let status = Command::new(std::env::current_exe().unwrap())
            .arg("client")
            .env("SIM_URL", sim.http_url())
            .env("SIM_APP", sim.app_id().to_string())
            .env("SIM_SECRET", sim.server_secret())
            .stdin(Stdio::null())
            .status()
            .unwrap();
        assert!(status.success(), "{status}");
        let counters = sim.counters();
        for who in ["before", "parent", "child", "parent's queue", "child's queue"] {
            let expected = if who.ends_with("queue") { 20 } else { 10 };
            let sent = (0..expected)
                .filter(|n| counters.acted_on(&format!("{who} {n}")) == 1)
                .count();
            assert_eq!(sent, expected, "{who}: each message once");
        }
        assert_eq!(counters.repeated_nonces, 0);
        println!("test fork_after_use ... ok\n\ntest result: ok. 1 passed; 0 failed");
    }

    fn client() {
        let variable = |name: &str| std::env::var(name).unwrap();
        let app = App::new(variable("SIM_APP").parse().unwrap(), variable("SIM_SECRET")).unwrap();
        let client = Client::builder(app)
            .endpoint(Endpoint::from_base_url(&variable("SIM_URL")).unwrap())
            .build()
            .unwrap();
        let dispatcher = Dispatcher::new(client.clone(), DispatcherOptions::default());
        send(&client, "before");
        // The parent's queue is at work, and its locks may be held, while it forks.
        submit(&dispatcher, "parent's queue");
        let busy = client.clone();
        let background = thread::spawn(move || send(&busy, "parent"));

        // SAFETY: the child uses the client alone, whose promise is under test, and leaves with `_exit`.
        let child = unsafe { libc::fork() };
        assert!(child >= 0);
        if child == 0 {
            send(&client, "child");
            submit(&dispatcher, "child's queue");
            assert!(dispatcher.shutdown(Duration::from_secs(20)).is_empty());
            // SAFETY: ends the child without the parent's destructors.
            unsafe { libc::_exit(0) };
        }
        background.join().unwrap();
        assert!(dispatcher.shutdown(Duration::from_secs(20)).is_empty());
        assert_eq!(wait_for(child), 0, "the child ended well");
    }

    fn send(client: &Client, who: &str) {
        for n in 0..10 {
            let command = SendCustomCommand::to_everyone("room1", "server", format!("{who} {n}")).unwrap();
            client
                .send_with(command, CallOptions::default(), &Cancel::new())
                .unwrap();
        }
    }

    fn submit(dispatcher: &Dispatcher, who: &str) {
        for n in 0..20 {
            let command = SendCustomCommand::to_everyone("room1", "server", format!("{who} {n}")).unwrap();
            dispatcher.submit(command).unwrap();
        }
    }

    /// The child's exit code; a child that hangs is killed.
    fn wait_for(child: libc::pid_t) -> i32 {
        for _ in 0..600 {
            let mut status = 0;
            // SAFETY: `status` lives for the call.
            if unsafe { libc::waitpid(child, &raw mut status, libc::WNOHANG) } == child {
                return if libc::WIFEXITED(status) {
                    libc::WEXITSTATUS(status)
                } else {
                    -1
                };
            }
            thread::sleep(Duration::from_millis(50));
        }
        // SAFETY: the child is ours and was not waited for.
        unsafe { libc::kill(child, libc::SIGKILL) };
        -2
    }
}
