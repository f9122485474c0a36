//! The application for JavaScript: what its clients, calls and fan-outs share.

use crate::input::{AppOptions, read};
use crate::thrown;
use napi_derive::napi;
use std::sync::{Arc, MutexGuard};
use zegoapi_client::{App, AppLimiters, Limiters};

#[napi]
pub struct NativeApp {
    app: App,
}

impl NativeApp {
    pub(crate) fn app(&self) -> &App {
        &self.app
    }
}

#[napi]
impl NativeApp {
    #[napi(constructor, catch_unwind)]
    pub fn new(options: String, server_secret: String) -> napi::Result<Self> {
        let options: AppOptions = read(&options)?;
        let app = options.app(server_secret).map_err(|error| thrown(&error))?;
        Ok(Self { app })
    }

    #[napi(catch_unwind)]
    pub fn app_id(&self) -> u32 {
        self.app.app_id()
    }

    #[napi(catch_unwind)]
    pub fn clock_offset_s(&self) -> i32 {
        self.app.clock_offset_s()
    }

    #[napi(catch_unwind)]
    pub fn set_clock_offset_s(&self, seconds: i32) {
        self.app.set_clock_offset_s(seconds);
    }
}

/// The rate limits of an application, for what JavaScript drives itself.
pub(crate) struct SharedLimiters(Arc<AppLimiters>);

impl SharedLimiters {
    pub(crate) fn of(app: &App) -> Self {
        Self(AppLimiters::of(app))
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Limiters> {
        self.0.lock()
    }
}
