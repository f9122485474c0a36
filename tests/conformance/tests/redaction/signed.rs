//! How tokens and callbacks print, made from values that hold the secrets and the content.

use std::time::Duration;
use zegoapi_conformance::secrets::{CONTENT, SECRET, SIGNATURE, app, debug, prints};
use zegoapi_core::{
    Callback, CallbackErrorKind, CallbackProduct, CallbackStamp, CallbackVerifier, Claim, NewToken, NonceKey,
    NonceMemory, Privileges, RecentNonces, Token, TokenContents, TokenErrorKind, TokenStamp, TokenValidity,
};

type Samples = Vec<(&'static str, Vec<String>)>;

const NOW: i64 = 1_615_186_943;
/// The nonce that is private in [`CONTENT`]'s company.
const NONCE: &str = "4fd24687296dd9f3";

pub(crate) fn samples() -> Samples {
    let mut all = tokens();
    all.extend(callbacks());
    all
}

fn tokens() -> Samples {
    let stamp = TokenStamp::from_random([7; TokenStamp::RANDOM_LEN], NOW).unwrap();
    let privileges = Privileges::in_room("room1").unwrap().allow_login();
    let new = NewToken::new("u1", Duration::from_secs(60)).unwrap();
    let content = serde_json::to_string(CONTENT).unwrap();
    let with_payload = new.clone().with_payload(content).unwrap();
    let token: Token = with_payload.make(&app(), &stamp).unwrap();
    let contents: TokenContents = token.open(&app()).unwrap();
    let texts = [debug(&token), debug(&contents), debug(&with_payload)];
    for text in texts.iter().flatten() {
        assert!(!text.contains(token.as_str()), "a token is a credential: {text}");
    }
    let [of_token, of_contents, of_new] = texts;
    let error = Token::parse(format!("04{SECRET}")).unwrap_err();
    vec![
        ("Token", of_token),
        ("TokenContents", of_contents),
        ("NewToken", of_new),
        ("Privileges", debug(privileges)),
        ("TokenStamp", debug(stamp)),
        ("TokenError", prints(&error)),
        ("TokenErrorKind", debug(TokenErrorKind::ALL)),
        (
            "TokenValidity",
            debug(contents.validity(NOW, Duration::ZERO) == TokenValidity::Valid),
        ),
    ]
}

/// What a memory is asked.
struct Asked(Vec<String>);

impl NonceMemory for Asked {
    fn claim(&mut self, key: NonceKey, _: i64, _: i64) -> Claim {
        self.0.extend(debug(key));
        Claim::New
    }

    fn commit(&mut self, _: NonceKey) {}

    fn release(&mut self, _: NonceKey) {}
}

fn callbacks() -> Samples {
    let verifier = CallbackVerifier::new(SECRET).unwrap();
    let stamp = CallbackStamp::signed(SECRET, NOW.to_string(), NONCE);
    let mut memory = RecentNonces::default();
    let taken = verifier.verify_stamp(&stamp, NOW, &mut memory).unwrap();
    let key = taken.key();
    let mut asked = Asked(Vec::new());
    let claimed = verifier.verify_stamp(&stamp, NOW, &mut asked).unwrap();
    claimed.commit(&mut asked);
    let forged = CallbackStamp::new(NOW.to_string(), NONCE, SIGNATURE);
    let error = verifier.check_stamp(&forged, NOW).unwrap_err();
    let content = serde_json::to_string(CONTENT).unwrap();
    let body = format!(
        r#"{{"event":"im_broadcast","appid":"12345","timestamp":{NOW},"nonce":"{NONCE}","signature":"{SIGNATURE}","msg_body":{content},"more":{content}}}"#
    );
    let callback = Callback::read_as(CallbackProduct::Rtc, body.as_bytes()).unwrap();
    vec![
        ("Callback", debug(&callback)),
        ("CallbackEvent", debug(callback.event())),
        (
            "callback_event",
            debug(zegoapi_core::callback_event::Content::from(CONTENT)),
        ),
        ("CallbackStamp", debug([&stamp, &forged, callback.stamp()])),
        ("CallbackVerifier", debug(&verifier)),
        ("VerifiedStamp", debug(taken)),
        ("CallbackError", prints(&error)),
        ("CallbackErrorKind", debug(CallbackErrorKind::ALL)),
        ("CallbackProduct", debug(callback.product())),
        ("Claim", debug(Claim::ALL)),
        ("NonceKey", debug(key)),
        ("NonceMemory", asked.0),
        ("RecentNonces", debug(&memory)),
    ]
}
