//! `zegoapi callback sign`: the three fields that a callback is signed by.

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::terminal::escape;
use crate::{credentials, time};
use clap::Args;
use serde::Serialize;
use zegoapi_client::{CallbackStamp, CallbackVerifier, fill_random};

/// The arguments of `zegoapi callback sign`.
#[derive(Debug, Args)]
pub(super) struct SignArgs {
    /// Timestamp to sign, as it is sent, in Unix seconds or milliseconds; now when left out
    #[arg(long, value_name = "DIGITS")]
    timestamp: Option<String>,
    /// Nonce to sign, as it is sent; a random number when left out
    #[arg(long, value_name = "TEXT")]
    nonce: Option<String>,
}

#[derive(Debug, Serialize)]
struct Signed<'a> {
    ok: bool,
    timestamp: &'a str,
    nonce: &'a str,
    signature: &'a str,
}

/// Signs, and prints the fields.
pub(super) fn run(args: &SignArgs, output: &mut Output) -> Result<Exit, Failure> {
    let secret = credentials::callback_secret()?;
    // A secret that nothing can be verified with is no secret to sign with.
    CallbackVerifier::new(&*secret)?;
    let timestamp = args.timestamp.clone().unwrap_or_else(|| time::now().to_string());
    let nonce = match &args.nonce {
        Some(nonce) => nonce.clone(),
        None => random_nonce()?,
    };
    let stamp = CallbackStamp::signed(&secret, timestamp, nonce);
    // A timestamp that every receiver refuses is a slip of the pen.
    stamp.unix_s()?;
    let (timestamp, nonce, signature) = (stamp.timestamp(), stamp.nonce(), stamp.signature());
    if output.is_json() {
        output.object(&Signed {
            ok: true,
            timestamp,
            nonce,
            signature,
        });
    } else {
        let nonce = escape(nonce);
        output.text(&format!(
            "timestamp:  {timestamp}\nnonce:      {nonce}\nsignature:  {signature}"
        ));
    }
    Ok(Exit::Accepted)
}

fn random_nonce() -> Result<String, Failure> {
    let mut bytes = [0; 4];
    fill_random(&mut bytes)?;
    Ok(u32::from_be_bytes(bytes).to_string())
}
