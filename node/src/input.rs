//! What JavaScript says, as JSON, and the values of the client that it makes.

use crate::time::signed;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::time::Duration;
use zegoapi_client::{
    Answer, App, CallOptions, Client, ClientBuilder, CodeScope, Endpoint, Error, FanOutOptions,
    GenericAction, InvalidInput, Job, Limits, Method, NotSent, NotSentCause, Outcome, Recipients, Region,
    SendCustomCommand, Stamp, Unknown, UnknownCause,
};

/// What an application is made of, but for the secret.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct AppOptions {
    app_id: u32,
    is_test: Option<bool>,
    #[serde(default)]
    limits: LimitsInput,
    #[serde(default)]
    calls_per_second: BTreeMap<String, u32>,
}

/// The options of a client. What is left out has the client's default.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ClientOptions {
    region: Option<String>,
    product: Option<String>,
    base_url: Option<String>,
    connect_timeout_ms: Option<u64>,
    ca_file: Option<String>,
    ca_pem: Option<String>,
    #[serde(default)]
    system_roots: bool,
    #[serde(default)]
    add_ca_file: Vec<String>,
    #[serde(default)]
    add_ca_pem: Vec<String>,
    client_cert: Option<String>,
    client_key: Option<String>,
    client_cert_file: Option<String>,
    client_key_file: Option<String>,
    proxy: Option<String>,
    #[serde(default)]
    no_proxy: bool,
    max_reply_bytes: Option<usize>,
    max_idle_connections: Option<usize>,
    max_connection_age_ms: Option<u64>,
    pub(crate) threads: Option<usize>,
    pub(crate) thread_idle_ms: Option<u64>,
    #[serde(default)]
    call: CallInput,
}

/// Limits of the account that differ from the documented ones.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct LimitsInput {
    content_bytes: Option<usize>,
    to_users: Option<usize>,
    url_bytes: Option<usize>,
    body_bytes: Option<usize>,
}

/// Options of a call that differ from those of its client.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct CallInput {
    timeout_ms: Option<u64>,
    try_timeout_ms: Option<u64>,
    retries: Option<u32>,
    backoff_ms: Option<u64>,
    max_backoff_ms: Option<u64>,
    duplicates_ok: Option<bool>,
    fail_fast: Option<bool>,
}

/// A command with the options of its call: a custom command, or any other action by its name.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Submission {
    custom: Option<CustomInput>,
    generic: Option<GenericInput>,
    #[serde(default)]
    options: CallInput,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct CustomInput {
    room_id: String,
    from_user_id: String,
    content: String,
    to: Option<Vec<String>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct GenericInput {
    action: String,
    /// `GET` or `POST`; that of an action that is known, where it is left out.
    method: Option<String>,
    params: String,
    scope: Option<String>,
}

/// A fan-out with its options.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FanOutInput {
    pub(crate) room_id: String,
    pub(crate) from_user_id: String,
    pub(crate) content: String,
    pub(crate) to: Vec<String>,
    concurrency: Option<usize>,
    #[serde(default)]
    options: CallInput,
}

/// The nonce and time of a request that is made by hand.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StampInput {
    nonce: Option<String>,
    timestamp: Option<i64>,
}

/// Reads what the package's own JavaScript wrote. It is always of the right shape, unless a text in it holds
/// half a character; serde's message could repeat such a text, and is not passed on.
pub(crate) fn read<'t, T: Deserialize<'t>>(text: &'t str) -> napi::Result<T> {
    serde_json::from_str(text).map_err(|_| {
        let expected = "what the package's own JavaScript sends";
        crate::thrown(&InvalidInput::malformed("input", expected, text.len()).into())
    })
}

impl AppOptions {
    pub(crate) fn app(&self, server_secret: String) -> Result<App, Error> {
        let mut app = App::new(self.app_id, server_secret)?.with_limits(self.limits.over(Limits::default()));
        if let Some(is_test) = self.is_test {
            app = app.with_is_test(is_test);
        }
        let mut raised = self.calls_per_second.iter();
        raised.try_fold(app, |app, (action, calls)| {
            app.with_calls_per_second(action, *calls)
        })
    }
}

impl ClientOptions {
    pub(crate) fn endpoint(&self) -> Result<Endpoint, Error> {
        match &self.base_url {
            Some(base_url) => Endpoint::from_base_url(base_url),
            None => Endpoint::new(
                self.product.as_deref().unwrap_or("rtc"),
                self.region.as_deref().unwrap_or_default().parse::<Region>()?,
            ),
        }
    }

    pub(crate) fn builder(&self, app: App, endpoint: Endpoint) -> ClientBuilder {
        let mut builder = Client::builder(app)
            .endpoint(endpoint)
            .call_options(self.call.over(CallOptions::default()));
        if let Some(ms) = self.connect_timeout_ms {
            builder = builder.connect_timeout(Duration::from_millis(ms));
        }
        if let Some(path) = &self.ca_file {
            builder = builder.ca_file(path);
        }
        if let Some(pem) = &self.ca_pem {
            builder = builder.ca_pem(pem.as_str());
        }
        if self.system_roots {
            builder = builder.system_roots();
        }
        for path in &self.add_ca_file {
            builder = builder.add_ca_file(path);
        }
        for pem in &self.add_ca_pem {
            builder = builder.add_ca_pem(pem.as_str());
        }
        if let (Some(chain), Some(key)) = (&self.client_cert, &self.client_key) {
            builder = builder.client_cert_pem(chain.as_str(), key.as_str());
        }
        if let (Some(chain), Some(key)) = (&self.client_cert_file, &self.client_key_file) {
            builder = builder.client_cert_files(chain, key);
        }
        if let Some(ms) = self.max_connection_age_ms {
            builder = builder.max_connection_age(Duration::from_millis(ms));
        }
        if let Some(url) = &self.proxy {
            builder = builder.proxy(url);
        }
        if self.no_proxy {
            builder = builder.no_proxy();
        }
        if let Some(bytes) = self.max_reply_bytes {
            builder = builder.max_reply_bytes(bytes);
        }
        if let Some(connections) = self.max_idle_connections {
            builder = builder.max_idle_connections(connections);
        }
        builder
    }
}

impl LimitsInput {
    fn over(&self, documented: Limits) -> Limits {
        Limits {
            content_bytes: self.content_bytes.unwrap_or(documented.content_bytes),
            to_users: self.to_users.unwrap_or(documented.to_users),
            url_bytes: self.url_bytes.unwrap_or(documented.url_bytes),
            body_bytes: self.body_bytes.unwrap_or(documented.body_bytes),
        }
    }
}

impl CallInput {
    pub(crate) fn over(&self, defaults: CallOptions) -> CallOptions {
        CallOptions {
            timeout_ms: self.timeout_ms.unwrap_or(defaults.timeout_ms),
            try_timeout_ms: self.try_timeout_ms.or(defaults.try_timeout_ms),
            retries: self.retries.unwrap_or(defaults.retries),
            backoff_ms: self.backoff_ms.unwrap_or(defaults.backoff_ms),
            max_backoff_ms: self.max_backoff_ms.unwrap_or(defaults.max_backoff_ms),
            duplicates_ok: self.duplicates_ok.unwrap_or(defaults.duplicates_ok),
            fail_fast: self.fail_fast.unwrap_or(defaults.fail_fast),
        }
    }
}

impl Submission {
    /// The job, and the options of its call.
    pub(crate) fn job(self, defaults: CallOptions) -> Result<(Job, CallOptions), Error> {
        let options = self.options.over(defaults);
        let job = match (self.custom, self.generic.unwrap_or_default()) {
            (
                Some(CustomInput {
                    room_id,
                    from_user_id,
                    content,
                    to,
                }),
                _,
            ) => {
                let recipients = to.map_or(Ok(Recipients::everyone()), Recipients::users)?;
                Job::SendCustomCommand(SendCustomCommand::new(
                    room_id,
                    from_user_id,
                    recipients,
                    content,
                )?)
            }
            (None, generic) => Job::Generic(generic.action()?),
        };
        Ok((job, options))
    }
}

impl GenericInput {
    fn action(self) -> Result<GenericAction<'static>, Error> {
        let known = GenericAction::known_method(&self.action);
        let is_post = self.method.map_or(known == Some(Method::Post), |method| {
            method == Method::Post.name()
        });
        let action = if is_post {
            GenericAction::new_post(self.action, self.params)?
        } else {
            GenericAction::new_get_from_json(self.action, &self.params)?
        };
        Ok(match self.scope.as_deref().and_then(scope) {
            Some(scope) => action.with_code_scope(scope),
            None => action,
        })
    }
}

impl FanOutInput {
    pub(crate) fn options(&self) -> FanOutOptions {
        let defaults = FanOutOptions::default();
        FanOutOptions {
            call: self.options.over(defaults.call),
            concurrency: self.concurrency.unwrap_or(defaults.concurrency),
        }
    }
}

impl StampInput {
    /// What is given, and the rest from the system; its clock is corrected by what the application has learned.
    pub(crate) fn stamp(self, app: &App) -> Result<Stamp, Error> {
        let system = zegoapi_client::new_stamp()?;
        let now = system.timestamp().saturating_add(i64::from(app.clock_offset_s()));
        let (timestamp, is_given) = (self.timestamp.unwrap_or(now), self.timestamp.is_some());
        let stamp = if let Some(nonce) = self.nonce {
            Stamp::new(&nonce, timestamp)?
        } else {
            let mut random = [0; Stamp::RANDOM_LEN];
            zegoapi_client::fill_random(&mut random)?;
            Stamp::from_random(random, timestamp)?
        };
        // A time that is given decides the sequence too.
        Ok(if is_given {
            stamp
        } else {
            stamp.with_sequence(system.sequence())
        })
    }
}

/// How a try failed, in the words of JavaScript. What is certain is said in a known word; anything else may
/// have been applied.
pub(crate) fn failure(kind: &str, cause: &str, detail: String) -> Error {
    let not_sent = NotSentCause::ALL
        .into_iter()
        .find(|known| kind == "NotSent" && known.name() == cause);
    if let Some(cause) = not_sent {
        return NotSent::new(cause, detail).into();
    }
    let unknown = UnknownCause::ALL.into_iter().find(|known| known.name() == cause);
    Unknown::new(unknown.unwrap_or(UnknownCause::Broken), detail).into()
}

/// The scope of that name.
pub(crate) fn scope(name: &str) -> Option<CodeScope> {
    CodeScope::ALL.into_iter().find(|scope| scope.name() == name)
}

/// What came back over HTTP.
pub(crate) fn answer(status: u16, date: Option<String>, body: &[u8], is_whole: bool) -> Answer<'_> {
    let mut answer = Answer::new(status, body);
    if let Some(date) = date {
        answer = answer.with_date(date);
    }
    if is_whole { answer } else { answer.cut_off() }
}

/// What became of a user, by its name and, of a failed one, its code.
pub(crate) fn outcome(name: &str, code: Option<f64>) -> Result<Outcome, Error> {
    let code = code.map(signed);
    let all = [Outcome::Sent, Outcome::Unknown, Outcome::NotTried];
    let known = code.map(|code| Outcome::Failed { code }).into_iter().chain(all);
    let mut found = known.filter(|outcome| outcome.name() == name && outcome.code() == code);
    found.next().ok_or_else(|| {
        InvalidInput::unsuitable("outcome", "one that a report has, with a code where it failed").into()
    })
}
