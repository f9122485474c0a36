//! The gateway's checks: what every action shares, up to the signature and the app's standing.

use std::collections::BTreeMap;

use crate::codes;
use crate::config::AppConfig;
use crate::query::Query;

/// The vendor's regions, as they stand in its host names; the first is the unified host.
const REGIONS: [&str; 7] = ["", "-sha", "-hkg", "-fra", "-lax", "-bom", "-sgp"];

/// What the gateway judges by.
#[derive(Debug)]
pub(crate) struct Gateway<'a> {
    pub(crate) apps: &'a BTreeMap<u32, AppConfig>,
    pub(crate) hosts: &'a [String],
    pub(crate) now: i64,
    pub(crate) timestamp_seconds: u64,
    /// The product that the action belongs to, as the vendor's host name has it.
    pub(crate) product: &'a str,
}

impl<'a> Gateway<'a> {
    /// Who is calling, or the code of the first check that fails.
    pub(crate) fn identify(&self, host: Option<&str>, query: &Query) -> Result<&'a AppConfig, i32> {
        if !host.is_some_and(|host| self.is_own_host(host)) {
            return Err(codes::WRONG_HOST);
        }
        let app_id = query
            .get("AppId")
            .and_then(app_id)
            .ok_or(codes::APP_ID_MALFORMED)?;
        let timestamp_text = query.get("Timestamp").ok_or(codes::TIMESTAMP_MISSING)?;
        let timestamp = timestamp(timestamp_text).ok_or(codes::TIMESTAMP_MALFORMED)?;
        let nonce = query
            .get("SignatureNonce")
            .filter(|nonce| is_nonce(nonce))
            .ok_or(codes::NONCE_MISSING)?;
        match query.get("SignatureVersion").ok_or(codes::VERSION_MISSING)? {
            "2.0" => (),
            _ => return Err(codes::VERSION_UNSUPPORTED),
        }
        let signature = query.get("Signature").ok_or(codes::SIGNATURE_MISSING)?;
        let app = self.apps.get(&app_id).ok_or(codes::NO_SECRET)?;
        if !app.configured {
            return Err(codes::NO_CONFIGURATION);
        }
        if timestamp.abs_diff(self.now) > self.timestamp_seconds {
            return Err(codes::SIGNATURE_EXPIRED);
        }
        if signature != sign(app_id, nonce, &app.server_secret, timestamp_text) {
            return Err(codes::SIGNATURE_MISMATCH);
        }
        Ok(app)
    }

    fn is_own_host(&self, host: &str) -> bool {
        let name = without_port(host).to_ascii_lowercase();
        matches!(name.as_str(), "localhost" | "127.0.0.1" | "[::1]")
            || is_vendor_host(&name, self.product)
            || self.hosts.iter().any(|own| own.eq_ignore_ascii_case(&name))
    }
}

/// Whether the app may call at all, in this environment.
pub(crate) fn check_standing(app: &AppConfig, query: &Query) -> Result<(), i32> {
    if !app.production && query.get("IsTest") != Some("true") {
        return Err(codes::NOT_IN_PRODUCTION);
    }
    if !app.service_enabled {
        return Err(codes::SERVICE_NOT_ENABLED);
    }
    Ok(())
}

/// Whether the call is one to the test environment. An empty value is neither true nor false.
pub(crate) fn is_test(query: &Query) -> Result<bool, i32> {
    match query.all("IsTest").next() {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(codes::PARAMETER_WRONG),
    }
}

/// 16 hexadecimal characters.
pub(crate) fn is_nonce(nonce: &str) -> bool {
    nonce.len() == 16 && nonce.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn sign(app_id: u32, nonce: &str, secret: &str, timestamp: &str) -> String {
    format!(
        "{:x}",
        md5::compute(format!("{app_id}{nonce}{secret}{timestamp}"))
    )
}

fn app_id(text: &str) -> Option<u32> {
    is_plain_number(text)
        .then(|| text.parse().ok())
        .flatten()
        .filter(|&id| id != 0)
}

fn timestamp(text: &str) -> Option<i64> {
    is_plain_number(text.strip_prefix('-').unwrap_or(text))
        .then(|| text.parse().ok())
        .flatten()
}

/// Digits only, and no zero before others: one way to write each number, since the text is signed.
fn is_plain_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'))
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

fn is_vendor_host(name: &str, product: &str) -> bool {
    name.strip_prefix(product)
        .and_then(|rest| rest.strip_prefix("-api"))
        .and_then(|rest| rest.strip_suffix(".zego.im"))
        .is_some_and(|r| REGIONS.contains(&r))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_signature() {
        let signature = sign(
            12345,
            "4fd24687296dd9f3",
            "9193cc662a4c0ec135ec71fb57194b38",
            "1615186943",
        );
        assert_eq!(signature, "43e5cfcca828314675f91b001390566a");
    }

    #[test]
    fn own_hosts_and_others() {
        let hosts = ["sim.test".to_owned()];
        let gateway = Gateway {
            apps: &BTreeMap::new(),
            hosts: &hosts,
            now: 0,
            timestamp_seconds: 600,
            product: "rtc",
        };
        for host in [
            "localhost",
            "LOCALHOST:8080",
            "127.0.0.1",
            "127.0.0.1:1",
            "[::1]",
            "[::1]:443",
            "sim.test:80",
            "rtc-api.zego.im",
            "rtc-api-sgp.zego.im:443",
        ] {
            assert!(gateway.is_own_host(host), "{host}");
        }
        for host in [
            "",
            "example.com",
            "127.0.0.2",
            "localhost.example.com",
            "zim-api.zego.im",
            "rtc-api-xxx.zego.im",
            "rtc-api.zego.im.example.com",
            "::1",
            "localhost:x",
        ] {
            assert!(!gateway.is_own_host(host), "{host}");
        }
    }

    #[test]
    fn numbers_have_one_spelling() {
        assert_eq!(app_id("4294967295"), Some(u32::MAX));
        for text in ["", "0", "-1", "+1", "01", "4294967296", "1.0", "0x1", " 1", "1e3"] {
            assert_eq!(app_id(text), None, "{text}");
        }
        assert_eq!((timestamp("0"), timestamp("-5")), (Some(0), Some(-5)));
        for text in ["", "-", "+5", "05", "1.5", "abc", "9223372036854775808", "--5"] {
            assert_eq!(timestamp(text), None, "{text}");
        }
    }
}
