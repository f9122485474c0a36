//! The fields of a callback: as they were sent, and the event's by their path, without a JSON library on C's side.

use super::zegoapi_callback_t;
use crate::boundary::{EMPTY, Texts, get, lock, out, text};
use crate::text::zegoapi_str_t;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::Mutex;
use zegoapi_core::Callback;

/// The event's fields as values.
pub(super) struct Values {
    all: Value,
    /// The texts that were asked for, which are borrowed from here; none is ever dropped or changed.
    texts: Mutex<BTreeMap<String, Texts>>,
}

impl Values {
    /// Those of an event that is known, or else all fields as they were sent.
    pub(super) fn new(callback: &Callback, event_json: &str) -> Self {
        let parse = |json: &str| serde_json::from_str::<Value>(json).unwrap_or_default();
        let mut all = parse(event_json);
        if !all.is_object() {
            let sent = callback
                .fields()
                .map(|(name, json)| (name.to_owned(), parse(json)));
            all = Value::Object(sent.collect::<Map<_, _>>());
        }
        Self {
            all,
            texts: Mutex::default(),
        }
    }

    fn find(&self, path: &str) -> Option<&Value> {
        self.all.pointer(&format!("/{path}"))
    }

    fn text(&self, path: &str) -> Option<zegoapi_str_t> {
        let text = match self.find(path)? {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Bool(is) => is.to_string(),
            Value::Null | Value::Array(_) | Value::Object(_) => return None,
        };
        let mut texts = lock(&self.texts);
        let kept = texts
            .entry(path.to_owned())
            .or_insert_with(|| Texts::of([&*text]));
        Some(kept.get(0))
    }
}

/// A field of the event as text: of the fields that are known for it, or else of those that were sent.
///
/// @param callback The callback, or NULL.
/// @param path The field's name, such as `room_id`; deeper ones with slashes, and places in lists from 0 on:
///   `output/0/stream_id`.
/// @return The text, or the digits of a number, borrowed; empty for what is absent, null, a list or an object, for a path
///   that is no text, and for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_callback_text(
    callback: *const zegoapi_callback_t,
    path: zegoapi_str_t,
) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    let Ok(path) = (unsafe { text(path, "path") }) else {
        return EMPTY;
    };
    // SAFETY: this function's contract.
    unsafe { get(callback, EMPTY, |it| it.values.text(path).unwrap_or(EMPTY)) }
}

/// A field of the event as a whole number.
///
/// @param callback The callback, or NULL.
/// @param path As for `zegoapi_callback_text`.
/// @param[out] out_number The number; 0 when there is none.
/// @return Whether there is one, that is, a whole number that 64 bits hold; `false` also when an argument is NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_callback_number(
    callback: *const zegoapi_callback_t,
    path: zegoapi_str_t,
    out_number: *mut i64,
) -> bool {
    // SAFETY: this function's contract.
    let (path, out_number) = unsafe { (text(path, "path"), out(out_number, "out_number")) };
    let (Ok(path), Ok(out_number)) = (path, out_number) else {
        return false;
    };
    let find = |it: &zegoapi_callback_t| it.values.find(path).and_then(Value::as_i64);
    // SAFETY: this function's contract.
    let number = unsafe { get(callback, None, find) };
    *out_number = number.unwrap_or_default();
    number.is_some()
}

/// A field of the event as a number that may have a fraction, such as a score.
///
/// @param callback The callback, or NULL.
/// @param path As for `zegoapi_callback_text`.
/// @param[out] out_number The number; 0 when there is none.
/// @return Whether there is one; `false` also when an argument is NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_callback_real(
    callback: *const zegoapi_callback_t,
    path: zegoapi_str_t,
    out_number: *mut f64,
) -> bool {
    // SAFETY: this function's contract.
    let (path, out_number) = unsafe { (text(path, "path"), out(out_number, "out_number")) };
    let (Ok(path), Ok(out_number)) = (path, out_number) else {
        return false;
    };
    let find = |it: &zegoapi_callback_t| it.values.find(path).and_then(Value::as_f64);
    // SAFETY: this function's contract.
    let number = unsafe { get(callback, None, find) };
    *out_number = number.unwrap_or_default();
    number.is_some()
}

/// How many items a list of the event has.
///
/// @param callback The callback, or NULL.
/// @param path As for `zegoapi_callback_text`.
/// @return The number; 0 for what is no list, for a path that is no text, and for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_callback_count(
    callback: *const zegoapi_callback_t,
    path: zegoapi_str_t,
) -> usize {
    // SAFETY: this function's contract.
    let Ok(path) = (unsafe { text(path, "path") }) else {
        return 0;
    };
    let count = |it: &zegoapi_callback_t| {
        let list = it.values.find(path).and_then(Value::as_array);
        list.map_or(0, Vec::len)
    };
    // SAFETY: this function's contract.
    unsafe { get(callback, 0, count) }
}

/// How many fields were sent.
///
/// @param callback The callback, or NULL.
/// @return The number; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_callback_field_count(callback: *const zegoapi_callback_t) -> usize {
    // SAFETY: this function's contract.
    unsafe { get(callback, 0, |it| it.fields) }
}

/// The name of a field, in the order in which they were sent.
///
/// @param callback The callback, or NULL.
/// @param index From 0 to one less than `zegoapi_callback_field_count`.
/// @return The name, borrowed; empty when there is no such field.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_callback_field_name(
    callback: *const zegoapi_callback_t,
    index: usize,
) -> zegoapi_str_t {
    let place = zegoapi_callback_t::place(index);
    // SAFETY: this function's contract.
    unsafe { get(callback, EMPTY, |it| it.texts.get(place)) }
}

/// A field as it was sent, known or not.
///
/// @param callback The callback, or NULL.
/// @param index From 0 to one less than `zegoapi_callback_field_count`.
/// @return Its JSON, every digit kept, borrowed; of a form, its text as a JSON string; empty when there is no such field.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_callback_field_json(
    callback: *const zegoapi_callback_t,
    index: usize,
) -> zegoapi_str_t {
    let place = zegoapi_callback_t::place(index).saturating_add(1);
    // SAFETY: this function's contract.
    unsafe { get(callback, EMPTY, |it| it.texts.get(place)) }
}
