//! A fan-out under random events: every user exactly once, nobody sent to again who may have got it.

use super::{Answer, Fate, answer, app, options, random, time};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::{BTreeMap, HashSet};
use zegoapi_core::{
    App, Endpoint, Error, FanOut, FanOutOptions, FanOutStep, Limiters, Outcome, Progress, Request, Unknown,
    UnknownCause,
};

#[derive(Clone, Debug)]
enum Doing {
    Ask {
        jitter: u64,
    },
    Report {
        call: Index,
        answer: Answer,
        failed: Option<Index>,
    },
    Misuse {
        call: u64,
    },
    Stop,
}

fn doing() -> impl Strategy<Value = (i64, Doing)> {
    let later = prop_oneof![4 => 0_i64..100, 1 => -500_i64..0, 1 => 0_i64..3000];
    let report = (any::<Index>(), answer(), proptest::option::of(any::<Index>()));
    let doing = prop_oneof![
        20 => any::<u64>().prop_map(|jitter| Doing::Ask { jitter }),
        20 => report.prop_map(|(call, answer, failed)| Doing::Report { call, answer, failed }),
        2 => (0_u64..20).prop_map(|call| Doing::Misuse { call }),
        1 => Just(Doing::Stop),
    ];
    (later, doing)
}

struct Run {
    fan_out: FanOut,
    app: App,
    limiters: Limiters,
    /// In the order given, each once.
    users: Vec<String>,
    duplicates_ok: bool,
    asks: u64,
    out: BTreeMap<u64, Vec<String>>,
    accepted: HashSet<String>,
    refused: BTreeMap<String, i64>,
    uncertain: HashSet<String>,
    settled: Vec<String>,
    stopped: bool,
    done: bool,
}

fn users_of(request: &Request) -> Vec<String> {
    let url = url::Url::parse(request.url()).unwrap();
    let users = url.query_pairs().filter(|(name, _)| name == "ToUserId[]");
    users.map(|(_, user)| user.into_owned()).collect()
}

fn sum(progress: &Progress) -> usize {
    progress.sent + progress.failed + progress.unknown + progress.in_flight + progress.not_tried
}

impl Run {
    fn ask(&mut self, at: u64, jitter: u64) -> Option<u64> {
        self.asks += 1;
        match self
            .fan_out
            .next(&mut self.limiters, time(at), &random(self.asks, jitter))
        {
            FanOutStep::Send {
                call,
                request,
                timeout_ms,
            } => {
                assert!(timeout_ms >= 1 && !self.stopped && !self.done);
                let users = users_of(&request);
                for user in &users {
                    assert!(!self.accepted.contains(user), "sent again after success");
                    assert!(!self.uncertain.contains(user) || self.duplicates_ok);
                    assert!(self.out.values().flatten().all(|other| other != user));
                    self.refused.remove(user);
                }
                assert!(self.out.insert(call, users).is_none(), "a number of its own");
                assert!(self.out.len() <= self.fan_out.most_calls_at_once());
                None
            }
            FanOutStep::Wait { until_ms } => {
                assert!(
                    !self.done && (until_ms.is_some() || !self.out.is_empty()),
                    "something leads on"
                );
                until_ms
            }
            FanOutStep::Done => {
                assert!(self.out.is_empty());
                self.done = true;
                None
            }
        }
    }

    fn report(&mut self, at: u64, call: u64, answer: Answer, failed: Option<Index>) {
        let users = self.out.remove(&call).unwrap();
        let fate = answer.fate();
        let failed = failed
            .filter(|_| fate == Fate::Accepted)
            .map(|index| index.get(&users).clone());
        match answer {
            Answer::Reply {
                status,
                date,
                mut body,
            } => {
                if let Some(user) = &failed {
                    body.pop();
                    let failed = format!(r#","Data":{{"FailUsers":[{{"Uid":"{user}","Code":50003}}]}}}}"#);
                    body.push_str(&failed);
                }
                let code = body
                    .split(['{', ':', ','])
                    .nth(2)
                    .and_then(|code| code.parse().ok());
                if let (Fate::Refused, Some(code)) = (fate, code) {
                    self.refused.extend(users.iter().map(|user| (user.clone(), code)));
                }
                let mut answer = zegoapi_core::Answer::new(status, body.into_bytes());
                answer.date = date.map(Into::into);
                self.fan_out
                    .reply(call, &mut self.limiters, time(at), &answer)
                    .unwrap();
            }
            Answer::Failed(error) => self
                .fan_out
                .failed(call, &mut self.limiters, time(at), error)
                .unwrap(),
        }
        for user in users {
            match fate {
                Fate::Accepted if failed.as_ref() == Some(&user) => {
                    self.refused.insert(user, 50003);
                }
                Fate::Accepted => {
                    self.accepted.insert(user);
                }
                Fate::Uncertain => {
                    self.uncertain.insert(user);
                }
                Fate::Refused => {}
            }
        }
    }

    fn misuse(&mut self, at: u64, call: u64) {
        if self.out.contains_key(&call) {
            return;
        }
        let before = format!(
            "{:?} {:?}",
            self.fan_out.progress(),
            self.limiters.get(&self.app, "SendCustomCommand")
        );
        let error: Error = Unknown::new(UnknownCause::Broken, "").into();
        let got = self.fan_out.failed(call, &mut self.limiters, time(at), error);
        assert!(matches!(got, Err(Error::InvalidInput(e)) if e.problem().name() == "out_of_order"));
        assert_eq!(
            format!(
                "{:?} {:?}",
                self.fan_out.progress(),
                self.limiters.get(&self.app, "SendCustomCommand")
            ),
            before
        );
    }

    fn look(&mut self) {
        let progress = self.fan_out.progress();
        assert_eq!(
            (progress.total, sum(&progress)),
            (self.users.len(), self.users.len()),
            "numbers add up"
        );
        let report = self.fan_out.report();
        let in_report = report.progress();
        assert_eq!(
            (in_report.total, sum(&in_report), in_report.in_flight),
            (self.users.len(), self.users.len(), 0)
        );
        assert!(
            report.users().map(|(user, _)| user).eq(self.users.iter()),
            "each once, in the order given"
        );
        for (user, outcome) in report.users() {
            let out = self.out.values().flatten().any(|other| other == user);
            match outcome {
                Outcome::Sent => assert!(self.accepted.contains(user)),
                Outcome::Failed { code } => {
                    assert_eq!(self.refused.get(user), Some(&code));
                    assert!(!self.accepted.contains(user) && !out);
                }
                Outcome::Unknown => assert!(out || self.uncertain.contains(user)),
                Outcome::NotTried => assert!(!out && !self.uncertain.contains(user)),
                _ => unreachable!(),
            }
        }
        assert!(report.remaining(false).all(|user| !self.accepted.contains(user)));
        while let Some(users) = self.fan_out.take_settled() {
            self.settled.extend(users.map(|(user, _)| user.to_owned()));
        }
    }

    fn after_the_end(&self) {
        let progress = self.fan_out.progress();
        assert_eq!(progress.in_flight, 0);
        let settled: HashSet<&String> = self.settled.iter().collect();
        assert_eq!(settled.len(), self.settled.len(), "each user settles once");
        let report = self.fan_out.report();
        for (user, outcome) in report.users() {
            assert!(settled.contains(&user.to_owned()) || outcome == Outcome::NotTried);
            if self.accepted.contains(user) {
                assert_eq!(outcome, Outcome::Sent);
            }
        }
        assert!(self.stopped || report.stopped_by().is_some() || settled.len() == self.users.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_fan_out_keeps_its_promises(
        call in options(),
        (calls_per_second, to_users, concurrency) in (1_u32..30, 1_usize..8, 0_usize..6),
        ids in vec(0_u8..40, 1..60),
        events in vec(doing(), 0..60),
        last in vec((any::<u64>(), answer()), 6),
    ) {
        let app = app(calls_per_second, to_users);
        let ids: Vec<String> = ids.into_iter().map(|id| format!("u{id}")).collect();
        let mut seen = HashSet::new();
        let users: Vec<String> = ids.iter().filter(|id| seen.insert((*id).clone())).cloned().collect();
        let options = FanOutOptions { call, concurrency };
        let fan_out =
            FanOut::new(app.clone(), Endpoint::default(), "room1", "server", "hi", &ids, options).unwrap();
        prop_assert_eq!(fan_out.report().repeated(), ids.len() - users.len());
        let mut run = Run {
            fan_out,
            limiters: Limiters::new(),
            app: app.clone(),
            users,
            duplicates_ok: call.duplicates_ok,
            asks: 0,
            out: BTreeMap::new(),
            accepted: HashSet::new(),
            refused: BTreeMap::new(),
            uncertain: HashSet::new(),
            settled: Vec::new(),
            stopped: false,
            done: false,
        };
        let mut at = 1000_u64;
        for (later, doing) in events {
            at = at.saturating_add_signed(later);
            match doing {
                Doing::Ask { jitter } => { run.ask(at, jitter); }
                Doing::Report { .. } if run.out.is_empty() => {}
                Doing::Report { call, answer, failed } => {
                    let numbers: Vec<u64> = run.out.keys().copied().collect();
                    run.report(at, *call.get(&numbers), answer, failed);
                }
                Doing::Misuse { call } => run.misuse(at, call),
                Doing::Stop => {
                    run.fan_out.stop(&mut run.limiters, time(at));
                    run.stopped = true;
                }
            }
            run.look();
        }
        // From here on the driver does as it is told, and it comes to its end.
        let mut answers = last.into_iter().cycle();
        let mut asks = 0;
        while !run.done {
            let (jitter, answer) = answers.next().unwrap();
            let until = run.ask(at, jitter);
            match (run.out.keys().next().copied(), until) {
                (Some(call), _) => run.report(at, call, answer, None),
                (None, Some(until)) => at = at.max(until),
                (None, None) => {}
            }
            run.look();
            asks += 1;
            prop_assert!(asks < 3000, "it ends");
        }
        run.look();
        run.after_the_end();
    }
}
