//! The hosts that no proxy is for, as curl reads `NO_PROXY`: domains with all below them, addresses, networks.

use std::net::IpAddr;

/// The entries of a `NO_PROXY`.
#[derive(Debug, Default)]
pub(super) struct NoProxy {
    entries: Vec<(Hosts, Option<u16>)>,
}

#[derive(Debug)]
enum Hosts {
    All,
    /// The domain itself and all below it.
    Domain(String),
    /// Addresses that begin with so many bits of this one.
    Network(IpAddr, u32),
}

impl NoProxy {
    /// Reads a list. What stands for nothing is passed over, as curl does.
    pub(super) fn new(list: &str) -> Self {
        let words = list.split(|c: char| c == ',' || c.is_whitespace());
        let entries = words.filter(|word| !word.is_empty()).filter_map(entry);
        Self {
            entries: entries.collect(),
        }
    }

    /// Whether a host, as it stands in a URL, is to be reached without a proxy.
    pub(super) fn covers(&self, host: &str, port: u16) -> bool {
        let host = unbracketed(host).trim_end_matches('.').to_ascii_lowercase();
        let address = host.parse::<IpAddr>().ok();
        self.entries.iter().any(|(hosts, only)| {
            only.is_none_or(|only| only == port)
                && match (hosts, address) {
                    (Hosts::All, _) => true,
                    (Hosts::Domain(domain), None) => {
                        let below = host.strip_suffix(domain.as_str());
                        below.is_some_and(|below| below.is_empty() || below.ends_with('.'))
                    }
                    (Hosts::Network(network, bits), Some(address)) => begins_alike(*network, address, *bits),
                    _ => false,
                }
        })
    }
}

fn entry(word: &str) -> Option<(Hosts, Option<u16>)> {
    if let Some(network) = network(word) {
        return Some((network, None));
    }
    // A last colon begins a port, unless it is an IPv6 address's.
    let (host, port) = match word.rsplit_once(':') {
        Some((host, port)) if !host.contains(':') || host.ends_with(']') => (host, Some(port.parse().ok()?)),
        _ => (word, None),
    };
    if host == "*" {
        return Some((Hosts::All, port));
    }
    if let Some(network) = network(host) {
        return Some((network, port));
    }
    let domain = host
        .strip_prefix("*.")
        .unwrap_or(host)
        .trim_matches('.')
        .to_ascii_lowercase();
    (!domain.is_empty()).then_some((Hosts::Domain(domain), port))
}

/// An address, or a network such as `10.0.0.0/8`.
fn network(word: &str) -> Option<Hosts> {
    let (address, bits) = match word.split_once('/') {
        Some((address, bits)) => (address, Some(bits.parse().ok()?)),
        None => (word, None),
    };
    let address: IpAddr = unbracketed(address).parse().ok()?;
    let all = if address.is_ipv4() { 32 } else { 128 };
    let bits = bits.unwrap_or(all);
    (bits <= all).then_some(Hosts::Network(address, bits))
}

fn begins_alike(network: IpAddr, address: IpAddr, bits: u32) -> bool {
    let differ = match (network, address) {
        (IpAddr::V4(a), IpAddr::V4(b)) => (u32::from(a) ^ u32::from(b)).leading_zeros(),
        (IpAddr::V6(a), IpAddr::V6(b)) => (u128::from(a) ^ u128::from(b)).leading_zeros(),
        _ => return false,
    };
    differ >= bits
}

fn unbracketed(host: &str) -> &str {
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    bare.unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::NoProxy;

    #[test]
    fn hosts_are_matched_as_curl_matches_them() {
        for (list, host, covered) in [
            ("example.com", "example.com", true),
            ("example.com", "rtc-api.example.com", true),
            (".example.com", "rtc-api.example.com", true),
            (".example.com", "example.com", true),
            ("*.example.com", "rtc-api.example.com", true),
            ("EXAMPLE.com.", "rtc-api.Example.COM.", true),
            ("example.com", "notexample.com", false),
            ("example.com", "example.com.evil.net", false),
            ("rtc-api.example.com", "example.com", false),
            ("a.b, example.com", "rtc-api.example.com", true),
            ("a.b\texample.com", "x.example.com", true),
            ("a.b,,", "x.example.com", false),
            ("", "example.com", false),
            ("*", "example.com", true),
            ("*", "[::1]", true),
            ("10.0.0.0/8", "10.200.3.4", true),
            ("10.0.0.0/8", "11.0.0.1", false),
            ("10.1.2.3/0", "8.8.8.8", true),
            ("10.0.0.0/33", "10.0.0.1", false),
            ("192.168.1.7", "192.168.1.7", true),
            ("192.168.1.7", "192.168.1.70", false),
            ("168.1.7", "192.168.1.7", false),
            ("fd00::/8", "[fd12::1]", true),
            ("fd00::/8", "[fe80::1]", false),
            ("::1", "[::1]", true),
            ("[::1]", "[::1]", true),
            ("[0:0:0:0:0:0:0:1]", "::1", true),
            ("::1", "127.0.0.1", false),
            ("example.com:443", "x.example.com", true),
            ("example.com:8443", "x.example.com", false),
            ("example.com:port", "x.example.com", false),
            ("[::1]:443", "[::1]", true),
            ("[::1]:444", "[::1]", false),
            ("10.0.0.1:443", "10.0.0.1", true),
        ] {
            assert_eq!(NoProxy::new(list).covers(host, 443), covered, "{list:?} {host}");
        }
    }
}
