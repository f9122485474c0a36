//! The query of a request, decoded strictly: a stray `%` or bytes that are no UTF-8 are remembered.
//! The gateway reads what can be read; the action's rules refuse the rest.

use percent_encoding::percent_decode;

/// One `name=value`.
#[derive(Debug)]
struct Pair {
    name: String,
    value: String,
}

/// A decoded query.
#[derive(Debug, Default)]
pub(crate) struct Query {
    pairs: Vec<Pair>,
    undecodable: bool,
}

impl Query {
    /// Decodes a raw query. `plus_is_space` is form decoding, as most gateways do it.
    pub(crate) fn parse(raw: &str, plus_is_space: bool) -> Query {
        let mut query = Query::default();
        for piece in raw.split('&').filter(|piece| !piece.is_empty()) {
            let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
            let pair = Pair {
                name: query.decode(name, plus_is_space),
                value: query.decode(value, plus_is_space),
            };
            query.pairs.push(pair);
        }
        query
    }

    fn decode(&mut self, raw: &str, plus_is_space: bool) -> String {
        self.undecodable |= !escapes_are_whole(raw.as_bytes());
        let spaced = if plus_is_space {
            raw.replace('+', " ")
        } else {
            raw.to_owned()
        };
        let bytes = percent_decode(spaced.as_bytes()).collect::<Vec<u8>>();
        String::from_utf8(bytes).unwrap_or_else(|error| {
            self.undecodable = true;
            String::from_utf8_lossy(error.as_bytes()).into_owned()
        })
    }

    /// Whether any part of it is not valid percent-encoding of UTF-8.
    pub(crate) fn is_undecodable(&self) -> bool {
        self.undecodable
    }

    /// All names and values, in order.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs
            .iter()
            .map(|pair| (pair.name.as_str(), pair.value.as_str()))
    }

    /// All values of a parameter, in order.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs
            .iter()
            .filter(move |pair| pair.name == name)
            .map(|pair| pair.value.as_str())
    }

    /// The first value of a parameter, if it is there and not empty.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|pair| pair.name == name)
            .map(|pair| pair.value.as_str())
            .filter(|v| !v.is_empty())
    }

    /// Whether a parameter stands there more than once.
    pub(crate) fn is_repeated(&self, name: &str) -> bool {
        self.pairs
            .iter()
            .filter(|pair| pair.name == name)
            .nth(1)
            .is_some()
    }

    /// How many parameters look like one of `known` but are not spelt like it: other letter case,
    /// brackets too many, too few or filled. The server ignores them.
    pub(crate) fn count_misspelt(&self, known: &[&str]) -> u64 {
        let near = |name: &str| {
            let bare = bare(name);
            !known.contains(&name)
                && known
                    .iter()
                    .any(|right| bare.eq_ignore_ascii_case(self::bare(right)))
        };
        self.pairs.iter().filter(|pair| near(&pair.name)).count() as u64
    }
}

/// The name up to its first bracket.
fn bare(name: &str) -> &str {
    name.split('[').next().unwrap_or(name)
}

/// Whether every `%` is followed by two hexadecimal digits.
fn escapes_are_whole(raw: &[u8]) -> bool {
    raw.iter()
        .enumerate()
        .filter(|&(_, &byte)| byte == b'%')
        .all(|(at, _)| {
            raw.get(at + 1..at + 3)
                .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_checked_to_the_last_byte() {
        for raw in [
            "a=%",
            "a=%4",
            "a=%zz",
            "a=%4z",
            "%=a",
            "a=%FF",
            "a=%C3",
            "a=%ED%A0%80",
        ] {
            assert!(Query::parse(raw, true).is_undecodable(), "{raw}");
        }
        for raw in ["a=%25", "a=%00", "a=%c3%A4", "a=%2525", "", "&&"] {
            assert!(!Query::parse(raw, true).is_undecodable(), "{raw}");
        }
    }

    #[test]
    fn values_are_decoded_once() {
        let query = Query::parse("a=%2525&b=x=y&c&%5B%5D=1&a=2", true);
        assert_eq!(query.all("a").collect::<Vec<_>>(), ["%25", "2"]);
        assert_eq!(query.get("b"), Some("x=y"));
        assert_eq!((query.get("c"), query.get("[]")), (None, Some("1")));
        assert!(query.is_repeated("a") && !query.is_repeated("b"));
    }

    #[test]
    fn a_plus_is_a_space_only_in_forms() {
        assert_eq!(Query::parse("a=1+2%2B", true).get("a"), Some("1 2+"));
        assert_eq!(Query::parse("a=1+2%2B", false).get("a"), Some("1+2+"));
    }

    #[test]
    fn near_misses_are_counted() {
        let known = ["ToUserId[]", "RoomId"];
        let query = Query::parse(
            "ToUserId=1&ToUserId%5B0%5D=1&ToUserId[][0]=1&roomId=r&Other=1",
            true,
        );
        assert_eq!(query.count_misspelt(&known), 4);
        assert_eq!(
            Query::parse("ToUserId[]=1&RoomId=2&ToUserIds=3", true).count_misspelt(&known),
            0
        );
    }
}
