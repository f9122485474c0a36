//! Where requests go: a product in a region, or a base URL given outright.

use crate::boundary::{EMPTY, Texts, free, get, give, guard, out, text};
use crate::error::zegoapi_error_t;
use crate::status::zegoapi_status_t;
use crate::text::zegoapi_str_t;
use zegoapi_core::{Endpoint, Error, Region};

/// Where requests go. https only; plain http for loopback only.
///
/// Ownership: everything made from an endpoint knows what it needs of it; free it when you like.
///
/// Threads: never changes; any number of threads may use it at once. Free it once, after the last use.
pub struct zegoapi_endpoint_t {
    endpoint: Endpoint,
    texts: Texts,
}

impl zegoapi_endpoint_t {
    fn new(endpoint: Endpoint) -> Self {
        let texts = Texts::of([endpoint.url(), endpoint.host()]);
        Self { endpoint, texts }
    }

    pub(crate) fn get(&self) -> &Endpoint {
        &self.endpoint
    }
}

/// A region of the vendor's. Actions go to their own product's host there; those of which no product is known go to
/// real-time communication (`rtc`).
///
/// @param region The vendor's short name: `sha`, `hkg`, `fra`, `lax`, `bom`, `sgp`; empty for the unified host.
/// @param[out] out_endpoint The endpoint; yours, free it with `zegoapi_endpoint_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` for another region; `ZEGOAPI_ERROR_NULL_ARGUMENT`;
///   `ZEGOAPI_ERROR_NOT_UTF8`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_endpoint_new_in_region(
    region: zegoapi_str_t,
    out_endpoint: *mut *mut zegoapi_endpoint_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let make = |region: &str, _: &str| Ok(Endpoint::in_region(region.parse::<Region>()?));
    // SAFETY: this function's contract.
    unsafe { endpoint((region, "region"), (EMPTY, ""), out_endpoint, out_error, make) }
}

/// A region of the vendor's, with the product that actions go to of which none is known.
///
/// @param product `rtc`, `zim`, `cloudrecord`, `cloud-player`, `analytics`, `aigc-aiagent`, ...: one of the vendor's.
/// @param region As for `zegoapi_endpoint_new_in_region`.
/// @param[out] out_endpoint The endpoint; yours, free it with `zegoapi_endpoint_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` for another product or region, and for a region in which the product
///   has no host; `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_endpoint_new_of_product(
    product: zegoapi_str_t,
    region: zegoapi_str_t,
    out_endpoint: *mut *mut zegoapi_endpoint_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let make = |product: &str, region: &str| Endpoint::new(product, region.parse::<Region>()?);
    // SAFETY: this function's contract.
    unsafe {
        endpoint(
            (product, "product"),
            (region, "region"),
            out_endpoint,
            out_error,
            make,
        )
    }
}

/// A base URL given outright.
///
/// @param base_url `https://host[:port][/path]`, or `http://` for `localhost`, `127.0.0.0/8` and `[::1]` only.
/// @param[out] out_endpoint The endpoint; yours, free it with `zegoapi_endpoint_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` for any other text; `ZEGOAPI_ERROR_NULL_ARGUMENT`;
///   `ZEGOAPI_ERROR_NOT_UTF8`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_endpoint_new_from_base_url(
    base_url: zegoapi_str_t,
    out_endpoint: *mut *mut zegoapi_endpoint_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let make = |base_url: &str, _: &str| Endpoint::from_base_url(base_url);
    // SAFETY: this function's contract.
    unsafe { endpoint((base_url, "base_url"), (EMPTY, ""), out_endpoint, out_error, make) }
}

/// Frees an endpoint, and with it the texts that were borrowed from it.
///
/// @param endpoint An endpoint, or NULL.
///
/// Threads: any, once, after the last use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_endpoint_free(endpoint: *mut zegoapi_endpoint_t) {
    // SAFETY: this function's contract.
    unsafe { free(endpoint) };
}

/// The base URL, with a path and without a query.
///
/// @param endpoint The endpoint, or NULL.
/// @return The URL, borrowed; empty for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_endpoint_url(endpoint: *const zegoapi_endpoint_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { get(endpoint, EMPTY, |endpoint| endpoint.texts.get(0)) }
}

/// The host as it stands in the URL; an IPv6 address keeps its brackets.
///
/// @param endpoint The endpoint, or NULL.
/// @return The host, borrowed; empty for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_endpoint_host(endpoint: *const zegoapi_endpoint_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { get(endpoint, EMPTY, |endpoint| endpoint.texts.get(1)) }
}

/// The port: the one in the URL, or else 443 for https and 80 for http.
///
/// @param endpoint The endpoint, or NULL.
/// @return The port; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_endpoint_port(endpoint: *const zegoapi_endpoint_t) -> u32 {
    // SAFETY: this function's contract.
    unsafe { get(endpoint, 0, |endpoint| u32::from(endpoint.endpoint.port())) }
}

/// Whether requests go over TLS.
///
/// @param endpoint The endpoint, or NULL.
/// @return `true` for https; `false` for http to loopback, and for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_endpoint_is_https(endpoint: *const zegoapi_endpoint_t) -> bool {
    // SAFETY: this function's contract.
    unsafe { get(endpoint, false, |endpoint| endpoint.endpoint.is_https()) }
}

/// What the makers of endpoints share.
///
/// # Safety
///
/// That of the function that calls this.
unsafe fn endpoint(
    (first, first_name): (zegoapi_str_t, &'static str),
    (second, second_name): (zegoapi_str_t, &'static str),
    out_endpoint: *mut *mut zegoapi_endpoint_t,
    out_error: *mut *mut zegoapi_error_t,
    make: impl FnOnce(&str, &str) -> Result<Endpoint, Error>,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_endpoint = unsafe { out(out_endpoint, "out_endpoint") }?;
        // SAFETY: this function's contract.
        let (first, second) = unsafe { (text(first, first_name)?, text(second, second_name)?) };
        give(out_endpoint, zegoapi_endpoint_t::new(make(first, second)?));
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}
