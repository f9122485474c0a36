//! The options that are no numbers: texts of a client, and who is told of events.

use super::UserData;
use super::event_gate::EventGate;
use crate::boundary::{Failure, Reason, flag, guard, handle, text, write};
use crate::error::zegoapi_error_t;
use crate::event::zegoapi_event_t;
use crate::options::{
    Settings, ZEGOAPI_OPTION_CONNECT_TIMEOUT_MS, ZEGOAPI_OPTION_MAX_CONNECTION_AGE_MS,
    ZEGOAPI_OPTION_MAX_IDLE_CONNECTIONS, ZEGOAPI_OPTION_MAX_REPLY_BYTES, ZEGOAPI_OPTION_NO_PROXY,
    ZEGOAPI_OPTION_QUEUE_CAPACITY, ZEGOAPI_OPTION_SYSTEM_ROOTS, ZEGOAPI_OPTION_WORKER_IDLE_MS,
    ZEGOAPI_OPTION_WORKERS, zegoapi_options_t,
};
use crate::status::zegoapi_status_t;
use crate::text::zegoapi_str_t;
use std::ffi::c_void;
use std::time::Duration;
use zegoapi_client::{ClientBuilder, DispatcherOptions, Event};

/// Of a client: the path of a PEM file whose certificates are trusted alone, in place of the bundled web roots; not together
/// with `ZEGOAPI_OPTION_CA_PEM`. Where nothing else is said, a file that `SSL_CERT_FILE` names takes the place of the web
/// roots.
pub const ZEGOAPI_OPTION_CA_FILE: u32 = 61;
/// Of a client: PEM text whose certificates are trusted alone, in place of the bundled web roots.
pub const ZEGOAPI_OPTION_CA_PEM: u32 = 62;
/// Of a client: a proxy's URL. Default: what `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` say.
pub const ZEGOAPI_OPTION_PROXY: u32 = 63;
/// Of a client: the path of a PEM file whose certificates are trusted as well. Each time that it is set adds one.
pub const ZEGOAPI_OPTION_ADD_CA_FILE: u32 = 64;
/// Of a client: PEM text whose certificates are trusted as well. Each time that it is set adds one.
pub const ZEGOAPI_OPTION_ADD_CA_PEM: u32 = 65;
/// Of a client: the path of a PEM file with the client's certificate chain, its own first, for a server or a proxy that asks
/// for it. Together with `ZEGOAPI_OPTION_CLIENT_KEY_FILE`.
pub const ZEGOAPI_OPTION_CLIENT_CERT_FILE: u32 = 66;
/// Of a client: the path of a PEM file with the private key of that (PKCS #8, PKCS #1 or SEC 1, not encrypted).
pub const ZEGOAPI_OPTION_CLIENT_KEY_FILE: u32 = 67;
/// Of a client: as `ZEGOAPI_OPTION_CLIENT_CERT_FILE`, as PEM text. Together with `ZEGOAPI_OPTION_CLIENT_KEY_PEM`.
pub const ZEGOAPI_OPTION_CLIENT_CERT_PEM: u32 = 68;
/// Of a client: as `ZEGOAPI_OPTION_CLIENT_KEY_FILE`, as PEM text.
pub const ZEGOAPI_OPTION_CLIENT_KEY_PEM: u32 = 69;

/// What an option that stands for text is called where it is refused; `None` for one that there is not.
pub(crate) const fn text_name(option: u32) -> Option<&'static str> {
    Some(match option {
        ZEGOAPI_OPTION_CA_FILE => "ca_file",
        ZEGOAPI_OPTION_CA_PEM => "ca_pem",
        ZEGOAPI_OPTION_PROXY => "proxy",
        ZEGOAPI_OPTION_ADD_CA_FILE => "add_ca_file",
        ZEGOAPI_OPTION_ADD_CA_PEM => "add_ca_pem",
        ZEGOAPI_OPTION_CLIENT_CERT_FILE => "client_cert_file",
        ZEGOAPI_OPTION_CLIENT_KEY_FILE => "client_key_file",
        ZEGOAPI_OPTION_CLIENT_CERT_PEM => "client_cert_pem",
        ZEGOAPI_OPTION_CLIENT_KEY_PEM => "client_key_pem",
        _ => return None,
    })
}

/// Is told each event of every call, on the thread that makes the call; be quick. The event is borrowed until the function
/// returns, which it must in the usual way: no `longjmp`, no C++ exception.
pub type zegoapi_event_callback_t =
    Option<unsafe extern "C" fn(user_data: *mut c_void, event: *const zegoapi_event_t)>;

/// Who is told of events.
#[derive(Clone, Copy)]
pub(crate) struct Listener {
    callback: unsafe extern "C" fn(*mut c_void, *const zegoapi_event_t),
    user_data: UserData,
}

impl Listener {
    fn tell(&self, event: &Event<'_>) {
        let event = zegoapi_event_t::new(event);
        // SAFETY: the caller's function, called as its type says.
        unsafe { (self.callback)(self.user_data.get(), &raw const event) };
    }
}

/// Sets an option that is text.
///
/// @param options The options; unchanged on failure.
/// @param option `ZEGOAPI_OPTION_...` that stands for text.
/// @param text_value Its value; copied. It takes the place of an earlier one, except that the options named `ADD` keep all.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_OUT_OF_RANGE` for an option that there is not; `ZEGOAPI_ERROR_NULL_ARGUMENT`;
///   `ZEGOAPI_ERROR_NOT_UTF8`. What the text says is looked at when a client is made.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_options_set_text(
    options: *mut zegoapi_options_t,
    option: u32,
    text_value: zegoapi_str_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let (options, value) = unsafe { (handle(options, "options")?, text(text_value, "text_value")?) };
        text_name(option).ok_or(Failure::of(Reason::OutOfRange, "option"))?;
        let texts = &mut write(&options.settings).texts;
        let values = texts.entry(option).or_default();
        if !matches!(option, ZEGOAPI_OPTION_ADD_CA_FILE | ZEGOAPI_OPTION_ADD_CA_PEM) {
            values.clear();
        }
        values.push(value.to_owned());
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Sets who is told of the events of every call of a client that is made with these options.
///
/// @param options The options.
/// @param callback The function, or NULL for nobody.
/// @param user_data Passed to `callback` as it is, on any thread, until the client and its dispatchers are freed: when the
///   last of them is, that function waits for a call of `callback` that is under way, and none comes after it.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_options_on_event(
    options: *mut zegoapi_options_t,
    callback: zegoapi_event_callback_t,
    user_data: *mut c_void,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let options = unsafe { handle(options, "options") }?;
        write(&options.settings).on_event = callback.map(|callback| Listener {
            callback,
            user_data: UserData(user_data),
        });
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

impl Settings {
    /// Hands what was set for a client to its builder.
    pub(crate) fn build(
        &self,
        mut builder: ClientBuilder,
        defaults: zegoapi_client::CallOptions,
        events: &EventGate,
    ) -> Result<ClientBuilder, Failure> {
        builder = builder.call_options(self.over(defaults));
        if let Some(ms) = self.number(ZEGOAPI_OPTION_CONNECT_TIMEOUT_MS) {
            builder = builder.connect_timeout(Duration::from_millis(ms));
        }
        if let Some(bytes) = self.size(ZEGOAPI_OPTION_MAX_REPLY_BYTES) {
            builder = builder.max_reply_bytes(bytes);
        }
        if let Some(connections) = self.size(ZEGOAPI_OPTION_MAX_IDLE_CONNECTIONS) {
            builder = builder.max_idle_connections(connections);
        }
        if let Some(ms) = self.number(ZEGOAPI_OPTION_MAX_CONNECTION_AGE_MS) {
            builder = builder.max_connection_age(Duration::from_millis(ms));
        }
        builder = self.certificates(builder)?;
        if let Some(url) = self.text(ZEGOAPI_OPTION_PROXY) {
            builder = builder.proxy(url);
        }
        if self.number(ZEGOAPI_OPTION_NO_PROXY).is_some_and(flag) {
            builder = builder.no_proxy();
        }
        if let Some(listener) = self.on_event {
            let events = events.clone();
            builder = builder.on_event(move |event| events.enter(|| listener.tell(event)));
        }
        Ok(builder)
    }

    /// Whom to trust, and who the client is.
    fn certificates(&self, mut builder: ClientBuilder) -> Result<ClientBuilder, Failure> {
        if self.number(ZEGOAPI_OPTION_SYSTEM_ROOTS).is_some_and(flag) {
            builder = builder.system_roots();
        }
        if let Some(path) = self.text(ZEGOAPI_OPTION_CA_FILE) {
            builder = builder.ca_file(path);
        }
        if let Some(pem) = self.text(ZEGOAPI_OPTION_CA_PEM) {
            builder = builder.ca_pem(pem);
        }
        for path in self.texts(ZEGOAPI_OPTION_ADD_CA_FILE) {
            builder = builder.add_ca_file(path);
        }
        for pem in self.texts(ZEGOAPI_OPTION_ADD_CA_PEM) {
            builder = builder.add_ca_pem(pem.as_str());
        }
        let files = (
            self.text(ZEGOAPI_OPTION_CLIENT_CERT_FILE),
            self.text(ZEGOAPI_OPTION_CLIENT_KEY_FILE),
        );
        let texts = (
            self.text(ZEGOAPI_OPTION_CLIENT_CERT_PEM),
            self.text(ZEGOAPI_OPTION_CLIENT_KEY_PEM),
        );
        // One half without the other is an empty one, which the builder refuses by its name.
        match (files, texts) {
            ((None, None), (None, None)) => Ok(builder),
            ((None, None), (chain, key)) => {
                Ok(builder.client_cert_pem(chain.unwrap_or_default(), key.unwrap_or_default()))
            }
            ((chain, key), (None, None)) => {
                Ok(builder.client_cert_files(chain.unwrap_or_default(), key.unwrap_or_default()))
            }
            ((chain, _), _) => Err(Failure::WrongOption {
                option: if chain.is_some() {
                    "client_cert_file"
                } else {
                    "client_key_file"
                },
                place: "a client with a certificate or key as PEM text",
            }),
        }
    }

    fn texts(&self, option: u32) -> &[String] {
        self.texts.get(&option).map_or(&[], Vec::as_slice)
    }

    fn text(&self, option: u32) -> Option<&str> {
        self.texts(option).last().map(String::as_str)
    }

    pub(crate) fn of_dispatcher(&self) -> DispatcherOptions {
        let defaults = DispatcherOptions::default();
        DispatcherOptions {
            capacity: self
                .size(ZEGOAPI_OPTION_QUEUE_CAPACITY)
                .unwrap_or(defaults.capacity),
            workers: self.size(ZEGOAPI_OPTION_WORKERS).unwrap_or(defaults.workers),
            idle_ms: self
                .number(ZEGOAPI_OPTION_WORKER_IDLE_MS)
                .unwrap_or(defaults.idle_ms),
        }
    }
}
