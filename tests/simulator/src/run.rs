//! The simulator as a command: arguments, one line of JSON when ready, then until told to end.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::path::PathBuf;

use clap::Parser;
use serde_json::json;
use tokio::sync::oneshot;

use crate::actions::Action;
use crate::callbacks::post::Target;
use crate::callbacks::settings::{CallbackSettings, check_event};
use crate::clock::Clock;
use crate::config::{ActionLimits, AppConfig, Config, Limits, Settings};
use crate::simulator::Simulator;

/// The vendor's side of the server API on loopback, for tests.
///
/// Prints one line of JSON when ready: http_url, https_url, admin_url, app_id, server_secret, callback_secret, ca_file.
#[derive(Debug, Clone, Parser)]
#[command(name = "zegoapi-simulator", version)]
#[allow(
    clippy::doc_markdown,
    reason = "these comments are the help text, where backticks are noise"
)]
pub struct Args {
    /// Port of the API over HTTP; 0 lets the system choose
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    pub http_port: u16,
    /// Port of the API over HTTPS
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    pub https_port: u16,
    /// Port of the admin API
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    pub admin_port: u16,
    /// AppId of the app that may call
    #[arg(long, value_name = "ID", value_parser = clap::value_parser!(u32).range(1..))]
    pub app_id: Option<u32>,
    /// Its secret: a made-up one, for it is printed
    #[arg(long, value_name = "SECRET")]
    pub server_secret: Option<String>,
    /// Writes the certificate authority to trust, in PEM, to this file
    #[arg(long, value_name = "FILE")]
    pub ca_out: Option<PathBuf>,
    /// A room with the users in it; may be repeated
    #[arg(long = "room", value_name = "ROOM=USER,USER", value_parser = parse_room)]
    pub rooms: Vec<(String, Vec<String>)>,
    /// Another host name that is right in a Host header; may be repeated
    #[arg(long = "host", value_name = "NAME")]
    pub hosts: Vec<String>,
    /// SendCustomCommand calls a second that the app may make
    #[arg(long, value_name = "N", default_value_t = Limits::default().calls_per_second)]
    pub rate: u32,
    /// The same with IsTest=true
    #[arg(long, value_name = "N", default_value_t = Limits::default().test_calls_per_second)]
    pub test_rate: u32,
    /// Calls a second that the app may make to another action; may be repeated
    #[arg(long = "action-rate", value_name = "ACTION=N", value_parser = parse_action_rate)]
    pub action_rates: Vec<(String, u32)>,
    /// Calls that are served at one time while others wait
    #[arg(long, value_name = "N")]
    pub capacity: Option<u32>,
    /// Makes every answer so late, after acting
    #[arg(long, value_name = "MS", default_value_t = 0)]
    pub answer_delay_ms: u64,
    /// Makes the clock wrong by so many seconds
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 0,
        allow_negative_numbers = true
    )]
    pub clock_offset: i64,
    /// Closes connections that were idle for so long
    #[arg(long, value_name = "MS", default_value_t = Settings::default().idle_timeout_ms)]
    pub idle_timeout_ms: u64,
    /// Where callbacks go, those of one event or all others; may be repeated
    #[arg(long = "callback-url", value_name = "[EVENT=]URL", value_parser = parse_callback_url)]
    pub callback_urls: Vec<(Option<String>, String)>,
    /// CallbackSecret that they are signed with: a made-up one, for it is printed
    #[arg(long, value_name = "SECRET")]
    pub callback_secret: Option<String>,
    /// Waits before the further tries of a callback that was not answered with 2XX
    #[arg(long, value_name = "MS,MS", value_delimiter = ',',
        default_values_t = CallbackSettings::default().retry_waits_ms)]
    pub callback_retry_waits_ms: Vec<u64>,
    /// Ends when standard input closes, so that a caller that crashes leaves nothing behind
    #[arg(long)]
    pub until_stdin_closes: bool,
}

fn parse_room(text: &str) -> Result<(String, Vec<String>), String> {
    let (room_id, users) = text.split_once('=').ok_or("a room is written ROOM=USER,USER")?;
    let user_ids = users
        .split(',')
        .filter(|user| !user.is_empty())
        .map(str::to_owned)
        .collect::<Vec<_>>();
    if room_id.is_empty() || user_ids.is_empty() {
        return Err("a room needs an id and at least one user".to_owned());
    }
    Ok((room_id.to_owned(), user_ids))
}

fn parse_action_rate(text: &str) -> Result<(String, u32), String> {
    let (action, calls) = text.split_once('=').ok_or("a rate is written ACTION=N")?;
    if Action::named(action).is_none() {
        return Err(format!("there is no action {action:?}"));
    }
    let calls = calls
        .parse()
        .map_err(|_| format!("{calls:?} is no number of calls"))?;
    Ok((action.to_owned(), calls))
}

fn parse_callback_url(text: &str) -> Result<(Option<String>, String), String> {
    let is_url = text.starts_with("http://") || text.starts_with("https://");
    let (event, url) = match text.split_once('=') {
        Some((event, url)) if !is_url => (Some(event), url),
        _ => (None, text),
    };
    event.map_or(Ok(()), check_event)?;
    Target::parse(url)?;
    Ok((event.map(str::to_owned), url.to_owned()))
}

impl Args {
    fn callbacks(&self) -> CallbackSettings {
        let mut settings = CallbackSettings {
            retry_waits_ms: self.callback_retry_waits_ms.clone(),
            ..CallbackSettings::default()
        };
        if let Some(secret) = &self.callback_secret {
            settings.secret.clone_from(secret);
        }
        for (event, url) in self.callback_urls.iter().cloned() {
            match event {
                Some(event) => drop(settings.urls.insert(event, url)),
                None => settings.url = Some(url),
            }
        }
        settings
    }

    fn config(&self) -> Config {
        let default = Config::default();
        let mut apps = default.apps;
        if let Some(app) = apps.first_mut() {
            let secret = self.server_secret.as_ref().unwrap_or(&app.server_secret);
            *app = AppConfig::new(self.app_id.unwrap_or(app.app_id), secret);
        }
        let mut rooms = BTreeMap::<String, Vec<String>>::new();
        for (room_id, user_ids) in &self.rooms {
            rooms
                .entry(room_id.clone())
                .or_default()
                .extend(user_ids.iter().cloned());
        }
        let action_limits = |(action, calls): &(String, u32)| {
            let limits = ActionLimits {
                calls_per_second: Some(*calls),
                ..ActionLimits::default()
            };
            (action.clone(), limits)
        };
        Config {
            http_port: self.http_port,
            https_port: self.https_port,
            admin_port: self.admin_port,
            apps,
            rooms,
            hosts: self.hosts.clone(),
            limits: Limits {
                calls_per_second: self.rate,
                test_calls_per_second: self.test_rate,
                actions: self.action_rates.iter().map(action_limits).collect(),
                ..default.limits
            },
            settings: Settings {
                idle_timeout_ms: self.idle_timeout_ms,
                answer_delay_ms: self.answer_delay_ms,
                capacity: self.capacity,
                ..default.settings
            },
            clock: Clock {
                date_offset: self.clock_offset,
                window_offset: self.clock_offset,
                ..default.clock
            },
            callbacks: self.callbacks(),
            record: default.record,
        }
    }
}

/// Runs a simulator until SIGINT, SIGTERM or, if asked for, the end of standard input.
pub fn run(args: &Args) -> io::Result<()> {
    let ending = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    // Listens for signals before it says that it is ready: whoever reads that may send one at once.
    let told = ending.block_on(async { Told::new(args.until_stdin_closes) })?;
    let simulator = Simulator::start(args.config())?;
    if let Some(path) = &args.ca_out {
        std::fs::write(path, simulator.ca_pem())?;
    }
    let ready = json!({
        "http_url": simulator.http_url(),
        "https_url": simulator.https_url(),
        "admin_url": simulator.admin_url(),
        "app_id": simulator.app_id(),
        "server_secret": simulator.server_secret(),
        "callback_secret": simulator.callback_secret(),
        "ca_file": args.ca_out,
    });
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{ready}")?;
    stdout.flush()?;
    drop(stdout);
    ending.block_on(told.wait());
    drop(simulator);
    // A thread may still wait for standard input; the runtime must not wait for it.
    ending.shutdown_background();
    Ok(())
}

/// The ways to be told to end.
struct Told {
    stdin_closed: Option<oneshot::Receiver<()>>,
    #[cfg(unix)]
    terminated: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupted: tokio::signal::unix::Signal,
}

impl Told {
    fn new(until_stdin_closes: bool) -> io::Result<Told> {
        #[cfg(unix)]
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Told {
            stdin_closed: until_stdin_closes.then(watch_stdin),
            #[cfg(unix)]
            terminated: signal(SignalKind::terminate())?,
            #[cfg(unix)]
            interrupted: signal(SignalKind::interrupt())?,
        })
    }

    async fn wait(mut self) {
        let stdin_closed = async {
            match self.stdin_closed.take() {
                Some(closed) => drop(closed.await),
                None => std::future::pending().await,
            }
        };
        #[cfg(unix)]
        tokio::select! {
            () = stdin_closed => (),
            _ = self.terminated.recv() => (),
            _ = self.interrupted.recv() => (),
        }
        #[cfg(not(unix))]
        tokio::select! {
            () = stdin_closed => (),
            _ = tokio::signal::ctrl_c() => (),
        }
    }
}

/// Reads standard input to its end, on a thread that may never return.
fn watch_stdin() -> oneshot::Receiver<()> {
    let (sender, closed) = oneshot::channel();
    std::thread::spawn(move || {
        let mut stdin = io::stdin().lock();
        // An error is an end too.
        while matches!(stdin.read(&mut [0; 1024]), Ok(count) if count > 0) {}
        let _ = sender.send(());
    });
    closed
}
