//! The faults that wait for calls, and the choice of those that strike one.

use crate::fault::{Fault, FaultKind, PendingFault, When};

/// What a call says of itself, as far as faults ask.
#[derive(Debug)]
pub(crate) struct Target<'a> {
    pub(crate) action: Option<&'a str>,
    pub(crate) room_ids: Vec<&'a str>,
    pub(crate) user_ids: Vec<&'a str>,
}

/// What goes wrong with one call.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) delay_before_ms: u64,
    pub(crate) delay_after_ms: u64,
    pub(crate) trickle_ms: Option<u64>,
    pub(crate) no_date: bool,
    /// Seconds added to the `Date` header.
    pub(crate) date_offset: i64,
    pub(crate) request_id_number: bool,
    pub(crate) outcome: Option<(When, FaultKind)>,
    /// How many faults these are.
    pub(crate) struck: u64,
}

/// The waiting faults, oldest first.
#[derive(Debug, Default)]
pub(crate) struct FaultQueue {
    queued: Vec<Queued>,
}

#[derive(Debug)]
struct Queued {
    pending: PendingFault,
    random: u64,
}

impl FaultQueue {
    /// Adds a fault for the next `count` calls that it matches.
    pub(crate) fn add(&mut self, fault: Fault, count: u32) {
        let random = fault.seed;
        self.queued.push(Queued {
            pending: PendingFault {
                fault,
                left: count,
                struck: 0,
            },
            random,
        });
    }

    /// What still waits.
    pub(crate) fn pending(&self) -> Vec<PendingFault> {
        self.queued.iter().map(|queued| queued.pending.clone()).collect()
    }

    /// Whether a connection that was just accepted, or is shaking hands, is to be closed.
    pub(crate) fn strikes_connection(&mut self, kind: &FaultKind) -> bool {
        let struck = self
            .queued
            .iter_mut()
            .any(|queued| queued.pending.fault.kind == *kind && queued.strikes());
        self.forget_spent();
        struck
    }

    /// Chooses what strikes this call.
    pub(crate) fn plan(&mut self, target: &Target<'_>) -> Plan {
        let mut plan = Plan::default();
        for queued in &mut self.queued {
            let fault = &queued.pending.fault;
            let taken = plan.outcome.is_some() && !fault.kind.is_modifier();
            if !taken && !fault.kind.is_of_connection() && fault.matches(target) && queued.strikes() {
                plan.add(&queued.pending.fault);
            }
        }
        self.forget_spent();
        plan
    }

    fn forget_spent(&mut self) {
        self.queued.retain(|queued| queued.pending.left > 0);
    }
}

impl Queued {
    /// Uses the fault up by one call, and says whether it strikes.
    fn strikes(&mut self) -> bool {
        self.pending.left -= 1;
        let struck = self
            .pending
            .fault
            .probability
            .is_none_or(|share| self.draw() < share);
        self.pending.struck += u64::from(struck);
        struck
    }

    /// The next number in [0, 1) of a splitmix64 sequence.
    fn draw(&mut self) -> f64 {
        self.random = self.random.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        let top = u32::try_from(mixed >> 32).unwrap_or(u32::MAX);
        f64::from(top) / (f64::from(u32::MAX) + 1.0)
    }
}

impl Fault {
    fn matches(&self, target: &Target<'_>) -> bool {
        let among = |wanted: &Option<String>, ids: &[&str]| {
            wanted.as_deref().is_none_or(|wanted| ids.contains(&wanted))
        };
        self.action
            .as_deref()
            .is_none_or(|action| target.action == Some(action))
            && among(&self.room_id, &target.room_ids)
            && among(&self.user_id, &target.user_ids)
    }
}

impl Plan {
    /// Users whom the call's message is not to reach.
    pub(crate) fn withheld(&self) -> Vec<String> {
        match &self.outcome {
            Some((When::After, FaultKind::FailUsers { users, .. })) => {
                users.iter().map(|user| user.uid.clone()).collect()
            }
            _ => Vec::new(),
        }
    }

    fn add(&mut self, fault: &Fault) {
        self.struck += 1;
        match &fault.kind {
            FaultKind::Delay { ms } if fault.strikes() == When::Before => self.delay_before_ms += ms,
            FaultKind::Delay { ms } => self.delay_after_ms += ms,
            FaultKind::Trickle { ms } => self.trickle_ms = Some(*ms),
            FaultKind::NoDate => self.no_date = true,
            FaultKind::DateOffset { seconds } => self.date_offset = self.date_offset.saturating_add(*seconds),
            FaultKind::RequestIdNumber => self.request_id_number = true,
            other => self.outcome = Some((fault.strikes(), other.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target() -> Target<'static> {
        Target {
            action: Some("A"),
            room_ids: vec!["r"],
            user_ids: vec!["u1", "u2"],
        }
    }

    #[test]
    fn outcomes_strike_one_after_the_other_and_modifiers_join_them() {
        let mut queue = FaultQueue::default();
        queue.add(Fault::reset(), 1);
        queue.add(Fault::code(206), 2);
        queue.add(Fault::delay(5), 2);
        queue.add(Fault::delay(7).after(), 1);
        let plan = queue.plan(&target());
        assert_eq!(plan.outcome, Some((When::Before, FaultKind::Reset)));
        assert_eq!((plan.delay_before_ms, plan.delay_after_ms), (5, 7));
        let plan = queue.plan(&target());
        assert!(matches!(
            plan.outcome,
            Some((_, FaultKind::Code { code: 206, .. }))
        ));
        assert_eq!((plan.delay_before_ms, plan.delay_after_ms), (5, 0));
        assert_eq!(queue.pending().len(), 1);
    }

    #[test]
    fn a_fault_waits_for_the_calls_that_it_names() {
        let wanted = [
            Fault::reset().on_action("A"),
            Fault::reset().on_room("r"),
            Fault::reset().on_user("u2"),
        ];
        let others = [
            Fault::reset().on_action("B"),
            Fault::reset().on_room("x"),
            Fault::reset().on_user("u3"),
            Fault::reset().on_user("u1").on_room("x"),
        ];
        for fault in wanted {
            let mut queue = FaultQueue::default();
            queue.add(fault, 1);
            assert!(queue.plan(&target()).outcome.is_some());
        }
        for fault in others {
            let mut queue = FaultQueue::default();
            queue.add(fault, 1);
            assert!(queue.plan(&target()).outcome.is_none());
            assert_eq!(
                queue.pending()[0].left,
                1,
                "not used up by calls that it does not name"
            );
        }
    }

    #[test]
    fn a_share_of_the_calls_is_struck_repeatably() {
        let strikes = |seed| {
            let mut queue = FaultQueue::default();
            queue.add(Fault::reset().with_probability(0.3, seed), 1000);
            (0..1000)
                .map(|_| queue.plan(&target()).outcome.is_some())
                .collect::<Vec<_>>()
        };
        let struck = strikes(1).iter().filter(|&&struck| struck).count();
        assert!((250..350).contains(&struck), "{struck}");
        assert_eq!(strikes(1), strikes(1));
        assert_ne!(strikes(1), strikes(2));
    }

    #[test]
    fn connection_faults_leave_calls_alone() {
        let mut queue = FaultQueue::default();
        queue.add(FaultKind::CloseOnAccept.into(), 1);
        assert!(queue.plan(&target()).outcome.is_none());
        assert!(!queue.strikes_connection(&FaultKind::CloseInHandshake));
        assert!(queue.strikes_connection(&FaultKind::CloseOnAccept));
        assert!(!queue.strikes_connection(&FaultKind::CloseOnAccept));
    }
}
