//! Protects token04: what is made is what the vendor's readers expect, byte for byte; what others make opens;
//! each mistake is told by its own kind; nothing that should be hidden is printed; and nothing panics.

use proptest::prelude::*;
use serde::Deserialize;
use std::time::Duration;
use zegoapi_core::{
    App, Error, NewToken, Privileges, Token, TokenContents, TokenError, TokenErrorKind, TokenStamp,
    TokenValidity,
};

const SECRET: &str = "9193cc662a4c0ec135ec71fb57194b38";

#[derive(Deserialize)]
struct Vectors {
    made: Vec<Made>,
    refused: Vec<Refused>,
    opened: Vec<Opened>,
    mistakes: Vec<Mistake>,
}

#[derive(Deserialize)]
struct Made {
    name: String,
    app_id: u32,
    server_secret: String,
    user_id: String,
    valid_for_s: u64,
    now: i64,
    clock_offset_s: i32,
    nonce: i32,
    iv_hex: String,
    payload: String,
    privileges: Option<Allowed>,
    token: String,
}

#[derive(Deserialize)]
struct Allowed {
    room_id: Option<String>,
    login: Option<bool>,
    publish: Option<bool>,
    stream_id_list: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Refused {
    name: String,
    user_id: String,
    valid_for_s: u64,
    now: i64,
    server_secret: String,
    payload: String,
    room_id: Option<String>,
    stream_id_list: Option<Vec<String>>,
    field: String,
    problem: String,
    limit: Option<usize>,
    size: Option<usize>,
    index: Option<usize>,
}

#[derive(Deserialize)]
struct Opened {
    name: String,
    app_id: u32,
    server_secret: String,
    token: String,
    contents: Contents,
    is_of: bool,
    privileges: Option<Allowed>,
    validity: Vec<(i64, u64, String)>,
}

#[derive(Deserialize, PartialEq, Debug)]
struct Contents {
    app_id: u32,
    user_id: String,
    nonce: String,
    ctime: i64,
    expire: i64,
    payload: String,
}

#[derive(Deserialize)]
struct Mistake {
    name: String,
    server_secret: String,
    text: String,
    error: String,
}

fn vectors() -> Vectors {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/tokens.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn contents(of: &TokenContents) -> Contents {
    Contents {
        app_id: of.app_id(),
        user_id: of.user_id().into(),
        nonce: of.nonce().to_string(),
        ctime: of.ctime(),
        expire: of.expire(),
        payload: of.payload().into(),
    }
}

fn privileges(allowed: &Allowed) -> Privileges {
    let mut privileges = match allowed.room_id.as_deref() {
        None | Some("") => Privileges::in_any_room(),
        Some(room_id) => Privileges::in_room(room_id).unwrap(),
    };
    if allowed.login == Some(true) {
        privileges = privileges.allow_login();
    }
    if allowed.publish == Some(true) {
        privileges = privileges.allow_publish();
    }
    match &allowed.stream_id_list {
        Some(ids) => privileges.only_streams(ids).unwrap(),
        None => privileges,
    }
}

fn make(case: &Made) -> Result<Token, TokenError> {
    let app = App::new(case.app_id, case.server_secret.as_str()).unwrap();
    app.set_clock_offset_s(case.clock_offset_s);
    let mut iv = [0; TokenStamp::IV_LEN];
    hex::decode_to_slice(&case.iv_hex, &mut iv).unwrap();
    let stamp = TokenStamp::new(iv, case.nonce, case.now)?;
    let token = NewToken::new(case.user_id.as_str(), Duration::from_secs(case.valid_for_s))?;
    let token = match &case.privileges {
        Some(allowed) => token.with_privileges(&privileges(allowed)),
        None => token.with_payload(case.payload.as_str())?,
    };
    token.make(&app, &stamp)
}

#[test]
fn tokens_are_made_to_the_byte_and_open_again() {
    let cases = vectors().made;
    for case in &cases {
        let name = &case.name;
        let token = make(case).unwrap();
        assert_eq!(token.as_str(), case.token, "{name}");
        let ctime = case.now + i64::from(case.clock_offset_s);
        let expire = ctime + i64::try_from(case.valid_for_s).unwrap();
        assert_eq!(token.expire(), expire, "{name}");
        let app = App::new(case.app_id, case.server_secret.as_str()).unwrap();
        let opened = token.open(&app).unwrap();
        let expected = Contents {
            app_id: case.app_id,
            user_id: case.user_id.clone(),
            nonce: case.nonce.to_string(),
            ctime,
            expire,
            payload: case.payload.clone(),
        };
        assert_eq!(contents(&opened), expected, "{name}");
        assert!(opened.is_of(&app), "{name}");
        if let Some(allowed) = &case.privileges {
            assert_eq!(opened.privileges(), Some(privileges(allowed)), "{name}");
        }
    }
    assert_eq!(cases.len(), 13);
}

#[test]
fn bad_arguments_are_refused_by_field_limit_and_size() {
    let cases = vectors().refused;
    for case in &cases {
        let name = &case.name;
        let error = make_refused(case).unwrap_err();
        assert_eq!(error.kind(), TokenErrorKind::InvalidInput, "{name}");
        let input = error.invalid_input();
        assert_eq!(
            (
                input.field(),
                input.problem().name(),
                input.limit(),
                input.size(),
                input.index()
            ),
            (
                case.field.as_str(),
                case.problem.as_str(),
                case.limit,
                case.size,
                case.index
            ),
            "{name}"
        );
        assert!(error.to_string().contains(&case.field), "{name}: {error}");
        assert!(matches!(Error::from(error), Error::InvalidInput(_)), "{name}");
    }
    assert_eq!(cases.len(), 16);
}

fn make_refused(case: &Refused) -> Result<Token, TokenError> {
    let app = App::new(12345, case.server_secret.as_str()).unwrap();
    let stamp = TokenStamp::new([7; TokenStamp::IV_LEN], 1, case.now)?;
    let mut token = NewToken::new(case.user_id.as_str(), Duration::from_secs(case.valid_for_s))?
        .with_payload(case.payload.as_str())?;
    if let Some(room_id) = &case.room_id {
        let mut privileges = Privileges::in_room(room_id.as_str())?;
        if let Some(ids) = &case.stream_id_list {
            privileges = privileges.only_streams(ids)?;
        }
        token = token.with_privileges(&privileges);
    }
    token.make(&app, &stamp)
}

#[test]
fn tokens_of_other_makers_open() {
    let cases = vectors().opened;
    let mut times = 0;
    for case in &cases {
        let name = &case.name;
        let app = App::new(case.app_id, case.server_secret.as_str()).unwrap();
        let opened = Token::parse(case.token.as_str()).unwrap().open(&app).unwrap();
        assert_eq!(contents(&opened), case.contents, "{name}");
        assert_eq!(opened.is_of(&app), case.is_of, "{name}");
        assert_eq!(opened.valid_for_s(), opened.expire() - opened.ctime(), "{name}");
        let got = opened.privileges();
        assert_eq!(got.is_some(), case.privileges.is_some(), "{name}");
        if let (Some(got), Some(allowed)) = (got, &case.privileges) {
            assert_eq!(got.room_id(), allowed.room_id.as_deref(), "{name}");
            assert_eq!(
                (got.login(), got.publish()),
                (allowed.login, allowed.publish),
                "{name}"
            );
            assert_eq!(got.stream_id_list(), allowed.stream_id_list.as_deref(), "{name}");
        }
        for (now, leeway_s, expected) in &case.validity {
            let got = opened.validity(*now, Duration::from_secs(*leeway_s));
            assert_eq!(got.name(), expected, "{name} at {now} with {leeway_s}");
            times += 1;
        }
    }
    assert_eq!((cases.len(), times), (11, 13));
}

#[test]
fn each_mistake_has_its_kind() {
    let cases = vectors().mistakes;
    for case in &cases {
        let name = &case.name;
        let app = App::new(12345, case.server_secret.as_str()).unwrap();
        let error = Token::parse(case.text.as_str())
            .and_then(|token| token.open(&app))
            .unwrap_err();
        assert_eq!(error.kind().name(), case.error, "{name}");
        let text = format!("{error} {error:?}");
        assert!(!text.contains(&case.server_secret), "{name}: {text}");
        let secret_part = case.text.get(20..40).unwrap_or("nothing to hide");
        assert!(!text.contains(secret_part), "{name}: {text}");
    }
    assert_eq!(cases.len(), 31);
    let named: std::collections::BTreeSet<_> = cases.iter().map(|case| case.error.as_str()).collect();
    assert_eq!(named.len(), TokenErrorKind::ALL.len(), "every kind is there");
}

#[test]
fn the_payload_fills_the_claims_and_not_a_byte_more() {
    let app = App::new(1, SECRET).unwrap();
    let stamp = TokenStamp::new([9; TokenStamp::IV_LEN], 1, 1_700_000_000).unwrap();
    let make = |bytes: usize| {
        let payload = format!("[{}]", " ".repeat(bytes - 2));
        NewToken::new("u", Duration::from_secs(1))
            .unwrap()
            .with_payload(payload)
            .unwrap()
            .make(&app, &stamp)
    };
    let limit = make(40_000).unwrap_err().invalid_input().limit().unwrap();
    assert!(make(limit).unwrap().open(&app).unwrap().payload().len() == limit);
    let error = make(limit + 1).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "invalid input: payload is {} bytes, at most {limit} allowed",
            limit + 1
        )
    );
}

#[test]
fn numbers_at_their_ends_do_no_harm() {
    let app = App::new(u32::MAX, SECRET).unwrap();
    for offset in [i32::MIN, i32::MAX] {
        app.set_clock_offset_s(offset);
        for now in [0, 99_999_999_999] {
            let stamp = TokenStamp::new([0xff; TokenStamp::IV_LEN], i32::MIN, now).unwrap();
            let token = NewToken::new("u", Duration::from_secs(1))
                .unwrap()
                .make(&app, &stamp)
                .unwrap();
            let opened = token.open(&app).unwrap();
            assert_eq!(opened.ctime(), (now + i64::from(offset)).max(0));
            assert_eq!(
                opened.validity(i64::MIN, Duration::ZERO),
                TokenValidity::NotYetValid
            );
            assert_eq!(opened.validity(0, Duration::MAX), TokenValidity::Valid);
            assert_eq!(opened.validity(i64::MAX, Duration::ZERO), TokenValidity::Expired);
        }
    }
}

#[test]
fn texts_say_what_to_do_and_print_nothing_private() {
    let refused = |token: Result<NewToken, TokenError>| token.unwrap_err().to_string();
    let long = NewToken::new("u", Duration::from_secs(3_600_000_000));
    assert_eq!(
        refused(long),
        "invalid input: valid_for is 3600000000 seconds, at most 315360000 allowed (were they milliseconds?)"
    );
    let app = App::new(1, SECRET).unwrap();
    let stamp = TokenStamp::from_random([0x5a; TokenStamp::RANDOM_LEN], 1).unwrap();
    assert_eq!(
        format!("{stamp:?}"),
        r#"TokenStamp { iv: "***", nonce: "***", now: 1 }"#
    );
    let new = NewToken::new("u", Duration::from_secs(9))
        .unwrap()
        .with_payload(r#"{"hidden":1}"#)
        .unwrap();
    let token = new.make(&app, &stamp).unwrap();
    let opened = token.open(&app).unwrap();
    let text = format!("{new:?} {token:?} {token} {opened:?}");
    assert!(
        !text.contains("hidden") && !text.contains("1515870810") && !text.contains("04AAAA"),
        "{text}"
    );
    assert!(
        text.contains(&format!("04...({} bytes)", token.as_str().len())),
        "{text}"
    );
    let app_sign = App::new(1, "ab".repeat(32)).unwrap();
    assert_eq!(
        new.make(&app_sign, &stamp).unwrap_err().to_string(),
        "invalid input: server_secret is 64 bytes, exactly 32 needed (64 is the length of an AppSign)"
    );
}

/// Whatever a text is, opening it ends in contents or in an error.
fn open_whatever(text: &str) {
    let app = App::new(1, SECRET).unwrap();
    if let Ok(token) = Token::parse(text) {
        let _ = token.open(&app).map(|contents| contents.privileges());
    }
}

proptest! {
    #[test]
    fn what_is_made_opens_the_same(
        app_id in 1_u32..,
        user_id in "\\PC{1,64}|[\\x00-\\x7f]{1,64}",
        text in "\\PC{0,200}|[\\x00-\\x7f]{0,200}",
        valid_for_s in 1_u64..=315_360_000,
        bytes in any::<[u8; TokenStamp::RANDOM_LEN]>(),
        now in 0_i64..100_000_000_000,
    ) {
        let app = App::new(app_id, SECRET).unwrap();
        let payload = serde_json::to_string(&text).unwrap();
        let stamp = TokenStamp::from_random(bytes, now).unwrap();
        let new = NewToken::new(user_id.as_str(), Duration::from_secs(valid_for_s)).unwrap();
        let token = new.with_payload(payload.as_str()).unwrap().make(&app, &stamp).unwrap();
        let opened = Token::parse(token.as_str()).unwrap().open(&app).unwrap();
        let nonce = opened.nonce();
        prop_assert!((0..=i64::from(i32::MAX)).contains(&nonce));
        let expire = now + i64::try_from(valid_for_s).unwrap();
        let nonce = nonce.to_string();
        prop_assert_eq!(contents(&opened), Contents { app_id, user_id, nonce, ctime: now, expire, payload });
        prop_assert!(Token::parse(token.as_str()).unwrap() == token);
    }

    #[test]
    fn any_text_ends_in_an_error(text in any::<String>()) {
        open_whatever(&text);
        open_whatever(&format!("04{text}"));
    }

    #[test]
    fn any_bytes_end_in_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        use base64::Engine;
        let text = base64::engine::general_purpose::STANDARD.encode(&bytes);
        open_whatever(&format!("04{text}"));
    }

    #[test]
    fn a_changed_token_ends_in_an_error_or_in_other_contents(at in 0_usize..1000, to in any::<u8>(), cut in any::<bool>()) {
        let app = App::new(1, SECRET).unwrap();
        let stamp = TokenStamp::new([7; 16], 1, 1_700_000_000).unwrap();
        let token = NewToken::new("user", Duration::from_secs(60)).unwrap().make(&app, &stamp).unwrap();
        let mut bytes = token.as_str().as_bytes().to_vec();
        let at = at % bytes.len();
        prop_assume!(bytes[at] != to);
        if cut { bytes.truncate(at) } else { bytes[at] = to }
        let original = token.open(&app).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        if let Ok(changed) = Token::parse(&*text).and_then(|token| token.open(&app)) {
            prop_assert!(changed != original, "the change shows");
        }
    }
}
