//! Asks a SOCKS proxy for a way to a server: SOCKS 4 and 4a, and 5 (RFC 1928) with user name and password (RFC 1929).

use super::proxy::Target;
use super::wire::Stream;
use std::io;
use std::net::{IpAddr, Ipv4Addr};
use ureq::{Proxy, ProxyProtocol};

pub(super) fn ask_for(target: &Target<'_>, proxy: &Proxy, stream: &mut dyn Stream) -> io::Result<()> {
    match proxy.protocol() {
        ProxyProtocol::Socks4 | ProxyProtocol::Socks4A => version_4(target, proxy, stream),
        _ => version_5(target, proxy, stream),
    }
}

/// The name or the address that the proxy is given, and the port. An address that stands in the URL goes as one.
fn destination<'a>(target: &Target<'a>) -> io::Result<(Result<IpAddr, &'a str>, u16)> {
    match *target {
        Target::Address(Some(address), port) => Ok((Ok(address), port)),
        Target::Address(None, _) => Err(io::Error::other("the host has no address")),
        Target::Name(host, port) => {
            let bare = host
                .strip_prefix('[')
                .and_then(|host| host.strip_suffix(']'))
                .unwrap_or(host);
            Ok((bare.parse().map_err(|_| bare), port))
        }
    }
}

fn version_4(target: &Target<'_>, proxy: &Proxy, stream: &mut dyn Stream) -> io::Result<()> {
    let (host, port) = destination(target)?;
    let (address, name) = match host {
        Ok(IpAddr::V4(address)) => (address, None),
        Ok(IpAddr::V6(_)) => return Err(io::Error::other("SOCKS 4 has no IPv6")),
        // Of SOCKS 4a: an address that is none says that a name follows.
        Err(name) => (Ipv4Addr::new(0, 0, 0, 1), Some(name)),
    };
    let mut request = vec![4, 1];
    request.extend(port.to_be_bytes());
    request.extend(address.octets());
    request.extend(proxy.username().unwrap_or_default().bytes());
    request.push(0);
    if let Some(name) = name {
        request.extend(name.bytes());
        request.push(0);
    }
    tell(stream, &request)?;
    let [_, status, ..] = hear::<8>(stream)?;
    match status {
        90 => Ok(()),
        92 | 93 => Err(io::Error::other("the proxy refused: check the proxy's user name")),
        status => Err(io::Error::other(format!(
            "the proxy refused (SOCKS 4 status {status})"
        ))),
    }
}

fn version_5(target: &Target<'_>, proxy: &Proxy, stream: &mut dyn Stream) -> io::Result<()> {
    // Without credentials, and with them where there are any.
    let greeting: &[u8] = if proxy.username().is_some() {
        &[5, 2, 0, 2]
    } else {
        &[5, 1, 0]
    };
    tell(stream, greeting)?;
    match (hear::<2>(stream)?, proxy.username()) {
        ([5, 0], _) => {}
        ([5, 2], Some(user)) => {
            let mut request = vec![1];
            put(user, &mut request)?;
            put(proxy.password().unwrap_or_default(), &mut request)?;
            tell(stream, &request)?;
            if hear::<2>(stream)?[1] != 0 {
                return Err(credentials());
            }
        }
        ([5, _], _) => return Err(credentials()),
        _ => return Err(io::Error::other("the proxy's answer is no SOCKS 5")),
    }
    let (host, port) = destination(target)?;
    let mut request = vec![5, 1, 0];
    match host {
        Ok(IpAddr::V4(address)) => {
            request.push(1);
            request.extend(address.octets());
        }
        Ok(IpAddr::V6(address)) => {
            request.push(4);
            request.extend(address.octets());
        }
        Err(name) => {
            request.push(3);
            put(name, &mut request)?;
        }
    }
    request.extend(port.to_be_bytes());
    tell(stream, &request)?;
    let [version, status, _, kind] = hear::<4>(stream)?;
    if version != 5 {
        return Err(io::Error::other("the proxy's answer is no SOCKS 5"));
    }
    if status != 0 {
        return Err(refusal(status));
    }
    // The address and port at the proxy's other end, which nobody needs.
    let length = match kind {
        1 => 4,
        4 => 16,
        _ => usize::from(hear::<1>(stream)?[0]),
    };
    stream.read_exact(&mut [0; 257][..length + 2])
}

fn refusal(status: u8) -> io::Error {
    let reason = match status {
        2 => "not allowed by its rules",
        3 => "network unreachable",
        4 => "host unreachable",
        5 => "connection refused",
        6 => "time ran out",
        _ => "no reason",
    };
    io::Error::other(format!("the proxy refused (SOCKS 5 status {status}, {reason})"))
}

fn credentials() -> io::Error {
    io::Error::other("the proxy refused: check the proxy's user name and password")
}

fn put(text: &str, request: &mut Vec<u8>) -> io::Result<()> {
    let length = u8::try_from(text.len());
    request.push(length.map_err(|_| io::Error::other("longer than the 255 bytes that SOCKS 5 takes"))?);
    request.extend(text.bytes());
    Ok(())
}

fn tell(stream: &mut dyn Stream, bytes: &[u8]) -> io::Result<()> {
    stream.write_all(bytes)?;
    stream.flush()
}

/// Exactly so many bytes: what follows belongs to the server.
fn hear<const N: usize>(stream: &mut dyn Stream) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    stream.read_exact(&mut bytes)?;
    Ok(bytes)
}
