//! Where requests go: a product in a region, or a base URL given outright.
//! https only; plain http is let through for loopback alone, for tests and simulators.

use crate::error::{Error, InvalidInput};
use crate::product::Product;
use alloc::borrow::Cow;
use alloc::format;
use alloc::sync::Arc;
use core::net::{Ipv4Addr, Ipv6Addr};
use core::str::FromStr;
use fluent_uri::Uri;

/// A region of the vendor's service.
///
/// See <https://www.zegocloud.com/docs/rtc-server-api/accessing-server-apis> for the list of hosts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Region {
    /// The unified host, routed by the caller's location. The default.
    #[default]
    Unified,
    /// China, Shanghai (`sha`).
    Shanghai,
    /// Hong Kong (`hkg`).
    HongKong,
    /// Europe, Frankfurt (`fra`).
    Frankfurt,
    /// US West, California (`lax`).
    California,
    /// Asia Pacific, Mumbai (`bom`).
    Mumbai,
    /// Southeast Asia, Singapore (`sgp`).
    Singapore,
}

impl Region {
    /// Every region, the unified host first.
    pub const ALL: [Self; 7] = [
        Self::Unified,
        Self::Shanghai,
        Self::HongKong,
        Self::Frankfurt,
        Self::California,
        Self::Mumbai,
        Self::Singapore,
    ];

    /// The vendor's short name, as it stands in host names; empty for the unified host.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unified => "",
            Self::Shanghai => "sha",
            Self::HongKong => "hkg",
            Self::Frankfurt => "fra",
            Self::California => "lax",
            Self::Mumbai => "bom",
            Self::Singapore => "sgp",
        }
    }
}

impl FromStr for Region {
    type Err = Error;

    /// Reads a region's short name (`"sgp"`); the empty text is the unified host.
    fn from_str(code: &str) -> Result<Self, Error> {
        Self::ALL
            .into_iter()
            .find(|region| region.code() == code)
            .ok_or_else(|| {
                let expected = "sha, hkg, fra, lax, bom, sgp, or empty for the unified host";
                InvalidInput::malformed("region", expected, code.len()).into()
            })
    }
}

/// The address that requests are made for. Immutable, freely shared between threads.
///
/// ```
/// use zegoapi_core::{Endpoint, Region};
///
/// assert_eq!(Endpoint::default().url(), "https://rtc-api.zego.im/");
/// assert_eq!(Endpoint::in_region(Region::Frankfurt).url(), "https://rtc-api-fra.zego.im/");
/// assert_eq!(Endpoint::new("zim", Region::Unified)?.url(), "https://zim-api.zego.im/");
/// assert!(Endpoint::from_base_url("http://example.com").is_err());
/// # Ok::<(), zegoapi_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Endpoint {
    /// The base URL, ending where the query's `?` follows.
    url: Arc<str>,
    /// Which of the vendor's hosts it is; `None` for a base URL given outright.
    host: Option<(Product, Region)>,
}

impl Default for Endpoint {
    fn default() -> Self {
        Self::in_region(Region::Unified)
    }
}

impl Endpoint {
    /// A region of the vendor's. Actions go to their own product's host there; those that name none go to real-time
    /// communication (`rtc`).
    pub fn in_region(region: Region) -> Self {
        Self::of_vendor(Product::Rtc, region)
    }

    /// A region of the vendor's, with the product that actions go to that name none: `rtc`, `zim`, `cloudrecord`,
    /// `cloud-player`, `analytics`, `aigc-aiagent`, ... ([`Product`] has them all).
    ///
    /// # Errors
    ///
    /// [`Error::InvalidInput`] when there is no such product, or when it has no host in the region.
    pub fn new(product: &str, region: Region) -> Result<Self, Error> {
        let known = Product::from_name(product).ok_or_else(|| {
            let expected = "one of the vendor's products, such as rtc, zim or cloudrecord (another host can be \
                            given as a base URL)";
            InvalidInput::malformed("product", expected, product.len())
        })?;
        if region != Region::Unified && !known.has_regions() {
            let expected = "the unified host, the only one that this product has";
            return Err(InvalidInput::unsuitable("region", expected).into());
        }
        Ok(Self::of_vendor(known, region))
    }

    /// Where an action goes that belongs to this product: its host in the same region, or the unified one where it has
    /// no other. A base URL that was given outright stays.
    pub(crate) fn for_product(&self, product: Option<Product>) -> Cow<'_, Self> {
        match (self.host, product) {
            (Some((own, region)), Some(product)) if own != product => {
                let region = if product.has_regions() {
                    region
                } else {
                    Region::Unified
                };
                Cow::Owned(Self::of_vendor(product, region))
            }
            _ => Cow::Borrowed(self),
        }
    }

    /// The same, for an endpoint that is given away.
    pub(crate) fn into_product(self, product: Option<Product>) -> Self {
        let other = match self.for_product(product) {
            Cow::Owned(other) => Some(other),
            Cow::Borrowed(_) => None,
        };
        other.unwrap_or(self)
    }

    /// A base URL given outright: `https://host[:port][/path]`, or `http://` for loopback
    /// (`localhost`, `127.0.0.0/8`, `[::1]`) only.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidInput`] when the text is no such URL, holds a user name, query or fragment, or says
    /// `http://` to a host that is not loopback: a signed URL in plain text is a credential given away.
    pub fn from_base_url(base_url: &str) -> Result<Self, Error> {
        let refuse = |expected| Error::from(InvalidInput::malformed("base_url", expected, base_url.len()));
        let expected = "an absolute URL such as https://host[:port][/path]";
        let uri = Uri::parse(base_url).map_err(|_| refuse(expected))?;
        let authority = uri.authority().ok_or_else(|| refuse(expected))?;
        if authority.userinfo().is_some() || uri.query().is_some() || uri.fragment().is_some() {
            return Err(refuse("a URL without user name, query and fragment"));
        }
        if authority.host().is_empty() || authority.port_to_u16().is_err() {
            return Err(refuse(expected));
        }
        // Lower case is asked for, so that nothing further on has to compare schemes without regard to case.
        match uri.scheme().as_str() {
            "https" => {}
            "http" if is_loopback(authority.host()) => {}
            "http" => return Err(refuse("https:// (http:// is for loopback only)")),
            _ => return Err(refuse("https://")),
        }
        let path = if uri.path().is_empty() { "/" } else { "" };
        Ok(Self {
            url: format!("{base_url}{path}").into(),
            host: None,
        })
    }

    /// The base URL, with a path and without a query.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The host as it stands in the URL; an IPv6 address keeps its brackets.
    pub fn host(&self) -> &str {
        self.host_and_port().0
    }

    /// The port: the one in the URL, or else 443 for https and 80 for http.
    pub fn port(&self) -> u16 {
        let default = if self.is_https() { 443 } else { 80 };
        self.host_and_port()
            .1
            .and_then(|port| port.parse().ok())
            .unwrap_or(default)
    }

    /// Whether requests go over TLS. Plain http is for loopback only.
    pub fn is_https(&self) -> bool {
        self.url.starts_with("https:")
    }

    fn host_and_port(&self) -> (&str, Option<&str>) {
        let after_scheme = self.url.split_once("://").map_or("", |(_, rest)| rest);
        let authority = after_scheme.split('/').next().unwrap_or_default();
        // The last colon ends an IPv6 address's brackets or starts the port.
        match authority.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
            _ => (authority, None),
        }
    }

    fn of_vendor(product: Product, region: Region) -> Self {
        let dash = if region == Region::Unified { "" } else { "-" };
        let (name, domain) = (product.name(), product.domain());
        Self {
            url: format!("https://{name}-api{dash}{}.{domain}/", region.code()).into(),
            host: Some((product, region)),
        }
    }
}

impl FromStr for Endpoint {
    type Err = Error;

    /// The same as [`Endpoint::from_base_url`].
    fn from_str(base_url: &str) -> Result<Self, Error> {
        Self::from_base_url(base_url)
    }
}

fn is_loopback(host: &str) -> bool {
    let v6 = host.strip_prefix('[').and_then(|h| h.strip_suffix(']'));
    if let Some(v6) = v6 {
        return v6.parse::<Ipv6Addr>().is_ok_and(|ip| ip.is_loopback());
    }
    host.eq_ignore_ascii_case("localhost") || host.parse::<Ipv4Addr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::ToString;

    #[test]
    fn http_is_for_loopback_only() {
        for ok in [
            "http://localhost",
            "http://LOCALHOST:8080",
            "http://127.0.0.1:1/",
            "http://127.9.9.9/x",
            "http://[::1]:80",
            "https://example.com",
        ] {
            assert!(Endpoint::from_base_url(ok).is_ok(), "{ok}");
        }
        for bad in [
            "http://example.com",
            "http://127.0.0.1.example.com",
            "http://localhost.example.com",
            "http://127.0.0.1@example.com",
            "http://128.0.0.1",
            "http://[::2]",
            "http://[::ffff:127.0.0.1]",
            "http://0x7f.1",
            "http://",
            "https://",
            "https:///path",
            "https://:443",
            "https://h:99999",
            "https://h:x",
            "https://u:p@h",
            "https://h/?a=b",
            "https://h/#f",
            "https://h/ x",
            "https://h\n",
            "https://hé",
            "ftp://h",
            "//h",
            "h",
            "",
        ] {
            let Err(Error::InvalidInput(e)) = Endpoint::from_base_url(bad) else {
                panic!("{bad:?}")
            };
            assert_eq!(e.field(), "base_url");
        }
    }

    #[test]
    fn a_missing_path_becomes_the_root() {
        assert_eq!(Endpoint::from_base_url("https://h").unwrap().url(), "https://h/");
        assert_eq!(
            Endpoint::from_base_url("https://h:8443/x/y").unwrap().url(),
            "https://h:8443/x/y"
        );
    }

    #[test]
    fn says_where_it_leads() {
        let parts = |url| {
            let endpoint = Endpoint::from_base_url(url).unwrap();
            (endpoint.host().to_string(), endpoint.port(), endpoint.is_https())
        };
        assert_eq!(parts("https://h/x"), ("h".into(), 443, true));
        assert_eq!(parts("https://h:8443"), ("h".into(), 8443, true));
        assert_eq!(parts("https://h:"), ("h".into(), 443, true));
        assert_eq!(parts("http://[::1]"), ("[::1]".into(), 80, false));
        assert_eq!(parts("http://[::1]:81/"), ("[::1]".into(), 81, false));
    }

    #[test]
    fn unknown_regions_and_products_are_refused() {
        for bad in ["xyz", "SGP", " sgp", "-sgp"] {
            assert!(bad.parse::<Region>().is_err(), "{bad:?}");
        }
        for bad in ["", "RTC", "rtc.evil", "rtc/", "a\u{0}", "unheard-of"] {
            assert!(Endpoint::new(bad, Region::Unified).is_err(), "{bad:?}");
        }
        assert!(Endpoint::new("cloud-realtime-asr", Region::Singapore).is_err());
    }

    #[test]
    fn each_product_has_its_own_domain() {
        for (product, region, url) in [
            ("zim", Region::Singapore, "https://zim-api-sgp.zego.im/"),
            ("cloudrecord", Region::Unified, "https://cloudrecord-api.zego.im/"),
            (
                "cloud-player",
                Region::HongKong,
                "https://cloud-player-api-hkg.zego.im/",
            ),
            ("analytics", Region::Unified, "https://analytics-api.zego.im/"),
            (
                "aigc-aiagent",
                Region::Mumbai,
                "https://aigc-aiagent-api-bom.zegotech.cn/",
            ),
            (
                "aigc-digitalhuman",
                Region::Unified,
                "https://aigc-digitalhuman-api.zegotech.cn/",
            ),
            (
                "cloud-realtime-asr",
                Region::Unified,
                "https://cloud-realtime-asr-api.zegotech.cn/",
            ),
            ("whiteboard", Region::Unified, "https://whiteboard-api.zego.im/"),
            ("docs", Region::Unified, "https://docs-api.zego.im/"),
        ] {
            assert_eq!(Endpoint::new(product, region).unwrap().url(), url);
        }
    }

    #[test]
    fn an_action_goes_to_its_own_product() {
        let singapore = Endpoint::in_region(Region::Singapore);
        let url = |endpoint: &Endpoint, product| endpoint.for_product(product).url().to_string();
        assert_eq!(
            url(&singapore, Some(Product::Zim)),
            "https://zim-api-sgp.zego.im/"
        );
        assert_eq!(url(&singapore, Some(Product::Auth)), "https://auth-api.zego.im/");
        assert_eq!(url(&singapore, None), "https://rtc-api-sgp.zego.im/");
        let given = Endpoint::from_base_url("https://h/").unwrap();
        assert_eq!(url(&given, Some(Product::Zim)), "https://h/");
    }
}
