//! `zegoapi callback verify`: what a callback is, and whether its stamp is genuine and fresh.
//! What is signed of it, the nonce and the signature, is not printed: with them another body could be sent.

use crate::exit::Exit;
use crate::failure::{Failure, Refusal};
use crate::output::Output;
use crate::terminal::escape;
use crate::{credentials, input, time};
use clap::Args;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;
use std::path::PathBuf;
use std::time::Duration;
use zegoapi_client::Callback;
use zegoapi_client::{CallbackProduct, CallbackVerifier};

/// The arguments of `zegoapi callback verify`.
#[derive(Debug, Args)]
pub(super) struct VerifyArgs {
    /// File with the body of the callback, byte for byte as it came; - reads standard input
    #[arg(value_name = "FILE", default_value = "-")]
    body: PathBuf,
    /// Product that it was sent for, where its event's name is two products': rtc, zim, `cloud_recording`, other
    #[arg(long, value_name = "PRODUCT", value_parser = product)]
    product: Option<CallbackProduct>,
    /// Judges its age by this time, in Unix seconds, in place of now
    #[arg(long, value_name = "SECONDS")]
    now: Option<i64>,
    /// How far its timestamp may lie back or ahead, in seconds; 600 when left out
    #[arg(long, value_name = "SECONDS")]
    window: Option<u64>,
}

#[derive(Debug, serde::Serialize)]
struct Verified<'a> {
    ok: bool,
    product: &'static str,
    event: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    app_id: Option<u32>,
    /// Unix seconds.
    timestamp: i64,
    age_s: i64,
    /// Not signed.
    fields: Fields<'a>,
    note: &'static str,
}

const NOTE: &str =
    "its timestamp and nonce are signed, its body is not; whether it came before was not looked at";
/// What makes a stamp, in each spelling.
const STAMP: [&str; 4] = ["nonce", "Nonce", "signature", "Signature"];

/// Verifies, and says what it is.
pub(super) fn run(args: &VerifyArgs, output: &mut Output) -> Result<Exit, Failure> {
    let body = input::bytes("body", &args.body, ("body", Callback::MAX_BODY_BYTES))?;
    let callback = match args.product {
        Some(product) => Callback::read_as(product, &body)?,
        None => Callback::read(&body)?,
    };
    let mut verifier = CallbackVerifier::new(credentials::callback_secret()?)?;
    if let Some(seconds) = args.window {
        verifier = verifier.with_window(Duration::from_secs(seconds))?;
    }
    let now = args.now.unwrap_or_else(time::now);
    let age_s = verifier.check_stamp(callback.stamp(), now)?.age_s();
    show(&callback, age_s, output)?;
    Ok(Exit::Accepted)
}

fn show(callback: &Callback, age_s: i64, output: &mut Output) -> Result<(), Failure> {
    let timestamp = callback.stamp().unix_s()?;
    let fields = Fields::of(callback)?;
    if output.is_json() {
        output.object(&Verified {
            ok: true,
            product: callback.product().name(),
            event: callback.event_name(),
            app_id: callback.app_id(),
            timestamp,
            age_s,
            fields,
            note: NOTE,
        });
        return Ok(());
    }
    let app_id = callback
        .app_id()
        .map_or("not said".to_owned(), |id| id.to_string());
    let age = match age_s {
        0.. => format!("{} old", time::span(age_s.unsigned_abs())),
        _ => format!("{} ahead", time::span(age_s.unsigned_abs())),
    };
    output.text(&format!(
        "verified:  its timestamp and nonce are signed with ZEGO_CALLBACK_SECRET, {age}\n\
         product:   {}\nevent:     {}\nAppId:     {app_id}\nsent:      {}",
        callback.product().name(),
        escape(callback.event_name()),
        time::date(timestamp)
    ));
    for (name, json) in &fields.0 {
        output.text(&format!("  {}: {}", escape(name), escape(json.get())));
    }
    output.aside(&format!("note: {NOTE}"));
    Ok(())
}

/// The fields as they were sent, but for those of the stamp.
#[derive(Debug)]
struct Fields<'a>(Vec<(&'a str, Box<RawValue>)>);

impl<'a> Fields<'a> {
    fn of(callback: &'a Callback) -> Result<Self, Failure> {
        let fields = callback.fields().filter(|(name, _)| !STAMP.contains(name));
        let on_one_line = |(name, json): (&'a str, &str)| {
            // Line ends stand between the parts of JSON, never inside of a text.
            let json = json.replace(['\n', '\r', '\t'], " ");
            let json = RawValue::from_string(json).map_err(|_| {
                Refusal::new(
                    "body",
                    "body: a field of it is no JSON",
                    "give the bytes as they came",
                )
            })?;
            Ok((name, json))
        };
        fields.map(on_one_line).collect::<Result<_, Failure>>().map(Self)
    }
}

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, json) in &self.0 {
            map.serialize_entry(name, json)?;
        }
        map.end()
    }
}

fn product(text: &str) -> Result<CallbackProduct, String> {
    CallbackProduct::ALL
        .into_iter()
        .find(|product| product.name() == text)
        .ok_or_else(|| {
            format!(
                "one of {}",
                CallbackProduct::ALL.map(CallbackProduct::name).join(", ")
            )
        })
}
