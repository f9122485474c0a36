//! token04 for JavaScript: made, opened and explained.

use crate::app::NativeApp;
use crate::errors::thrown_token;
use crate::input::read;
use crate::thrown;
use crate::time::{signed, system_s, whole};
use crate::token_form::{TokenInput, token_contents};
use napi_derive::napi;
use std::time::Duration;
use zegoapi_client::{Token, TokenContents, TokenStamp, fill_random};

#[napi]
pub struct NativeToken {
    token: Token,
}

#[napi]
pub struct NativeTokenContents {
    contents: TokenContents,
}

#[napi]
impl NativeToken {
    #[napi(factory, catch_unwind)]
    pub fn parse(text: String) -> napi::Result<Self> {
        let token = Token::parse(text).map_err(|error| thrown_token(&error))?;
        Ok(Self { token })
    }

    /// Makes a token by the application's secret; IV, nonce and time are the system's unless they are given.
    #[napi(factory, catch_unwind)]
    pub fn make(
        app: &NativeApp,
        input: String,
        now: Option<f64>,
        iv: Option<&[u8]>,
        nonce: Option<i32>,
    ) -> napi::Result<Self> {
        let input: TokenInput = read(&input)?;
        let new = input.new_token().map_err(|error| thrown_token(&error))?;
        let stamp = stamp(now, iv, nonce)?;
        let token = new
            .make(app.app(), &stamp)
            .map_err(|error| thrown_token(&error))?;
        Ok(Self { token })
    }

    #[napi(catch_unwind)]
    pub fn open(&self, app: &NativeApp) -> napi::Result<NativeTokenContents> {
        let contents = self.token.open(app.app()).map_err(|error| thrown_token(&error))?;
        Ok(NativeTokenContents { contents })
    }

    #[napi(catch_unwind)]
    pub fn text(&self) -> String {
        self.token.as_str().to_owned()
    }

    #[napi(catch_unwind)]
    pub fn masked(&self) -> String {
        self.token.to_string()
    }

    #[napi(catch_unwind)]
    #[allow(clippy::cast_precision_loss, reason = "said below")]
    pub fn expire(&self) -> f64 {
        // A time in seconds is far below 2^53, unless somebody made it up.
        self.token.expire() as f64
    }
}

#[napi]
impl NativeTokenContents {
    /// What it says, as JSON.
    #[napi(catch_unwind)]
    pub fn told(&self) -> String {
        token_contents(&self.contents)
    }

    #[napi(catch_unwind)]
    pub fn is_of(&self, app: &NativeApp) -> bool {
        self.contents.is_of(app.app())
    }

    #[napi(catch_unwind)]
    pub fn validity(&self, now: Option<f64>, leeway_s: Option<f64>) -> &'static str {
        let leeway = leeway_s.map_or(Token::DEFAULT_LEEWAY, |s| Duration::from_secs(whole(s)));
        let now = now.map_or_else(system_s, signed);
        self.contents.validity(now, leeway).name()
    }
}

/// IV and nonce as they are given, both of them, or drawn.
fn stamp(now: Option<f64>, iv: Option<&[u8]>, nonce: Option<i32>) -> napi::Result<TokenStamp> {
    let now = now.map_or_else(system_s, signed);
    let made = if let (Some(iv), Some(nonce)) = (iv.and_then(|iv| iv.first_chunk()), nonce) {
        TokenStamp::new(*iv, nonce, now)
    } else {
        let mut random = [0; TokenStamp::RANDOM_LEN];
        fill_random(&mut random).map_err(|error| thrown(&error))?;
        TokenStamp::from_random(random, now)
    };
    made.map_err(|error| thrown_token(&error))
}
