//! Protects what an action of one's own may say of itself, and no action here does: codes that mean "done already",
//! an effect that depends on a parameter, calls that count as several, a quota for a day.

use zegoapi_core::{
    Action, Answer, App, Call, CallOptions, Effect, Endpoint, Envelope, Error, Limiters, Limits, Quota, Rate,
    Step, Time, Unknown, UnknownCause,
};

/// Adds to an account; with a key of the caller's, twice is as good as once.
struct Add {
    key: Option<&'static str>,
    items: u32,
}

const DONE_ALREADY: i64 = 660_000_009;
const DAY_MS: u64 = 86_400_000;

impl Action for Add {
    type Reply = i64;

    fn name(&self) -> &'static str {
        "Add"
    }

    fn effect(&self) -> Effect {
        match self.key {
            Some(_) => Effect::Repeatable,
            None => Effect::Once,
        }
    }

    fn rate(&self) -> Rate {
        Rate {
            daily: Some(30),
            ..Rate::per_second(20)
        }
    }

    fn rate_cost(&self) -> u32 {
        self.items
    }

    fn check(&self, _: &Limits) -> Result<(), Error> {
        Ok(())
    }

    fn visit_params(&self, _: i64, visit: &mut dyn FnMut(&str, &str)) {
        if let Some(key) = self.key {
            visit("Key", key);
        }
    }

    fn is_done_already(&self, code: i64) -> bool {
        code == DONE_ALREADY
    }

    fn read_reply(&self, envelope: &Envelope<'_>) -> Option<i64> {
        Some(envelope.code)
    }
}

fn at(monotonic_ms: u64) -> Time {
    Time {
        monotonic_ms,
        unix_ms: 1_615_186_943_000,
    }
}

fn call(app: &App, key: Option<&'static str>, items: u32, now: u64) -> Call<Add> {
    let options = CallOptions {
        timeout_ms: 2 * DAY_MS,
        ..CallOptions::default()
    };
    Call::new(
        Add { key, items },
        app.clone(),
        Endpoint::default(),
        options,
        at(now),
    )
}

fn app() -> App {
    App::new(1, "s").unwrap()
}

fn is_sent(call: &mut Call<Add>, limiters: &mut Limiters, now: u64) -> bool {
    matches!(call.next(limiters, at(now), &[0; 16]).unwrap(), Step::Send { .. })
}

fn answer() -> Answer<'static> {
    let body = format!(r#"{{"Code":{DONE_ALREADY},"Message":"done already","RequestId":"3"}}"#);
    Answer::new(200, body.into_bytes())
}

#[test]
fn done_already_is_an_acceptance_after_a_try_that_may_have_done_it_and_after_no_other() {
    let (app, mut limiters) = (app(), Limiters::new());
    let mut repeated = call(&app, Some("k1"), 1, 0);
    assert!(is_sent(&mut repeated, &mut limiters, 0));
    let lost = || Error::from(Unknown::new(UnknownCause::Timeout, ""));
    repeated.failed(&mut limiters, at(10), lost()).unwrap();
    assert!(is_sent(&mut repeated, &mut limiters, 10));
    repeated.reply(&mut limiters, at(20), &answer()).unwrap();
    let step = repeated.next(&mut limiters, at(20), &[0; 16]).unwrap();
    assert!(matches!(step, Step::Done(Ok(DONE_ALREADY))), "{step:?}");

    let mut first = call(&app, Some("k1"), 1, 30);
    assert!(is_sent(&mut first, &mut limiters, 30));
    first.reply(&mut limiters, at(40), &answer()).unwrap();
    let step = first.next(&mut limiters, at(40), &[0; 16]).unwrap();
    assert!(
        matches!(&step, Step::Done(Err(Error::Api(e))) if e.code() == DONE_ALREADY),
        "{step:?}"
    );
}

#[test]
fn an_effect_may_depend_on_a_parameter() {
    for (key, again) in [(Some("k1"), true), (None, false)] {
        let (app, mut limiters) = (app(), Limiters::new());
        let mut call = call(&app, key, 1, 0);
        assert!(is_sent(&mut call, &mut limiters, 0));
        let lost = Unknown::new(UnknownCause::Broken, "");
        call.failed(&mut limiters, at(10), lost.into()).unwrap();
        assert_eq!(is_sent(&mut call, &mut limiters, 10), again, "{key:?}");
    }
}

#[test]
fn a_call_counts_as_several_in_the_second_and_in_the_day() {
    let (app, mut limiters) = (app(), Limiters::new());
    let mut fifteen = call(&app, None, 15, 0);
    assert!(is_sent(&mut fifteen, &mut limiters, 0));
    fifteen
        .reply(&mut limiters, at(0), &Answer::new(200, &br#"{"Code":0}"#[..]))
        .unwrap();
    // Five are left of the second's twenty, and fifteen of the day's thirty.
    let mut ten = call(&app, None, 10, 0);
    let waits = ten.next(&mut limiters, at(0), &[0; 16]).unwrap();
    assert!(matches!(waits, Step::Wait { until_ms: 1005 }), "{waits:?}");
    assert!(is_sent(&mut ten, &mut limiters, 1005));
    ten.reply(&mut limiters, at(1005), &Answer::new(200, &br#"{"Code":0}"#[..]))
        .unwrap();
    let mut six = call(&app, None, 6, 3000);
    let waits = six.next(&mut limiters, at(3000), &[0; 16]).unwrap();
    assert!(
        matches!(waits, Step::Wait { until_ms } if until_ms == DAY_MS + 5),
        "{waits:?}"
    );
    assert!(is_sent(&mut six, &mut limiters, DAY_MS + 5));
}

#[test]
fn the_quota_of_an_action_is_found_by_its_name() {
    let (app, mut limiters) = (app(), Limiters::new());
    assert!(limiters.get(&app, "Add").is_none());
    is_sent(&mut call(&app, None, 1, 0), &mut limiters, 0);
    let quota = limiters.get(&app, "Add").unwrap().quota();
    assert_eq!(quota, Quota::per_second(20));
    assert!(limiters.get(&app.clone().with_is_test(true), "Add").is_none());
    assert!(limiters.get_room(&app, "Add", "room1").is_none());
}
