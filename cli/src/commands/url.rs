//! `zegoapi url`: the signed URL of a message, or a curl command, for those who look at it by hand.
//! The one place that prints a signature; it says so beside it.

use crate::connection::ConnectionArgs;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::message::{MessageArgs, RecipientArgs};
use crate::output::Output;
use clap::Args;
use serde::Serialize;
use zegoapi_client::{ActionExt, Stamp};

/// The arguments of `zegoapi url`.
#[derive(Debug, Args)]
#[allow(clippy::doc_markdown, reason = "these comments are the help text")]
pub(crate) struct UrlArgs {
    #[command(flatten)]
    message: MessageArgs,
    #[command(flatten)]
    recipients: RecipientArgs,
    /// Prints a curl command for a POSIX shell in place of the bare URL
    #[arg(long)]
    curl: bool,
    /// Signs for this time, in Unix seconds, in place of now
    #[arg(long, value_name = "SECONDS", requires = "nonce")]
    timestamp: Option<i64>,
    /// Signs with this nonce, 16 lower-case hex characters, in place of a random one
    #[arg(long, value_name = "HEX", requires = "timestamp")]
    nonce: Option<String>,
    #[command(flatten)]
    connection: ConnectionArgs,
}

#[derive(Debug, Serialize)]
struct Signed<'a> {
    ok: bool,
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    curl: Option<String>,
    timestamp: i64,
    note: &'static str,
}

const NOTE: &str = "this URL is a credential for 10 minutes: with its signature any action can be called \
                    for the application; keep it out of logs and tickets";

/// Signs, and prints.
pub(crate) fn run(args: &UrlArgs, output: &mut Output) -> Result<Exit, Failure> {
    let app = args.connection.app()?;
    let endpoint = args.connection.endpoint()?;
    let recipients = args.recipients.recipients()?;
    let command = args.message.command(recipients, app.limits())?;
    let stamp = match (&args.nonce, args.timestamp) {
        (Some(nonce), Some(timestamp)) => Stamp::new(nonce, timestamp)?,
        _ => zegoapi_client::new_stamp()?,
    };
    let request = command.prepare(&app, &endpoint, &stamp)?;
    let curl = args.curl.then(|| curl(&args.connection, request.url()));
    if output.is_json() {
        output.object(&Signed {
            ok: true,
            url: request.url(),
            curl,
            timestamp: stamp.timestamp(),
            note: NOTE,
        });
    } else {
        output.text(curl.as_deref().unwrap_or(request.url()));
        output.aside(&format!("note: {NOTE}"));
    }
    Ok(Exit::Accepted)
}

/// The same connection as the library would make. Without `-L`: a redirect would carry the signature along.
fn curl(connection: &ConnectionArgs, url: &str) -> String {
    let max_time = connection.exchange_timeout();
    let mut words = vec![
        "curl --silent --show-error --max-time".to_owned(),
        max_time.as_secs_f64().to_string(),
    ];
    let mut option = |name: &str, value: &str| words.extend([name.to_owned(), quote(value)]);
    if let Some(timeout) = connection.connect_timeout {
        option("--connect-timeout", &timeout.as_secs_f64().to_string());
    }
    if let Some(file) = connection.ca_file() {
        option("--cacert", &file.to_string_lossy());
    }
    if let Some(proxy) = &connection.proxy {
        option("--proxy", proxy);
    }
    if connection.no_proxy {
        option("--noproxy", "*");
    }
    words.push(quote(url));
    words.join(" ")
}

/// One word for a POSIX shell, whatever it holds.
fn quote(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn a_shell_reads_back_what_was_quoted() {
        for word in ["", "a b", "it's", "'", "''", "$(id) `id` \\ \" ; & * ! \n ~"] {
            let script = format!("printf %s {}", quote(word));
            let output = std::process::Command::new("sh")
                .args(["-c", &script])
                .output()
                .unwrap();
            assert_eq!(String::from_utf8(output.stdout).unwrap(), word);
        }
    }
}
